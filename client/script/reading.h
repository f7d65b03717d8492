// What a checked script says, as the values that commands hold.
#ifndef PLENARY_CLIENT_SCRIPT_READING_H_
#define PLENARY_CLIENT_SCRIPT_READING_H_

#include "client/report/json.h"
#include "client/script/value.h"
#include "client/text/terms.h"
#include "core/base/check.h"
#include "core/base/time.h"
#include "core/crypto/random.h"

namespace plenary::script {

report::Json ToJson(const Value& value);

CivilDate DateOf(const Value& date);
std::uint32_t NumberOf(const Value& number);  // 0 to 2^32 - 1

// Of one of the words that the schema lets through.
template <class Enum>
Enum EnumOf(const Value& word) {
  const auto value = text::Parse<Enum>(word.Text());
  PLENARY_CHECK(value);
  return *value;
}

// Random. The system has randomness, or nothing of this can go on.
template <class IdT>
IdT NewId() {
  const auto id = crypto::RandomId<IdT>();
  PLENARY_CHECK(id);
  return *id;
}

}  // namespace plenary::script

#endif  // PLENARY_CLIENT_SCRIPT_READING_H_
