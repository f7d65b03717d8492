# Tests: included only when PLENARY_TESTS is on.
find_package(GTest REQUIRED)
find_package(rapidcheck REQUIRED)
include(GoogleTest)

# Builds the tests labelled `tsan`: those that share state between threads, below the floor
# of gRPC, which is not instrumented. `ctest --preset tsan` runs them.
add_custom_target(tsan_tests)
set(PLENARY_TSAN_FOLDERS "^${PROJECT_SOURCE_DIR}/tests/(core/crypto|server/storage|server/host)(/|$)")

# plenary_test(core_rules_poll_test SOURCES ... DEPS ... [PROGRAMS plenaryd ...]
#              [PROPERTIES TIMEOUT 60 ...] [WHOLE]): one GoogleTest binary, each of its cases a
# test of its own. PROGRAMS are built before it; PROPERTIES go to every case.
# WHOLE: the binary is one test, because its cases share what is dear to set up.
# Each case finds PLENARY_TEST_DATA (tests/) and PLENARY_BIN_DIR (the programs) in its environment.
function(plenary_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "WHOLE" "" "SOURCES;DEPS;PROGRAMS;PROPERTIES")
  add_executable(${name} ${arg_SOURCES})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
  target_link_libraries(${name} PRIVATE plenary_build ${arg_DEPS}
    rapidcheck_gtest GTest::gmock GTest::gtest_main)
  if(arg_PROGRAMS)
    add_dependencies(${name} ${arg_PROGRAMS})
  endif()
  if(CMAKE_CURRENT_SOURCE_DIR MATCHES "${PLENARY_TSAN_FOLDERS}")
    add_dependencies(tsan_tests ${name})
    list(APPEND arg_PROPERTIES LABELS tsan)
  endif()
  list(PREPEND arg_PROPERTIES
    ENVIRONMENT "PLENARY_TEST_DATA=${PROJECT_SOURCE_DIR}/tests"
    ENVIRONMENT_MODIFICATION "PLENARY_BIN_DIR=set:${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")
  if(arg_WHOLE)
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES ${arg_PROPERTIES})
  else()
    gtest_discover_tests(${name} TEST_PREFIX "${name}." DISCOVERY_TIMEOUT 60
      PROPERTIES ${arg_PROPERTIES})
  endif()
endfunction()

# plenary_fuzz(core_wire_command_fuzz SOURCES command_fuzz.cc DEPS ...): a libFuzzer target in
# the `clang` preset's fuzz/; in every preset, a test that runs its corpus,
# tests/fuzz/corpus/<name>/, one file a case.
function(plenary_fuzz name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;DEPS")
  add_executable(${name}_replay ${arg_SOURCES} ${PROJECT_SOURCE_DIR}/tests/fuzz/replay_main.cc)
  set_target_properties(${name}_replay PROPERTIES
    RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
  target_link_libraries(${name}_replay PRIVATE plenary_build ${arg_DEPS})
  add_test(NAME ${name}.Corpus
    COMMAND ${name}_replay ${PROJECT_SOURCE_DIR}/tests/fuzz/corpus/${name})
  if(PLENARY_FUZZ)
    add_executable(${name} ${arg_SOURCES})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/fuzz)
    target_link_libraries(${name} PRIVATE plenary_build ${arg_DEPS})
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  endif()
endfunction()

# plenary_script_test(ci_check_floors_test check_floors_test.py): a Python test, by unittest.
function(plenary_script_test name script)
  add_test(NAME ${name}
    COMMAND ${CMAKE_COMMAND} -E env PYTHONDONTWRITEBYTECODE=1
            /usr/bin/python3 ${CMAKE_CURRENT_SOURCE_DIR}/${script})
endfunction()
