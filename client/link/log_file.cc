#include "client/link/log_file.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "core/crypto/hash.h"
#include "core/wire/entry.h"
#include "core/wire/proto.h"

namespace plenary::link {
namespace {

constexpr std::string_view kMagic = "PLLOG 1\n";
constexpr std::size_t kChecksum = 8;
constexpr std::size_t kMaxRecord = wire::kMaxEntrySize + 4096;
constexpr std::size_t kMaxFile = std::size_t{4} << 30;

// Written into files: append only, never renumber.
constexpr std::uint8_t kEntry = 1;
constexpr std::uint8_t kHead = 2;
constexpr std::uint8_t kPromise = 3;
constexpr std::uint8_t kRun = 4;

Bytes FileHeader(const LogId& log) {
  Bytes header;
  PutRaw(header, AsBytes(kMagic));
  PutRaw(header, log.committee.view());
  PutRaw(header, log.session.view());
  return header;
}

// Against torn writes alone, so one hash does for both suites.
Bytes Checksum(ByteView record) {
  const Digest hash = crypto::HashRaw(crypto::Suite::kP256, {record});
  return ToBytes(hash.view().first(kChecksum));
}

template <class Message>
Bytes EncodeMessage(const Message& message) {
  return ToBytes(AsBytes(message.SerializeAsString()));
}

template <class Message>
auto DecodeMessage(ByteView bytes) -> decltype(wire::FromProto(Message())) {
  Message message;
  if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return Fail(ErrorCode::kCorrupt, "log file: a message");
  }
  return wire::FromProto(message);
}

Bytes EncodePromise(const Promise& promise) {
  Bytes out;
  PutRaw(out, promise.command.view());
  PutRaw(out, promise.leaf.view());
  PutRaw(out, EncodeMessage(wire::ToProto(promise.receipt)));
  return out;
}

Result<Promise> DecodePromise(ByteView bytes) {
  ByteReader reader(bytes);
  const auto command = reader.Raw(CommandId::kSize);
  const auto leaf = reader.Raw(Digest::kSize);
  if (!command || !leaf) return Fail(ErrorCode::kCorrupt, "log file: a promise");
  auto receipt = DecodeMessage<v1::Receipt>(reader.rest());
  if (!receipt) return std::unexpected(receipt.error());
  return Promise{*CommandId::From(*command), *Digest::From(*leaf), std::move(*receipt)};
}

Result<void> ReadRecord(ByteView record, LogFile::Content& content) {
  const ByteView payload = record.subspan(1);
  if (record[0] == kEntry) {
    auto entry = wire::DecodeEntry(payload);
    if (!entry) return std::unexpected(entry.error());
    content.entries.push_back(std::move(*entry));
  } else if (record[0] == kHead) {
    auto head = DecodeMessage<v1::SignedHead>(payload);
    if (!head) return std::unexpected(head.error());
    content.heads.push_back(std::move(*head));
  } else if (record[0] == kPromise) {
    auto promise = DecodePromise(payload);
    if (!promise) return std::unexpected(promise.error());
    content.promises.push_back(std::move(*promise));
  } else if (record[0] == kRun) {
    auto run = DecodeMessage<v1::Run>(payload);
    if (!run) return std::unexpected(run.error());
    content.runs.push_back(std::move(*run));
  } else {
    return Fail(ErrorCode::kCorrupt, "log file: unknown record");
  }
  return {};
}

// The next whole record; fails at a torn one.
Result<ByteView> NextRecord(ByteReader& reader) {
  const auto record = reader.String(kMaxRecord);
  if (!record || record->size() < 1 + kChecksum) {
    return Fail(ErrorCode::kCorrupt, "log file: torn");
  }
  const ByteView body = record->first(record->size() - kChecksum);
  if (!Equal(Checksum(body), record->last(kChecksum))) {
    return Fail(ErrorCode::kCorrupt, "log file: torn");
  }
  return body;
}

struct Parsed {
  LogFile::Content content;
  std::uint64_t whole = 0;  // bytes up to the end of the last whole record
};

Result<Parsed> Parse(ByteView bytes, const LogId& log) {
  const Bytes header = FileHeader(log);
  if (bytes.size() < header.size()) {
    // Cut off while it was made.
    if (Equal(bytes, ByteView(header).first(bytes.size()))) return Parsed{};
    return Fail(ErrorCode::kCorrupt, "log file: not of this log");
  }
  if (!Equal(bytes.first(header.size()), header)) {
    return Fail(ErrorCode::kCorrupt, "log file: not of this log");
  }
  Parsed parsed;
  ByteReader reader(bytes.subspan(header.size()));
  parsed.whole = header.size();
  while (!reader.AtEnd()) {
    const auto record = NextRecord(reader);
    if (!record || !ReadRecord(*record, parsed.content)) break;
    parsed.whole = bytes.size() - reader.rest().size();
  }
  return parsed;
}

Result<Bytes> ReadIfThere(const std::filesystem::path& path) {
  auto bytes = ReadWhole(path, kMaxFile);
  if (!bytes && bytes.error().code == ErrorCode::kNotFound) return Bytes{};
  return bytes;
}

}  // namespace

