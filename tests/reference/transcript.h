// A full session as a list of who says what, which can be changed at will and written as
// an archive with every signature right: whether it could have happened is for the
// verifiers to say.
#ifndef PLENARY_TESTS_REFERENCE_TRANSCRIPT_H_
#define PLENARY_TESTS_REFERENCE_TRANSCRIPT_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "core/archive/format.h"
#include "core/session/command.h"
#include "tests/support/assembly.h"

namespace plenary::testing {

struct Line {
  KeyId signer;
  CommandId id;
  session::Body body;
};

// The founding is not among the registry's lines. In the session, a RevokeKey is put as
// the registry's last one was signed.
struct Lines {
  std::vector<Line> registry;
  std::vector<Line> session;
};

// One thread.
class Transcript {
 public:
  // A committee of five members and a session with a little of everything.
  explicit Transcript(crypto::Suite suite);

  const Lines& lines() const { return lines_; }
  const archive::Contents& contents() const { return contents_; }

  // With heads, signatures and the node's seal over whatever the lines say. Below these
  // places they are those of lines(), and their entries those of contents().
  archive::Contents Write(const Lines& lines, std::size_t registry_from,
                          std::size_t session_from) const;
  KeyId AnySigner(std::uint32_t random) const;
  // Of a command; nobody used it.
  CommandId FreshId() { return NumberedId<CommandId>('c', next_id_++); }

 private:
  void AddToRegistry();
  void AddPassingChanges();
  void AddSession();
  void AddOpening();
  void AddDraftAndAmendment();
  void AddAppointments();
  void AddCountedPolls();
  void AddEnd();
  void SayInRegistry(const KeyId& signer, session::Body body);
  CommandId Say(const KeyId& signer, session::Body body);
  void Vote(const session::DraftPoll& draft, std::vector<std::uint32_t> marks,
            const session::StatedResult& result);
  log::Entry Sign(const Line& line, const LogId& log, const log::Head& seen) const;
  void WriteRegistry(const std::vector<Line>& lines, archive::Contents& contents) const;
  void WriteSession(const std::vector<Line>& lines, const log::MerkleTree& registry,
                    archive::Contents& contents) const;

  Assembly assembly_;
  Participant guest_;
  crypto::PrivateKey laptop_;  // the third member's second one
  std::map<KeyId, const crypto::PrivateKey*> keys_;
  std::uint32_t next_id_ = 1;
  Lines lines_;
  archive::Contents contents_;
};

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_REFERENCE_TRANSCRIPT_H_
