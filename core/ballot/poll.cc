#include "core/ballot/poll.h"

#include <utility>

#include "core/ballot/encoding.h"
#include "core/crypto/hash.h"

namespace plenary::ballot {

Poll::Poll(crypto::Suite suite, const PollBinding& binding, PollShape shape)
    : group_(suite), key_(binding.key), shape_(std::move(shape)) {
  for (const ContestShape& contest : shape_.contests) {
    slots_.push_back(SlotsOf(group_, contest, shape_.roll));
  }
  context_ = crypto::HashTagged(
      suite, "plenary/v1/poll-context",
      {U8(static_cast<std::uint8_t>(suite)), binding.committee.view(), binding.session.view(),
       binding.poll.view(), U64(binding.opening), binding.root.view(), binding.ceremony.view(),
       group_.Encode(key_), U32(shape_.roll), EncodeShapes(shape_)});
}

Digest Poll::ContextFor(const PersonId& voter) const {
  return crypto::HashTagged(suite(), "plenary/v1/ballot-context", {context_.view(), voter.view()});
}

std::size_t Poll::place_count() const {
  std::size_t count = 0;
  for (const ContestShape& contest : shape_.contests) count += PlaceCount(contest);
  return count;
}

void Put(const crypto::Group& group, Bytes& out, const Ciphertext& ciphertext) {
  group.Put(out, ciphertext.a);
  group.Put(out, ciphertext.b);
}

}  // namespace plenary::ballot