LogFile::LogFile(std::filesystem::path path, LogId log, FileHandle file, std::uint64_t size,
                 Durability durability)
    : path_(std::move(path)),
      log_(log),
      file_(std::move(file)),
      size_(size),
      durability_(durability) {}

Result<LogFile::Opened> LogFile::Open(const std::filesystem::path& path, const LogId& log,
                                      Durability durability) {
  const auto bytes = ReadIfThere(path);
  if (!bytes) return std::unexpected(bytes.error());
  auto parsed = Parse(*bytes, log);
  if (!parsed) return Fail(parsed.error().code, path.string() + ": " + parsed.error().message);
  auto file = OpenToAppend(path);
  if (!file) return std::unexpected(file.error());
  if (parsed->whole != bytes->size()) PLENARY_TRY(Truncate(*file, parsed->whole));
  if (parsed->whole == 0) {
    const Bytes header = FileHeader(log);
    PLENARY_TRY(AppendAll(*file, header));
    parsed->whole = header.size();
  }
  return Opened{LogFile(path, log, std::move(*file), parsed->whole, durability),
                std::move(parsed->content)};
}

void LogFile::Put(std::uint8_t type, ByteView payload) {
  Bytes record;
  record.reserve(1 + payload.size() + kChecksum);
  PutU8(record, type);
  PutRaw(record, payload);
  PutRaw(record, Checksum(record));
  PutString(waiting_, record);
}

void LogFile::Append(const log::Entry& entry) { Put(kEntry, wire::EncodeEntry(entry)); }

void LogFile::Append(const log::Run& run) { Put(kRun, EncodeMessage(wire::ToProto(run))); }

void LogFile::Append(const log::SignedHead& head) {
  Put(kHead, EncodeMessage(wire::ToProto(head)));
}

Result<void> LogFile::Append(const Promise& promise) {
  Put(kPromise, EncodePromise(promise));
  PLENARY_TRY(Write());
  return durability_ == Durability::kDisk ? Flush(file_) : Result<void>{};
}

Result<void> LogFile::Write() {
  if (waiting_.empty()) return {};
  if (auto written = AppendAll(file_, waiting_); !written) {
    PLENARY_TRY(Truncate(file_, size_));
    return written;
  }
  size_ += waiting_.size();
  waiting_.clear();
  return {};
}

Result<void> LogFile::Rewrite(const Content& content, std::uint64_t end) {
  waiting_.clear();
  PutRaw(waiting_, FileHeader(log_));
  auto run = content.runs.begin();
  const auto append_runs = [&](std::uint64_t before) {
    for (; run != content.runs.end() && run->first < before && run->end() <= end; ++run) {
      Append(*run);
    }
  };
  for (const log::Entry& entry : content.entries) {
    if (entry.index >= end) break;
    append_runs(entry.index);
    Append(entry);
  }
  append_runs(end);
  for (const log::SignedHead& head : content.heads) Append(head);
  for (const Promise& promise : content.promises) Put(kPromise, EncodePromise(promise));
  const Bytes whole = std::exchange(waiting_, {});
  PLENARY_TRY(WriteWhole(path_, whole, durability_));
  auto file = OpenToAppend(path_);
  if (!file) return std::unexpected(file.error());
  file_ = std::move(*file);
  size_ = whole.size();
  return {};
}

}  // namespace plenary::link
