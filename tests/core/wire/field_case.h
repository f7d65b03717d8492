// One field of one command, out of its bounds.
#ifndef PLENARY_TESTS_CORE_WIRE_FIELD_CASE_H_
#define PLENARY_TESTS_CORE_WIRE_FIELD_CASE_H_

#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "core/wire/command.h"
#include "plenary/v1/command.pb.h"
#include "tests/support/arbitrary_command.h"

namespace plenary::wire {

struct FieldCase {
  const char* name;
  session::CommandKind kind;
  std::function<void(v1::Command&)> spoil;
  std::string message;  // what DecodeCommand says; empty: nothing is wrong
};

class FieldTest : public ::testing::TestWithParam<FieldCase> {
 protected:
  void ExpectMessage() const {
    const Bytes good = EncodeCommand(testing::ExampleCommand(GetParam().kind));
    v1::Command message;
    ASSERT_TRUE(message.ParseFromArray(good.data(), static_cast<int>(good.size())));
    GetParam().spoil(message);
    const auto command = DecodeCommand(AsBytes(message.SerializeAsString()));
    EXPECT_EQ(command ? "" : command.error().message, GetParam().message);
  }
};

inline std::string NameOfCase(const ::testing::TestParamInfo<FieldCase>& row) {
  return std::string(session::NameOf(row.param.kind)) + row.param.name;
}

// An id of so many bytes that begins with a number.
inline std::string Id(int number = 1, std::size_t size = 16) {
  std::string id(size, 'i');
  id[0] = static_cast<char>(number >> 7);
  id[1] = static_cast<char>(number & 127);
  return id;
}

}  // namespace plenary::wire

#endif  // PLENARY_TESTS_CORE_WIRE_FIELD_CASE_H_
