// Plays a session script: its committee founded, its people enrolled, its sessions held on a
// real server, what it expects checked, and every archive fetched, verified and kept.
#ifndef PLENARY_CLIENT_SCRIPT_PLAYER_H_
#define PLENARY_CLIENT_SCRIPT_PLAYER_H_

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "client/script/failure.h"
#include "client/script/script.h"
#include "core/log/head.h"
#include "core/session/session_commands.h"

namespace plenary::script {

struct RunTerms {
  std::filesystem::path folder;               // see run_folder.h
  std::filesystem::path plenaryd;             // the program of a server of its own
  std::string server;                         // "host:port": one that runs; empty: its own
  std::function<void(const Sentence&)> tell;  // how far it is
  std::function<bool()> is_over;              // whether somebody wants it to stop
};

struct HeldSession {
  std::string id;  // the script's
  session::Convene convened;
  std::filesystem::path archive;
  log::Head head;             // as the archive, and every client that took part, has it
  std::uint32_t present = 0;  // members, at the end
  std::size_t clients = 0;    // that followed the session and verified it
  std::size_t polls = 0;      // announced, tests apart
  std::size_t refused = 0;    // commands that had to be
  std::chrono::milliseconds took{0};
};

struct RunReport {
  std::string committee;
  CommitteeId fingerprint;
  std::string server;
  std::vector<HeldSession> sessions;
};

// Blocks. The first thing that went otherwise than the script says ends it; the archives
// of the sessions before it stay. A server of its own is stopped in any case.
Played<RunReport> Run(const Script& script, const RunTerms& terms);

// Only makes the officers' key stores and the founding, for the node of this node.json: a
// running plenaryd that imports it can then be given to Run.
Played<CommitteeId> Found(const Script& script, const std::filesystem::path& folder,
                          std::string_view node_json);

}  // namespace plenary::script

#endif  // PLENARY_CLIENT_SCRIPT_PLAYER_H_
