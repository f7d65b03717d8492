# Flags for our targets, and nobody else's.
add_library(plenary_build INTERFACE)
target_include_directories(plenary_build INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(plenary_build INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
  -Wnon-virtual-dtor -Woverloaded-virtual -Wold-style-cast -fstack-protector-strong
  $<$<CXX_COMPILER_ID:Clang>:-Wthread-safety;-Werror=thread-safety>)
if(PLENARY_SANITIZE)
  target_compile_options(plenary_build INTERFACE
    -fsanitize=${PLENARY_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(plenary_build INTERFACE -fsanitize=${PLENARY_SANITIZE})
endif()

# plenary_library(core SOURCES ... DEPS ... PRIVATE_DEPS ...)
function(plenary_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;DEPS;PRIVATE_DEPS")
  add_library(plenary_${name} STATIC ${arg_SOURCES})
  add_library(plenary::${name} ALIAS plenary_${name})
  target_link_libraries(plenary_${name} PUBLIC ${arg_DEPS} PRIVATE plenary_build ${arg_PRIVATE_DEPS})
endfunction()

# plenary_test(core_rules_poll_test SOURCES ... DEPS ...): one GoogleTest binary,
# each of its cases a test of its own.
function(plenary_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;DEPS")
  add_executable(${name} ${arg_SOURCES})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
  target_link_libraries(${name} PRIVATE plenary_build ${arg_DEPS}
    rapidcheck_gtest GTest::gmock GTest::gtest_main)
  gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60
    PROPERTIES ENVIRONMENT "PLENARY_TEST_DATA=${PROJECT_SOURCE_DIR}/tests")
endfunction()
include(GoogleTest)
