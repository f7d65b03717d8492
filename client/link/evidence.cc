#include "client/link/evidence.h"

#include <string>

#include "core/wire/proto.h"

namespace plenary::link {

Evidence& Evidence::AddText(std::string_view what, std::string_view text) {
  PutRaw(bytes_, AsBytes("# "));
  PutRaw(bytes_, AsBytes(what));
  PutRaw(bytes_, AsBytes("\n"));
  PutRaw(bytes_, AsBytes(text));
  PutRaw(bytes_, AsBytes("\n"));
  return *this;
}

Evidence& Evidence::Add(std::string_view what, const log::SignedHead& head) {
  return AddText(what, wire::ToProto(head).DebugString());
}

Evidence& Evidence::Add(std::string_view what, const log::Entry& entry) {
  return AddText(what, wire::ToProto(entry).DebugString());
}

Evidence& Evidence::Add(std::string_view what, const log::Receipt& receipt) {
  return AddText(what, wire::ToProto(receipt).DebugString());
}

Evidence& Evidence::Add(std::string_view what, const log::SignedCommand& command) {
  return AddText(what, wire::ToProto(command).DebugString());
}

Evidence& Evidence::Add(std::string_view what, std::span<const Digest> hashes) {
  std::string text;
  for (const Digest& hash : hashes) text += hash.hex() + "\n";
  return AddText(what, text);
}

Evidence& Evidence::Add(const log::ForkEvidence& fork) {
  Add("one signed head", fork.shorter);
  Add("another signed head that cannot be of the same log", fork.longer);
  const Digest& root = fork.prefix_root;
  Add("the root with which the second one's log begins, at the first one's size", {&root, 1});
  return Add("consistency proof from that root to the second head", fork.consistency);
}

}  // namespace plenary::link
