// The schema of session scripts, docs/session-script.schema.json, enforced.
//
// Every keyword is judged by Valijson, node by node, so that each fault has its place and
// says what to do; where the schema lets one of several forms stand, the form is chosen by
// the value's type and its own faults are told.
#ifndef PLENARY_CLIENT_SCRIPT_SCHEMA_H_
#define PLENARY_CLIENT_SCRIPT_SCHEMA_H_

#include <memory>
#include <string_view>

#include "client/script/value.h"

namespace plenary::script {

// The schema as it was when this program was built.
extern const std::string_view kSchemaText;

// One thread at a time.
class Schema {
 public:
  Schema();
  ~Schema();
  Schema(const Schema&) = delete;
  Schema& operator=(const Schema&) = delete;

  // In the order of the document; none: it is as the schema asks. `definition` is one of
  // the schema's ("session"); empty: the whole.
  Faults Check(const Value& document, std::string_view definition = {});

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace plenary::script

#endif  // PLENARY_CLIENT_SCRIPT_SCHEMA_H_
