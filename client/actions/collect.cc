#include "client/actions/collect.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "client/actions/archive.h"
#include "client/actions/files.h"
#include "core/archive/edition.h"
#include "core/crypto/random.h"

namespace plenary::actions {
namespace {

std::vector<std::filesystem::path> ArchivesIn(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    if (entry->path().extension() == kArchiveExtension) files.push_back(entry->path());
  }
  std::ranges::sort(files);
  return files;
}

CollectedFile Take(const std::filesystem::path& file, archive::Collection& archives) {
  CollectedFile taken{file, {}, {}};
  const auto bytes = ReadFile(file, kMaxArchive);
  const auto secret = crypto::RandomSecret();
  if (!bytes || !secret) {
    taken.fault = bytes ? secret.error() : bytes.error();
    return taken;
  }
  taken.is_edition = archive::IsEdition(*bytes);
  auto verified =
      taken.is_edition ? archive::VerifyEdition(*bytes, *secret) : archive::Verify(*bytes, *secret);
  if (!verified) {
    taken.fault = verified.error();
    return taken;
  }
  taken.session = verified->log.session;
  const auto added = archives.Add(*std::move(verified));
  if (added) return taken;
  taken.is_repeated = added.error().code == ErrorCode::kAlreadyExists;
  if (!taken.is_repeated) taken.fault = Conflict{added.error()};
  return taken;
}

}  // namespace

bool Collected::HasFaults() const {
  return std::ranges::any_of(files,
                             [](const CollectedFile& file) { return file.fault.has_value(); });
}

const archive::Verified* Collected::Find(const CollectedFile& file) const {
  if (file.fault) return nullptr;
  const auto found =
      std::ranges::find(archives.archives(), file.session,
                        [](const archive::Verified& archive) { return archive.log.session; });
  return found == archives.archives().end() ? nullptr : &*found;
}

bool Collected::HasArchiveOf(const CollectedFile& file) const {
  const archive::Verified* found = Find(file);
  return file.is_edition && found != nullptr && !found->is_edition;
}

Collected Collect(const std::vector<std::string>& paths) {
  Collected collected;
  for (const std::string& path : paths) {
    std::error_code ignored;
    if (!std::filesystem::is_directory(path, ignored)) {
      collected.files.push_back(Take(path, collected.archives));
      continue;
    }
    const auto files = ArchivesIn(path);
    if (files.empty()) collected.files.push_back({path, {}, NoArchives{}});
    for (const auto& file : files) collected.files.push_back(Take(file, collected.archives));
  }
  return collected;
}

}  // namespace plenary::actions
