// The enrolments and connection certificates of SqliteStore.
#include <string>
#include <utility>

#include "server/storage/sqlite_connections.h"
#include "server/storage/sqlite_store.h"

namespace plenary::storage {
namespace {

Result<std::optional<EnrolmentOffer>> FindOffer(Connection& connection, ByteView code_id) {
  auto query = connection.Prepare("SELECT person, expires FROM offers WHERE code = ?");
  if (!query) return std::unexpected(query.error());
  const auto row = query->Bind(code_id).Step();
  if (!row) return std::unexpected(row.error());
  if (!*row) return std::optional<EnrolmentOffer>();
  const auto person = PersonId::From(query->Blob(0));
  if (!person) return Fail(ErrorCode::kCorrupt, "store: an offer without a person");
  return EnrolmentOffer{ToBytes(code_id), *person, Instant{query->Integer(1)}};
}

Result<std::vector<Bytes>> RequestsUnder(Connection& connection, ByteView code_id) {
  auto query = connection.Prepare("SELECT request FROM requests WHERE code = ? ORDER BY id");
  if (!query) return std::unexpected(query.error());
  query->Bind(code_id);
  std::vector<Bytes> requests;
  for (;;) {
    const auto row = query->Step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return requests;
    requests.push_back(query->Blob(0));
  }
}

Result<std::vector<Bytes>> AllCodes(Connection& connection) {
  auto query = connection.Prepare("SELECT code FROM offers ORDER BY expires, code");
  if (!query) return std::unexpected(query.error());
  std::vector<Bytes> codes;
  for (;;) {
    const auto row = query->Step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return codes;
    codes.push_back(query->Blob(0));
  }
}

Result<std::optional<Enrolment>> FindIn(Connection& connection, ByteView code_id) {
  auto offer = FindOffer(connection, code_id);
  if (!offer) return std::unexpected(offer.error());
  if (!*offer) return std::optional<Enrolment>();
  auto requests = RequestsUnder(connection, code_id);
  if (!requests) return std::unexpected(requests.error());
  return Enrolment{std::move(**offer), std::move(*requests)};
}

}  // namespace

Result<void> SqliteStore::AddOffer(const EnrolmentOffer& offer) {
  PLENARY_TRY(CheckOffer(offer));
  auto connection = connections_->Borrow();
  if (!connection) return std::unexpected(connection.error());
  auto transaction = Transaction::Begin(**connection);
  if (!transaction) return std::unexpected(transaction.error());
  const auto known = FindOffer(**connection, offer.code_id);
  if (!known) return std::unexpected(known.error());
  if (*known) {
    if (**known == offer) return {};
    return Fail(ErrorCode::kAlreadyExists, "store: the code is on offer already");
  }
  auto query =
      (*connection)->Prepare("INSERT INTO offers (code, person, expires) VALUES (?, ?, ?)");
  if (!query) return std::unexpected(query.error());
  PLENARY_TRY(query->Bind(ByteView(offer.code_id))
                  .Bind(offer.person.view())
                  .Bind(offer.expires.milliseconds)
                  .Run());
  return transaction->Commit();
}

Result<void> SqliteStore::AddRequest(ByteView code_id, ByteView request, std::size_t max_requests) {
  PLENARY_TRY(CheckRequest(request));
  auto connection = connections_->Borrow();
  if (!connection) return std::unexpected(connection.error());
  auto transaction = Transaction::Begin(**connection);
  if (!transaction) return std::unexpected(transaction.error());
  const auto known = FindIn(**connection, code_id);
  if (!known) return std::unexpected(known.error());
  const auto admits = AdmitsRequest(*known, request, max_requests);
  if (!admits) return std::unexpected(admits.error());
  if (!*admits) return {};
  auto query = (*connection)->Prepare("INSERT INTO requests (code, request) VALUES (?, ?)");
  if (!query) return std::unexpected(query.error());
  PLENARY_TRY(query->Bind(code_id).Bind(request).Run());
  return transaction->Commit();
}

Result<std::optional<Enrolment>> SqliteStore::FindEnrolment(ByteView code_id) const {
  auto connection = connections_->Borrow();
  if (!connection) return std::unexpected(connection.error());
  return FindIn(**connection, code_id);
}

Result<std::vector<Enrolment>> SqliteStore::Enrolments() const {
  auto connection = connections_->Borrow();
  if (!connection) return std::unexpected(connection.error());
  const auto codes = AllCodes(**connection);
  if (!codes) return std::unexpected(codes.error());
  std::vector<Enrolment> enrolments;
  for (const Bytes& code : *codes) {
    auto enrolment = FindIn(**connection, code);
    if (!enrolment) return std::unexpected(enrolment.error());
    if (*enrolment) enrolments.push_back(std::move(**enrolment));
  }
  return enrolments;
}

Result<void> SqliteStore::RemoveOffersUntil(Instant expired) {
  auto connection = connections_->Borrow();
  if (!connection) return std::unexpected(connection.error());
  auto query = (*connection)->Prepare("DELETE FROM offers WHERE expires <= ?");
  if (!query) return std::unexpected(query.error());
  return query->Bind(expired.milliseconds).Run();
}

Result<void> SqliteStore::AddCertificate(const ConnectionCertificate& certificate) {
  PLENARY_TRY(CheckCertificate(certificate));
  auto connection = connections_->Borrow();
  if (!connection) return std::unexpected(connection.error());
  auto query =
      (*connection)
          ->Prepare(
              "INSERT INTO certificates (serial, key, not_after, revoked) VALUES (?, ?, ?, ?)");
  if (!query) return std::unexpected(query.error());
  auto added = query->Bind(std::string_view(certificate.serial_hex))
                   .Bind(certificate.key.view())
                   .Bind(certificate.not_after.milliseconds)
                   .Bind(std::int64_t{certificate.revoked ? 1 : 0})
                   .Run();
  if (!added && added.error().code == ErrorCode::kConflict) {
    return Fail(ErrorCode::kAlreadyExists, "store: a certificate has this serial already");
  }
  return added;
}

Result<std::optional<ConnectionCertificate>> SqliteStore::FindCertificate(
    const std::string& serial_hex) const {
  auto connection = connections_->Borrow();
  if (!connection) return std::unexpected(connection.error());
  auto query =
      (*connection)->Prepare("SELECT key, not_after, revoked FROM certificates WHERE serial = ?");
  if (!query) return std::unexpected(query.error());
  const auto row = query->Bind(std::string_view(serial_hex)).Step();
  if (!row) return std::unexpected(row.error());
  if (!*row) return std::optional<ConnectionCertificate>();
  const auto key = KeyId::From(query->Blob(0));
  if (!key) return Fail(ErrorCode::kCorrupt, "store: a certificate without a key");
  return ConnectionCertificate{serial_hex, *key, Instant{query->Integer(1)},
                               query->Integer(2) != 0};
}

Result<std::uint64_t> SqliteStore::RevokeCertificatesOf(const KeyId& key) {
  auto connection = connections_->Borrow();
  if (!connection) return std::unexpected(connection.error());
  auto query =
      (*connection)->Prepare("UPDATE certificates SET revoked = 1 WHERE key = ? AND revoked = 0");
  if (!query) return std::unexpected(query.error());
  PLENARY_TRY(query->Bind(key.view()).Run());
  return static_cast<std::uint64_t>((*connection)->changes());
}

Result<void> SqliteStore::RemoveCertificatesUntil(Instant expired) {
  auto connection = connections_->Borrow();
  if (!connection) return std::unexpected(connection.error());
  auto query = (*connection)->Prepare("DELETE FROM certificates WHERE not_after <= ?");
  if (!query) return std::unexpected(query.error());
  return query->Bind(expired.milliseconds).Run();
}

}  // namespace plenary::storage
