#include "tests/core/ballot/true_messages.h"

#include <algorithm>

namespace plenary::ballot {
namespace {

using crypto::kPointSize;
using crypto::kScalarSize;
using crypto::Point;
using crypto::Scalar;

constexpr std::size_t kEditSize = 3;
enum class Edit : std::uint8_t { kNegate, kIncrease, kCopy, kFlip };

struct Part {
  std::size_t at;
  std::size_t size;
};

// Every message is points and 32-byte numbers, one after the other.
std::vector<Part> PartsOf(const crypto::Group& group, ByteView message) {
  std::vector<Part> parts;
  for (std::size_t at = 0; at < message.size(); at += parts.back().size) {
    const ByteView rest = message.subspan(at);
    const bool is_point =
        rest.size() >= kPointSize && group.DecodePoint(rest.first(kPointSize)).has_value();
    parts.push_back({at, is_point ? kPointSize : kScalarSize});
  }
  return parts;
}

// The point or number, negated or one more; as it was if it is none.
Bytes Changed(const crypto::Group& group, ByteView part, Edit edit) {
  const bool negate = edit == Edit::kNegate;
  if (const auto point = group.DecodePoint(part)) {
    const Point out = negate ? group.Negate(*point) : group.Add(*point, group.Generator());
    if (!out.IsInfinity()) return ToBytes(group.Encode(out));
  }
  if (const auto scalar = group.DecodeScalar(part)) {
    const Scalar out = negate ? group.Subtract({}, *scalar) : group.Add(*scalar, group.Integer(1));
    return ToBytes(group.Encode(out));
  }
  return ToBytes(part);
}

void Apply(const crypto::Group& group, std::span<const Part> parts,
           std::span<const Byte, kEditSize> edit, Bytes& message) {
  const Part& part = parts[edit[1] % parts.size()];
  const std::span<Byte> own = std::span(message).subspan(part.at, part.size);
  switch (const auto kind = static_cast<Edit>(edit[0] % 4); kind) {
    case Edit::kNegate:
    case Edit::kIncrease:
      std::ranges::copy(Changed(group, own, kind), own.begin());
      return;
    case Edit::kCopy: {
      const Part& other = parts[edit[2] % parts.size()];
      if (other.size != part.size) return;
      std::copy_n(message.begin() + static_cast<std::ptrdiff_t>(other.at), other.size, own.begin());
      return;
    }
    case Edit::kFlip: {
      Byte& byte = own[edit[2] % own.size()];
      byte = static_cast<Byte>(byte ^ (edit[0] / 4 + 1));
      return;
    }
  }
}

// A static object of each suite, made when it is first asked for.
template <class T, class Make>
const T& OfSuite(crypto::Suite suite, Make make) {
  static const T p256 = make(crypto::Suite::kP256);
  static const T sm2 = make(crypto::Suite::kSm2);
  return suite == crypto::Suite::kSm2 ? sm2 : p256;
}

TrueBallot MakeTrueBallot(crypto::Suite suite, PollShape shape,
                          std::vector<rules::Choice> choices) {
  const Poll poll(suite, BindingFor(TrueKeys(suite)), std::move(shape));
  const auto voter = NoiseId<PersonId>(1);
  Bytes bytes = Cast(poll, voter, choices, 11);
  return {poll, voter, Noise(11, 32), std::move(choices), std::move(bytes)};
}

std::vector<TrueBallot> MakeTrueBallots(crypto::Suite suite) {
  const ContestShape packed{Form::kPacked, 3, 1, false};
  const ContestShape blank{Form::kPacked, 2, 1, true};
  const ContestShape separate{Form::kSeparate, 3, 2, true};
  return {MakeTrueBallot(suite, {35, {packed}}, {{{1}}}),
          MakeTrueBallot(suite, {35, {blank}}, {{{}}}),
          MakeTrueBallot(suite, {35, {separate}}, {{{0, 2}}}),
          MakeTrueBallot(suite, {35, {packed, blank}}, {{{2}}, {{0}}})};
}

TrueAnswer MakeTrueAnswer(crypto::Suite suite) {
  const TrueBallot& cast = TrueBallotOf(suite, 3);
  TrueAnswer out{&cast.poll, {90, NoiseId<Digest>(1), 1}, {}, {}};
  out.aggregates = Aggregates(cast.poll, out.sealed,
                              std::vector<std::vector<Ciphertext>>{
                                  CiphertextsOf(*DecodeBallot(cast.poll, cast.voter, cast.bytes))});
  out.bytes = MakeAnswer(cast.poll, out.sealed, out.aggregates, 1, TrueKeys(suite).shares[0],
                         Noise(301, 32));
  return out;
}

}  // namespace

FuzzInput FuzzInput::Of(ByteView input) {
  const Byte first = input[0];
  return {(first & 1) != 0 ? crypto::Suite::kSm2 : crypto::Suite::kP256, (first & 2) != 0,
          static_cast<std::uint8_t>(first >> 2 & 31), input.subspan(1)};
}

Bytes FuzzInput::Joined() const {
  const int first = (suite == crypto::Suite::kSm2 ? 1 : 0) | (edits ? 2 : 0) | which << 2;
  Bytes out;
  PutU8(out, static_cast<Byte>(first));
  PutRaw(out, rest);
  return out;
}

Bytes FuzzInput::MessageFrom(ByteView true_message) const {
  return edits ? Edited(crypto::Group(suite), true_message, rest) : ToBytes(rest);
}

Bytes Edited(const crypto::Group& group, ByteView message, ByteView edits) {
  Bytes out = ToBytes(message);
  const std::vector<Part> parts = PartsOf(group, message);
  for (; edits.size() >= kEditSize; edits = edits.subspan(kEditSize)) {
    Apply(group, parts, edits.first<kEditSize>(), out);
  }
  return out;
}

const Keys& TrueKeys(crypto::Suite suite) {
  return *OfSuite<std::unique_ptr<Keys>>(
      suite, [](crypto::Suite which) { return PlayCeremony(which, 2, 3); });
}

Deal FalseDeal(const Keys& keys) {
  Deal deal = keys.deals[0];
  deal.masked[1] = Bytes(32, 0x01);
  return deal;
}

Bytes TrueMessage(const Keys& keys, HolderMessage message) {
  switch (message) {
    case HolderMessage::kCommitment:
      return keys.players[0].Commit();
    case HolderMessage::kDeal:
      return keys.deal_bytes[0];
    case HolderMessage::kComplaint:
      return keys.players[1].Complain(keys.round, 1, FalseDeal(keys));
  }
  return {};
}

const TrueBallot& TrueBallotOf(crypto::Suite suite, std::uint8_t which) {
  return OfSuite<std::vector<TrueBallot>>(suite, MakeTrueBallots)[which % kTrueBallots];
}

const TrueAnswer& TrueAnswerOf(crypto::Suite suite) {
  return OfSuite<TrueAnswer>(suite, MakeTrueAnswer);
}

}  // namespace plenary::ballot
