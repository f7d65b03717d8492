// What scrutineers counted, and the results that are signed.
#include "core/wire/messages.h"
#include "core/wire/serialize.h"

namespace plenary::wire {
namespace {

template <class List>
std::vector<std::uint32_t> TakeVotes(Reader& in, const List& from) {
  return in.Each("votes", from, kOptions, std::identity{});
}

template <class List>
std::vector<rules::PaperCount> TakeCounts(Reader& in, const List& from) {
  return in.Each("counts", from, kContests, [&](const auto& each) { return Take(in, each); });
}

template <class List>
std::vector<session::StatedResult> TakeResults(Reader& in, const List& from) {
  return in.Each("results", from, kContests, [&](const auto& each) { return Take(in, each); });
}

}  // namespace

void Put(const rules::PaperCount& from, v1::PaperCount& to) {
  to.set_issued(from.issued);
  to.set_returned(from.returned);
  to.set_valid(from.valid);
  to.set_invalid(from.invalid);
  to.set_blank(from.blank);
  to.mutable_votes()->Assign(from.votes.begin(), from.votes.end());
  for (const rules::WriteIn& person : from.write_ins) {
    v1::WriteIn& added = *to.add_write_ins();
    added.set_name(person.name);
    added.set_votes(person.votes);
  }
}

rules::PaperCount Take(Reader& in, const v1::PaperCount& from) {
  const auto person = [&](const v1::WriteIn& each) {
    return rules::WriteIn{.name = in.Text("name", each.name(), kLabel), .votes = each.votes()};
  };
  return {
      .issued = from.issued(),
      .returned = from.returned(),
      .valid = from.valid(),
      .invalid = from.invalid(),
      .blank = from.blank(),
      .votes = TakeVotes(in, from.votes()),
      .write_ins =
          in.Ascending("write_ins", in.Each("write_ins", from.write_ins(), kWriteIns, person),
                       &rules::WriteIn::name),
  };
}

void Put(const session::StatedResult& from, v1::StatedResult& to) {
  to.mutable_votes()->Assign(from.votes.begin(), from.votes.end());
  to.set_not_voting(from.not_voting);
  to.set_outcome(static_cast<std::uint32_t>(from.outcome));
}

session::StatedResult Take(Reader& in, const v1::StatedResult& from) {
  return {
      .votes = TakeVotes(in, from.votes()),
      .not_voting = from.not_voting(),
      .outcome = in.Kind<rules::Outcome>("outcome", from.outcome()),
  };
}

void Put(const session::EnterCount& from, v1::Command& to) {
  v1::EnterCount& body = *to.mutable_enter_count();
  body.set_poll(Raw(from.poll));
  for (const rules::PaperCount& count : from.counts) Put(count, *body.add_counts());
}

session::EnterCount Take(Reader& in, const v1::EnterCount& from) {
  return {
      .poll = in.Id<PollId>("poll", from.poll()),
      .counts = TakeCounts(in, from.counts()),
  };
}

void Put(const session::ConfirmCount& from, v1::Command& to) {
  v1::ConfirmCount& body = *to.mutable_confirm_count();
  body.set_poll(Raw(from.poll));
  for (const rules::PaperCount& count : from.counts) Put(count, *body.add_counts());
}

session::ConfirmCount Take(Reader& in, const v1::ConfirmCount& from) {
  return {
      .poll = in.Id<PollId>("poll", from.poll()),
      .counts = TakeCounts(in, from.counts()),
  };
}

void Put(const session::CertifyResult& from, v1::Command& to) {
  v1::CertifyResult& body = *to.mutable_certify_result();
  body.set_poll(Raw(from.poll));
  for (const session::StatedResult& result : from.results) Put(result, *body.add_results());
}

session::CertifyResult Take(Reader& in, const v1::CertifyResult& from) {
  return {
      .poll = in.Id<PollId>("poll", from.poll()),
      .results = TakeResults(in, from.results()),
  };
}

void Put(const session::AnnounceResult& from, v1::Command& to) {
  v1::AnnounceResult& body = *to.mutable_announce_result();
  body.set_poll(Raw(from.poll));
  for (const session::StatedResult& result : from.results) Put(result, *body.add_results());
}

session::AnnounceResult Take(Reader& in, const v1::AnnounceResult& from) {
  return {
      .poll = in.Id<PollId>("poll", from.poll()),
      .results = TakeResults(in, from.results()),
  };
}

}  // namespace plenary::wire
