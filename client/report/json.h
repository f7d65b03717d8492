// JSON as the clients write it: fields in the order in which they were put.
#ifndef PLENARY_CLIENT_REPORT_JSON_H_
#define PLENARY_CLIENT_REPORT_JSON_H_

#include <nlohmann/json.hpp>

namespace plenary::report {

using Json = nlohmann::ordered_json;

}  // namespace plenary::report

#endif  // PLENARY_CLIENT_REPORT_JSON_H_
