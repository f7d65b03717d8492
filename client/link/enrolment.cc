#include "client/link/enrolment.h"

#include <algorithm>
#include <array>
#include <thread>
#include <utility>

#include "client/link/certificate.h"
#include "core/crypto/random.h"
#include "plenary/v1/plenary.grpc.pb.h"

namespace plenary::link {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kCallTimeout{30'000};
constexpr std::chrono::milliseconds kAskAgain{500};

std::string Field(ByteView bytes) { return std::string(AsText(bytes)); }

void SetDeadline(grpc::ClientContext& context, std::chrono::milliseconds timeout) {
  context.set_deadline(std::chrono::system_clock::now() + timeout);
}

// The founding from the first server that has it.
Result<std::pair<std::string, Founding>> FindFounding(const std::vector<std::string>& servers,
                                                      const CommitteeId& fingerprint,
                                                      std::chrono::milliseconds timeout) {
  if (servers.empty()) return Fail(ErrorCode::kInvalidArgument, "no server is named");
  Error last{ErrorCode::kUnavailable, ""};
  for (const std::string& server : servers) {
    const auto share = timeout / static_cast<std::int64_t>(servers.size());
    auto founding = FetchFounding(server, fingerprint, share);
    if (founding) return std::pair(server, std::move(*founding));
    // A server that lies is told of, whatever the others say.
    if (founding.error().code == ErrorCode::kBadSignature) {
      return std::unexpected(founding.error());
    }
    last = founding.error();
  }
  return std::unexpected(last);
}

Result<OfferedTo> AskOffer(v1::Door::Stub& door, const wire::EnrolmentCodeId& code,
                           std::chrono::milliseconds timeout) {
  grpc::ClientContext context;
  SetDeadline(context, timeout);
  v1::GetOfferRequest request;
  request.set_code_id(Field(code.view()));
  v1::GetOfferResponse response;
  if (const auto status = door.GetOffer(&context, request, &response); !status.ok()) {
    return FailOf(status, "GetOffer");
  }
  const auto person = PersonId::From(AsBytes(response.person()));
  if (!person) return std::unexpected(person.error());
  return OfferedTo{*person, response.name(), Instant{response.expires()}};
}

Result<void> HandIn(const std::string& server, const Founding& founding,
                    const wire::EnrolmentCodeId& code, const wire::EnrolmentRequest& enrolment,
                    std::chrono::milliseconds timeout) {
  const auto door = v1::Door::NewStub(DoorChannel(server, {&founding.authority, 1}));
  grpc::ClientContext context;
  SetDeadline(context, timeout);
  v1::EnrolRequest request;
  request.set_code_id(Field(code.view()));
  request.set_enrolment(Field(wire::EncodeEnrolmentRequest(enrolment)));
  v1::EnrolResponse response;
  const auto status = door->Enrol(&context, request, &response);
  if (!status.ok()) return FailOf(status, "Enrol");
  return {};
}

Result<void> AskServerForCertificate(KeyStore& store, const std::string& server,
                                     std::chrono::milliseconds timeout) {
  const auto question = AskForCertificate(store, SystemNow());
  if (!question) return std::unexpected(question.error());
  const auto door = v1::Door::NewStub(DoorChannel(server, store.profile().authorities));
  grpc::ClientContext context;
  SetDeadline(context, timeout);
  v1::ConnectResponse response;
  const auto status = door->Connect(&context, question->request, &response);
  if (status.error_code() == grpc::StatusCode::FAILED_PRECONDITION) {
    return Fail(ErrorCode::kNotFound, "the registry does not admit this key yet");
  }
  if (!status.ok()) return FailOf(status, "Connect");
  return TakeCertificate(store, question->key, response, SystemNow());
}

bool MayYetCome(ErrorCode code) {
  return code == ErrorCode::kNotFound || code == ErrorCode::kUnavailable;
}

Application ReadApplication(const Link::PendingEnrolment& pending, const std::vector<Offer>& offers,
                            const Profile& profile) {
  Application application{.code = pending.code,
                          .person = pending.person,
                          .expires = pending.expires,
                          .handed_in = !pending.enrolment.empty(),
                          .key = {},
                          .problem = {}};
  const auto offer = std::find_if(offers.begin(), offers.end(),
                                  [&](const Offer& one) { return one.id == pending.code; });
  if (offer == offers.end()) {
    application.problem = "the code was not made with this key store";
    return application;
  }
  application.person = offer->person;  // the server's word does not count
  if (!application.handed_in) return application;
  const auto request = wire::DecodeEnrolmentRequest(pending.enrolment);
  if (!request) {
    application.problem = request.error().message;
    return application;
  }
  const auto key = wire::VerifyEnrolmentRequest(*request, offer->secret, profile.suite,
                                                profile.committee, offer->person);
  if (key) {
    application.key = *key;
  } else {
    application.problem = key.error().message;
  }
  return application;
}

}  // namespace

// ---- the person's side

Result<Invitation> ReadOffer(const Sheet& sheet, std::chrono::milliseconds timeout) {
  const auto code = wire::ParseCode(sheet.code.text());
  if (!code) return std::unexpected(code.error());
  auto found = FindFounding(sheet.servers, sheet.committee, timeout);
  if (!found) return std::unexpected(found.error());
  const auto door = v1::Door::NewStub(DoorChannel(found->first, {&found->second.authority, 1}));
  auto offered = AskOffer(*door, code->id, timeout);
  if (!offered) return std::unexpected(offered.error());
  if (!sheet.person.IsZero() && sheet.person != offered->person) {
    return Fail(ErrorCode::kConflict, "the server says that the code is for another person");
  }
  return Invitation{std::move(found->second), std::move(*offered)};
}

Result<void> Apply(KeyStore& store, const Sheet& sheet, const Invitation& invitation,
                   bool has_earlier_keys, std::chrono::milliseconds timeout) {
  const auto code = wire::ParseCode(sheet.code.text());
  if (!code) return std::unexpected(code.error());
  const PersonId& person = invitation.offered_to.person;
  const auto request =
      wire::MakeEnrolmentRequest(store.key(), invitation.founding.committee, person, code->secret);
  if (!request) return std::unexpected(request.error());
  PLENARY_TRY(Bind(store, invitation.founding, person, sheet.servers, has_earlier_keys));
  Result<void> handed = Fail(ErrorCode::kUnavailable, "no server is named");
  for (const std::string& server : sheet.servers) {
    handed = HandIn(server, invitation.founding, code->id, *request, timeout);
    if (handed || handed.error().code != ErrorCode::kUnavailable) break;
  }
  return handed;
}

Result<void> Bind(KeyStore& store, const Founding& founding, const PersonId& person,
                  const std::vector<std::string>& servers, bool has_earlier_keys) {
  Profile profile = store.profile();
  profile.committee = founding.committee;
  profile.committee_name = founding.found.name;
  profile.person = person;
  profile.servers = servers;
  profile.authorities = {founding.authority};
  profile.accepts_earlier_keys = has_earlier_keys;
  if (founding.found.suite != profile.suite) {
    return Fail(ErrorCode::kConflict, "the committee uses the suite " +
                                          std::string(crypto::SuiteName(founding.found.suite)));
  }
  return store.SetProfile(profile);
}

Result<void> GetCertificate(KeyStore& store, std::chrono::milliseconds timeout) {
  Result<void> asked = Fail(ErrorCode::kInvalidArgument, "the key store belongs to no committee");
  for (const std::string& server : store.profile().servers) {
    asked = AskServerForCertificate(store, server, std::min(timeout, kCallTimeout));
    if (asked || asked.error().code != ErrorCode::kUnavailable) break;
  }
  return asked;
}

Result<void> AwaitCertificate(KeyStore& store, std::chrono::milliseconds timeout) {
  using std::chrono::milliseconds;
  const auto until = Clock::now() + timeout;
  for (;;) {
    const auto left = std::chrono::duration_cast<milliseconds>(until - Clock::now());
    auto asked = GetCertificate(store, std::max(left, milliseconds(1)));
    if (asked || !MayYetCome(asked.error().code)) return asked;
    if (Clock::now() + kAskAgain >= until) return asked;
    std::this_thread::sleep_for(kAskAgain);
  }
}

// ---- the officers' side

Result<Sheet> MakeOffer(Link& link, KeyStore& store, const PersonId& person,
                        std::chrono::milliseconds life) {
  const auto registry = link.Registry();
  const session::Person* known = registry->FindPerson(person);
  if (known == nullptr) return Fail(ErrorCode::kNotFound, "the registry knows no such person");
  std::array<Byte, wire::kEnrolmentRandomness> random{};
  PLENARY_TRY(crypto::RandomBytes(random));
  wire::EnrolmentCode code = wire::MakeEnrolmentCode(random);
  const Profile profile = store.profile();
  Sheet sheet{.servers = profile.servers,
              .committee = profile.committee,
              .person = person,
              .person_name = known->name,
              .committee_name = profile.committee_name,
              .code = wire::FormatCode(code)};
  const Instant expires{SystemNow().milliseconds + life.count()};
  const auto id = code.id;
  PLENARY_TRY(store.PutOffer({id, std::move(code.secret), person, expires}));
  PLENARY_TRY(link.OfferEnrolment(id, person, expires, kCallTimeout));
  return sheet;
}

Result<std::vector<Application>> ListApplications(Link& link, const KeyStore& store) {
  const auto pending = link.ListEnrolments(kCallTimeout);
  if (!pending) return std::unexpected(pending.error());
  const auto offers = store.Offers();
  if (!offers) return std::unexpected(offers.error());
  const Profile profile = store.profile();
  std::vector<Application> applications;
  for (const auto& one : *pending) applications.push_back(ReadApplication(one, *offers, profile));
  return applications;
}

std::vector<Admission> ListAdmissions(const session::Registry& registry) {
  std::vector<Admission> admissions;
  for (const auto& [entry, change] : registry.pending) {
    const auto* admit = std::get_if<session::AdmitKey>(&change.body);
    if (admit == nullptr) continue;
    auto key = crypto::PublicKey::From(registry.suite, admit->public_key);
    if (!key) continue;  // Decide has refused it already
    const session::Person* person = registry.FindPerson(admit->person);
    const KeyId id = key->id();
    admissions.push_back({entry, admit->person, person ? person->name : std::string(),
                          std::move(*key), wire::ShortCode(id)});
  }
  return admissions;
}

}  // namespace plenary::link
