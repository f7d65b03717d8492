#include "core/wire/proto.h"

#include <algorithm>
#include <cstddef>

#include "core/wire/command.h"
#include "core/wire/messages.h"
#include "core/wire/serialize.h"

namespace plenary::wire {
namespace {

constexpr Bounds kSignatureSize{crypto::kSignatureSize, crypto::kSignatureSize};
constexpr Bounds kBlindsSize{128, 128};
// A run of 2^n leaves at most has no more than 2n hashes.
constexpr Bounds kRunSize{Digest::kSize, 2 * 62 * Digest::kSize};
constexpr std::uint64_t kMaxLeaf = std::uint64_t{1} << 62;

std::string RawBlinds(const log::Blinds& blinds) {
  std::string raw;
  for (const log::Blind& blind : blinds.parts) raw += AsText(blind);
  return raw;
}

log::Blinds TakeBlinds(Reader& in, std::string_view from) {
  log::Blinds blinds;
  const Bytes raw = in.Raw("blinds", from, kBlindsSize);
  if (!in.ok()) return blinds;
  auto next = raw.begin();
  for (log::Blind& blind : blinds.parts) {
    std::copy_n(next, blind.size(), blind.begin());
    next += static_cast<std::ptrdiff_t>(blind.size());
  }
  return blinds;
}

log::SignedCommand Take(Reader& in, const v1::SignedCommand& from) {
  log::SignedCommand command{
      .command = in.Raw("command", from.command(), {1, kMaxCommandSize}),
      .signature = in.Raw("signature", from.signature(), kSignatureSize),
      .cosignature = {},
  };
  if (!from.cosignature().empty()) {
    command.cosignature = in.Raw("cosignature", from.cosignature(), kSignatureSize);
  }
  return command;
}

log::Entry Take(Reader& in, const v1::LogEntry& from) {
  return {
      .index = from.index(),
      .time = {from.time()},
      .blinds = TakeBlinds(in, from.blinds()),
      .command = in.In("command", [&] { return Take(in, from.command()); }),
  };
}

log::SignedHead Take(Reader& in, const v1::SignedHead& from) {
  return {
      .log = {.committee = in.Id<CommitteeId>("committee", from.committee()),
              .session = in.MaybeId<SessionId>("session", from.session()).value_or(SessionId{})},
      .head = in.In("head", [&] { return Take(in, from.head()); }),
      .node = in.Id<KeyId>("node", from.node()),
      .signature = in.Raw("signature", from.signature(), kSignatureSize),
  };
}

log::Receipt Take(Reader& in, const v1::Receipt& from) {
  return {
      .index = from.index(),
      .time = {from.time()},
      .blinds = TakeBlinds(in, from.blinds()),
      .head = in.In("head", [&] { return Take(in, from.head()); }),
      .inclusion = in.Each("inclusion", from.inclusion(), kProofLength,
                           [&](const auto& each) { return in.Hash("", each); }),
  };
}

log::Run Take(Reader& in, const v1::Run& from) {
  log::Run run{.first = from.first(), .count = from.count(), .hashes = {}};
  const Bytes raw = in.Raw("hashes", from.hashes(), kRunSize);
  for (ByteView rest = raw; rest.size() >= Digest::kSize; rest = rest.subspan(Digest::kSize)) {
    run.hashes.push_back(*Digest::From(rest.first(Digest::kSize)));
  }
  return run;
}

ConnectRequest Take(Reader& in, const v1::ConnectRequest& from) {
  return {
      .key = in.Id<KeyId>("key", from.key()),
      .certificate_request =
          in.Raw("certificate_request", from.certificate_request(), {1, kMaxCertificateRequest}),
      .time = {from.time()},
      .signature = in.Raw("signature", from.signature(), kSignatureSize),
  };
}

template <class Message>
auto TakeAll(const Message& message) {
  Reader in;
  auto value = Take(in, message);
  return std::move(in).Finish(std::move(value));
}

}  // namespace

v1::SignedCommand ToProto(const log::SignedCommand& command) {
  v1::SignedCommand message;
  message.set_command(RawBytes(command.command));
  message.set_signature(RawBytes(command.signature));
  message.set_cosignature(RawBytes(command.cosignature));
  return message;
}

v1::LogEntry ToProto(const log::Entry& entry) {
  v1::LogEntry message;
  message.set_index(entry.index);
  message.set_time(entry.time.milliseconds);
  message.set_blinds(RawBlinds(entry.blinds));
  *message.mutable_command() = ToProto(entry.command);
  return message;
}

v1::SignedHead ToProto(const log::SignedHead& head) {
  v1::SignedHead message;
  message.set_committee(Raw(head.log.committee));
  if (!head.log.IsRegistry()) message.set_session(Raw(head.log.session));
  Put(head.head, *message.mutable_head());
  message.set_node(Raw(head.node));
  message.set_signature(RawBytes(head.signature));
  return message;
}

v1::Receipt ToProto(const log::Receipt& receipt) {
  v1::Receipt message;
  message.set_index(receipt.index);
  message.set_time(receipt.time.milliseconds);
  message.set_blinds(RawBlinds(receipt.blinds));
  *message.mutable_head() = ToProto(receipt.head);
  for (const Digest& hash : receipt.inclusion) message.add_inclusion(Raw(hash));
  return message;
}

v1::Run ToProto(const log::Run& run) {
  v1::Run message;
  message.set_first(run.first);
  message.set_count(run.count);
  for (const Digest& hash : run.hashes) message.mutable_hashes()->append(Raw(hash));
  return message;
}

v1::ConnectRequest ToProto(const ConnectRequest& request) {
  v1::ConnectRequest message;
  message.set_key(Raw(request.key));
  message.set_certificate_request(RawBytes(request.certificate_request));
  message.set_time(request.time.milliseconds);
  message.set_signature(RawBytes(request.signature));
  return message;
}

Result<log::SignedCommand> FromProto(const v1::SignedCommand& message) { return TakeAll(message); }
Result<log::Entry> FromProto(const v1::LogEntry& message) { return TakeAll(message); }
Result<log::SignedHead> FromProto(const v1::SignedHead& message) { return TakeAll(message); }
Result<log::Receipt> FromProto(const v1::Receipt& message) { return TakeAll(message); }
Result<log::Run> FromProto(const v1::Run& message) {
  if (message.first() > kMaxLeaf || message.count() > kMaxLeaf || message.count() == 0) {
    return Fail(ErrorCode::kInvalidArgument, "count: a run has at least one leaf, at most 2^62");
  }
  if (message.hashes().size() % Digest::kSize != 0) {
    return Fail(ErrorCode::kInvalidArgument, "hashes: of 32 bytes each");
  }
  return TakeAll(message);
}
Result<ConnectRequest> FromProto(const v1::ConnectRequest& message) { return TakeAll(message); }

}  // namespace plenary::wire
