# The build helpers of licet: one function for each kind of target.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

find_program(LICET_CCACHE ccache)
if(LICET_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${LICET_CCACHE}")
endif()

# licet_static(NAME LIBRARY): an imported target that prefers the static archive.
function(licet_static name library)
  if(TARGET ${name})
    return()
  endif()
  find_library(${name}_PATH NAMES lib${library}.a ${library} REQUIRED)
  add_library(${name} INTERFACE IMPORTED GLOBAL)
  target_link_libraries(${name} INTERFACE "${${name}_PATH}")
endfunction()

add_library(licet_flags INTERFACE)
target_include_directories(licet_flags INTERFACE "${PROJECT_SOURCE_DIR}/src")
target_compile_options(licet_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
  -Wnon-virtual-dtor -Woverloaded-virtual -Werror
  -Wno-restrict  # g++ 12 sees overlaps in std::string that are not there (GCC bug 105651)
  "-ffile-prefix-map=${PROJECT_SOURCE_DIR}/=")
if(LICET_FUZZ)
  # clang, for its libFuzzer; warnings are g++'s affair.
  target_compile_options(licet_flags INTERFACE -Wno-error -Wno-everything -O1 -g1 -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all)
  target_link_options(licet_flags INTERFACE -fsanitize=address,undefined)
elseif(LICET_SANITIZE)
  target_compile_options(licet_flags INTERFACE
    # -Og: half the compile time of -O1 where most of the code is checks.
    -Og -g1 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
    -Wno-maybe-uninitialized)
  target_link_options(licet_flags INTERFACE -fsanitize=address,undefined)
else()
  # The program carries its libraries, so that a copied binary answers anywhere.
  target_link_options(licet_flags INTERFACE -static-libstdc++ -static-libgcc)
  # Decisions make and drop many small pieces: a fifth to a third of their time was the C library's allocator
  # (docs/decisions/0027). Sanitizers bring their own.
  licet_static(licet_allocator tcmalloc_minimal)
  target_link_libraries(licet_flags INTERFACE licet_allocator)
endif()

# licet_precompile(TARGET): what nearly every file reads of the standard library is parsed once. Only with sanitizers, so
#   that the release shows what a file forgot to include; not beside a compiler cache, which keeps no such objects.
set(LICET_PRECOMPILE OFF)
if(LICET_SANITIZE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(LICET_PRECOMPILE ON)
  file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/precompiled.cc" CONTENT "")
  add_library(licet_precompiled OBJECT "${PROJECT_BINARY_DIR}/precompiled.cc")
  target_link_libraries(licet_precompiled PRIVATE licet_flags)
  target_precompile_headers(licet_precompiled PRIVATE
    <algorithm> <array> <cstdint> <functional> <map> <memory> <optional> <set> <string> <string_view> <unordered_map>
    <utility> <vector>)
endif()
function(licet_precompile target)
  if(LICET_PRECOMPILE)
    target_precompile_headers(${target} REUSE_FROM licet_precompiled)
  endif()
endfunction()

# What a build step puts in front of a program of ours: sanitizers need a fixed address layout on some kernels, and some
# machines forbid to ask for one.
set(LICET_RUN_PREFIX)
if(LICET_SANITIZE)
  execute_process(COMMAND setarch -R true RESULT_VARIABLE fixed_layout OUTPUT_QUIET ERROR_QUIET)
  if(fixed_layout EQUAL 0)
    set(LICET_RUN_PREFIX setarch -R)
  endif()
endif()

# licet_room(NAME SOURCES file... [DEPS room...] [LIBS target...] [TESTS file...])
#   One room of src/: a static library `licet_NAME`. DEPS are rooms of lower levels.
#   TESTS are collected into the one test binary (tests/CMakeLists.txt).
function(licet_room name)
  cmake_parse_arguments(R "" "" "SOURCES;DEPS;LIBS;TESTS" ${ARGN})
  add_library(licet_${name} STATIC ${R_SOURCES})
  list(TRANSFORM R_DEPS PREPEND "licet_")
  target_link_libraries(licet_${name} PUBLIC licet_flags ${R_DEPS} PRIVATE ${R_LIBS})
  licet_precompile(licet_${name})
  list(TRANSFORM R_TESTS PREPEND "${CMAKE_CURRENT_SOURCE_DIR}/")
  set_property(GLOBAL APPEND PROPERTY LICET_TEST_SOURCES ${R_TESTS})
  set_property(GLOBAL APPEND PROPERTY LICET_ROOMS licet_${name})
endfunction()

# licet_embed(TARGET file...): makes each file a string literal in `embedded/NAME.inc`, for `#include` inside an expression.
#   Changes of the file are seen by the next build.
function(licet_embed target)
  foreach(file IN LISTS ARGN)
    get_filename_component(name "${file}" NAME_WE)
    file(READ "${file}" content)
    file(CONFIGURE OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/embedded/${name}.inc" CONTENT "R\"~~~(@content@)~~~\"\n" @ONLY)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
  endforeach()
  target_include_directories(${target} PRIVATE "${CMAKE_CURRENT_BINARY_DIR}")
endfunction()
