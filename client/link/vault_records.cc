#include "client/link/vault_records.h"

#include <algorithm>
#include <initializer_list>

namespace plenary::link {
namespace {

Bytes U64(std::uint64_t value) {
  Bytes out;
  PutU64(out, value);
  return out;
}

// No copy of a secret is left behind by growth.
crypto::SecretBytes Joined(std::initializer_list<ByteView> parts) {
  std::size_t size = 0;
  for (const ByteView part : parts) size += part.size();
  crypto::SecretBytes out(size);
  auto rest = out.span();
  for (const ByteView part : parts) {
    std::copy(part.begin(), part.end(), rest.begin());
    rest = rest.subspan(part.size());
  }
  return out;
}

template <class IdT>
bool Take(ByteReader& reader, IdT& id) {
  const auto raw = reader.Raw(IdT::kSize);
  if (raw) std::copy(raw->begin(), raw->end(), id.bytes.begin());
  return raw.has_value();
}

bool Take(ByteReader& reader, std::uint64_t& value) {
  const auto number = reader.U64();
  if (number) value = *number;
  return number.has_value();
}

bool Take(ByteReader& reader, log::Head& head) {
  return Take(reader, head.size) && Take(reader, head.root);
}

}  // namespace

crypto::SecretBytes EncodeGivenAnswer(const GivenAnswer& answer) {
  return Joined({U64(answer.sealed.size), answer.sealed.root.view(), answer.bytes});
}

crypto::SecretBytes EncodeBallotInHand(const BallotInHand& ballot) {
  return Joined({ballot.seed.view(), ballot.bytes});
}

crypto::SecretBytes EncodeBallotReceipt(const BallotReceipt& receipt) {
  return Joined({receipt.code.view(), receipt.command.view(), U64(receipt.index),
                 U64(receipt.head.size), receipt.head.root.view()});
}

std::optional<GivenAnswer> DecodeGivenAnswer(ByteView bytes) {
  ByteReader reader(bytes);
  GivenAnswer answer;
  if (!Take(reader, answer.sealed)) return std::nullopt;
  answer.bytes = ToBytes(reader.rest());
  return answer;
}

std::optional<BallotInHand> DecodeBallotInHand(ByteView bytes) {
  ByteReader reader(bytes);
  const auto seed = reader.Raw(kSeedSize);
  if (!seed) return std::nullopt;
  return BallotInHand{crypto::SecretBytes::CopyOf(*seed), ToBytes(reader.rest())};
}

std::optional<BallotReceipt> DecodeBallotReceipt(ByteView bytes) {
  ByteReader reader(bytes);
  BallotReceipt receipt;
  if (!Take(reader, receipt.code) || !Take(reader, receipt.command) ||
      !Take(reader, receipt.index) || !Take(reader, receipt.head) || !reader.AtEnd()) {
    return std::nullopt;
  }
  return receipt;
}

}  // namespace plenary::link
