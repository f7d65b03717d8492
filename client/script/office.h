// The secretary and the second officer of a script: what stands in the registry passes
// through their hands.
#ifndef PLENARY_CLIENT_SCRIPT_OFFICE_H_
#define PLENARY_CLIENT_SCRIPT_OFFICE_H_

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "client/script/speech.h"

namespace plenary::script {

// Somebody whose key is to be admitted: a client with a store and no link yet.
struct Newcomer {
  Client client;
  bool has_earlier_keys = false;
  const Value* where = nullptr;
};

// One thread at a time. Both officers are among `people`, with links.
class Office {
 public:
  Office(People& people, Speech& speech, const Value& committee);

  People& people() const { return people_; }
  Speech& speech() const { return speech_; }
  Client& secretary() const { return people_.At(secretary_); }
  Client& second() const { return people_.At(second_); }
  LogId registry() const { return secretary().link->RegistryLog(); }

  // The secretary enters it; its index.
  Played<std::uint64_t> Enter(session::Body body, const Value* where);
  // The second officer confirms these entries, ascending; none: nothing happens.
  Played<> Confirm(std::vector<std::uint64_t> entries, const Value* where);

  // Through the door: each gets a code, hands in a key, has its short code compared by
  // the second officer, is admitted and connects. They are among the people afterwards.
  Played<> Enrol(std::vector<Newcomer> newcomers) { return Enrol(std::move(newcomers), Nothing); }
  // Enrols the person with a new machine, and revokes the key of the old one. In between,
  // while both are good, `once_admitted` is called: a session is to know the new one.
  using Then = std::function<Played<>()>;
  Played<> ReplaceLaptop(const std::string& id, const Value* where, const Then& once_admitted);

 private:
  static Played<> Nothing() { return {}; }
  Played<> Enrol(std::vector<Newcomer> newcomers, const Then& once_admitted);
  Played<> HandIn(const Newcomer& newcomer);
  Played<std::vector<std::uint64_t>> Admit(const std::vector<Newcomer>& newcomers);
  Played<> CompareCodes(const std::vector<Newcomer>& newcomers);

  People& people_;
  Speech& speech_;
  std::string secretary_;
  std::string second_;
};

}  // namespace plenary::script

#endif  // PLENARY_CLIENT_SCRIPT_OFFICE_H_
