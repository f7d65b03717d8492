#include "client/cli/online/holding.h"

#include <ostream>

#include "client/actions/narrate.h"
#include "client/cli/online/ask.h"
#include "client/text/late.h"

namespace plenary::cli {
namespace {

void TellSaid(const Desk& desk, const std::vector<session::Body>& said) {
  const Context& context = desk.context();
  const auto registry = desk.registry();
  const auto session = desk.session();
  const actions::Background background{.registry = *registry, .session = session.get()};
  for (const session::Body& body : said) {
    const session::Command command{{}, {}, {}, desk.store().key_id(), {}, body};
    TellNow(context, actions::Narrate(context.language, background, command) + "\n");
  }
}

void TellRefused(const Context& context, const actions::Refused& refused) {
  context.err << context.Say(
                     {"本机的一项操作未被接受，本程序不再重复提交（{0}：{2}）。{1}\n",
                      "Something that this machine said was not accepted, and this program does "
                      "not say it again ({0}: {2}). {1}\n"},
                     {session::NameOf(refused.said),
                      text::Explain(context.language, refused.said, refused.refusal),
                      session::NameOf(refused.refusal)})
              << std::flush;
}

}  // namespace

std::unexpected<Complaint> ComplainHolding(const Context& context, const Error& error) {
  if (error.code != ErrorCode::kConflict) return Complain(context, error);
  return std::unexpected(Complaint{
      Exit::kRefused, "alarm",
      context.Say({"警报：本机先前已就这项表决签署过另一份封存或开票数据：有人出示了两份不同的"
                   "会议记录。没有再签署任何内容；请停止会议，保留本机，立即告知主持人和监票人。",
                   "ALARM: This machine has sealed or answered another log of this poll: two logs "
                   "were shown. Nothing more was signed. Stop the session, keep this machine, and "
                   "tell chair and scrutineers at once."})});
}

std::unexpected<Complaint> ComplainRefused(const Context& context,
                                           const actions::Refused& refused) {
  auto complaint = Complain(context, refused.refusal).error();
  complaint.message = text::Explain(context.language, refused.said, refused.refusal);
  return std::unexpected(std::move(complaint));
}

Result<void, Complaint> CheckAlarm(const Desk& desk) {
  const auto alarm = desk.link().AlarmOf(desk.link().SessionLog(desk.session_id()));
  if (!alarm) return {};
  return std::unexpected(
      Complaint{Exit::kRefused, "alarm", desk.context().Say(actions::SentenceOf(alarm->kind))});
}

Result<void, Complaint> TendOnce(const Desk& desk, actions::Tending& tending,
                                 const actions::Consent& consent) {
  const auto round = tending.Once(consent);
  if (!round) return ComplainHolding(desk.context(), round.error());
  TellSaid(desk, round->said);
  if (round->refused && !actions::IsQuicker(round->refused->refusal)) {
    TellRefused(desk.context(), *round->refused);
  }
  return {};
}

}  // namespace plenary::cli
