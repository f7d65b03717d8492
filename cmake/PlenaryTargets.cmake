# Flags for our targets, and nobody else's.
add_library(plenary_build INTERFACE)
target_include_directories(plenary_build INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_definitions(plenary_build INTERFACE
  _GLIBCXX_ASSERTIONS $<$<CONFIG:Release>:_FORTIFY_SOURCE=2>)
target_compile_options(plenary_build INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
  -Wnon-virtual-dtor -Woverloaded-virtual -Wold-style-cast -fstack-protector-strong
  $<$<CXX_COMPILER_ID:Clang>:-Wthread-safety;-Werror=thread-safety>)
if(PLENARY_SANITIZE)
  target_compile_options(plenary_build INTERFACE
    -fsanitize=${PLENARY_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(plenary_build INTERFACE -fsanitize=${PLENARY_SANITIZE})
endif()
if(PLENARY_FUZZ)
  if(NOT PLENARY_SANITIZE MATCHES "address")  # its runtime carries the coverage hooks
    message(FATAL_ERROR "PLENARY_FUZZ needs PLENARY_SANITIZE=address,undefined")
  endif()
endif()

# plenary_library(core SOURCES ... DEPS ... PRIVATE_DEPS ...)
function(plenary_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;DEPS;PRIVATE_DEPS")
  add_library(plenary_${name} STATIC ${arg_SOURCES})
  add_library(plenary::${name} ALIAS plenary_${name})
  target_link_libraries(plenary_${name} PUBLIC ${arg_DEPS} PRIVATE plenary_build ${arg_PRIVATE_DEPS})
  if(PLENARY_FUZZ AND name MATCHES "^core_")  # where all is that fuzz targets call
    target_compile_options(plenary_${name} PRIVATE -fsanitize=fuzzer-no-link)
  endif()
endfunction()
