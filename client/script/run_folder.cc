#include "client/script/run_folder.h"

#include <system_error>

#include "client/actions/files.h"
#include "core/wire/entry.h"

namespace plenary::script {
namespace {

using text::Text;

constexpr Text kNotEmpty = {"目录 {0} 不是空的；不会覆盖任何文件，请换一个目录",
                            "the folder {0} is not empty: nothing is written over; take another"};
constexpr Text kCannotMake = {"不能建立目录 {0}：{1}", "cannot make the folder {0}: {1}"};
constexpr Text kNoFounding = {
    "目录 {0} 中没有 founding：请先用 --node 创立委员会，由 plenaryd import 导入",
    "the folder {0} holds no founding: found the committee with --node "
    "first, and let plenaryd import it"};
constexpr Text kHeldAlready = {"目录 {0} 中已有一次运行的会议；请重新创立，换一个目录",
                               "sessions have been held from the folder {0} already: found anew, "
                               "in another folder"};

Played<> MakeFolder(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (!error) return {};
  return Stop(nullptr, Say(kCannotMake, {folder.string(), error.message()}));
}

}  // namespace

Played<> RunFolder::TakeEmpty() const {
  std::error_code error;
  const bool is_there = std::filesystem::exists(folder_, error);
  if (is_there && !std::filesystem::is_empty(folder_, error)) {
    return Stop(nullptr, Say(kNotEmpty, {folder_.string()}));
  }
  return MakeFolder(folder_);
}

Played<actions::ReadableFounding> RunFolder::TakeFounded() const {
  std::error_code error;
  if (!std::filesystem::exists(founding(), error)) {
    return Stop(nullptr, Say(kNoFounding, {folder_.string()}));
  }
  if (std::filesystem::exists(archives(), error)) {
    return Stop(nullptr, Say(kHeldAlready, {folder_.string()}));
  }
  const auto bytes = actions::ReadFile(founding(), wire::kMaxEntrySize);
  if (!bytes) return Stop(nullptr, bytes.error());
  auto read = actions::ReadFounding(*bytes);
  if (!read) return Stop(nullptr, read.error());
  return *std::move(read);
}

Played<> RunFolder::KeepFounding(const log::SignedCommand& command) const {
  const auto kept = actions::WriteFile(founding(), wire::EncodeSignedCommand(command),
                                       actions::Readers::kEverybody, false);
  return kept ? Played<>{} : Stop(nullptr, kept.error());
}

Played<> RunFolder::MakeArchives() const { return MakeFolder(archives()); }

Played<std::filesystem::path> RunFolder::KeepArchive(const std::string& name,
                                                     ByteView bytes) const {
  const auto file = archives() / name;
  const auto kept = actions::WriteFile(file, bytes, actions::Readers::kEverybody, false);
  if (!kept) return Stop(nullptr, kept.error());
  return file;
}

}  // namespace plenary::script
