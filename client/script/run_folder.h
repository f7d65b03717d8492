// The folder of a run: what it holds, and that no run ever writes over another.
//
//   founding    the committee's, as `plenaryd import` takes it
//   people/     a key store for each person, and for each laptop that replaced one
//   server/     the run's own plenaryd, where it has one: data, log
//   archives/   one file for each session held
#ifndef PLENARY_CLIENT_SCRIPT_RUN_FOLDER_H_
#define PLENARY_CLIENT_SCRIPT_RUN_FOLDER_H_

#include <filesystem>
#include <string>

#include "client/actions/founding.h"
#include "client/script/failure.h"

namespace plenary::script {

class RunFolder {
 public:
  explicit RunFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // Makes it. Fails, with nothing changed, if there is something in it.
  Played<> TakeEmpty() const;
  // The founding that an earlier `run --node` left. Fails if there is none, or sessions
  // have been held from here.
  Played<actions::ReadableFounding> TakeFounded() const;

  Played<> KeepFounding(const log::SignedCommand& founding) const;
  Played<> MakeArchives() const;
  // Its file in archives/.
  Played<std::filesystem::path> KeepArchive(const std::string& name, ByteView bytes) const;

  std::filesystem::path founding() const { return folder_ / "founding"; }
  std::filesystem::path people() const { return folder_ / "people"; }
  std::filesystem::path server() const { return folder_ / "server"; }
  std::filesystem::path archives() const { return folder_ / "archives"; }

 private:
  std::filesystem::path folder_;
};

}  // namespace plenary::script

#endif  // PLENARY_CLIENT_SCRIPT_RUN_FOLDER_H_
