# room(NAME [NEEDS rooms…] [HIDES libraries…] [SHOWS libraries…])
#
# Declares the room that lives in the current folder: one static library of its *.cc files, one test
# program of its *_test.cc files. NEEDS names the rooms that it may import (tools/tidy.py and
# CMake's cycle check hold it to that). HIDES are outside libraries that only its .cc files see;
# SHOWS are those that stand in its headers. A folder of a room_table belongs to its room.
function(room name)
  cmake_parse_arguments(ARG "" "" "NEEDS;HIDES;SHOWS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS *.cc)
  file(GLOB_RECURSE headers CONFIGURE_DEPENDS *.h)
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "(_test|/main)\\.cc$")
  list(FILTER tests INCLUDE REGEX "_test\\.cc$")
  get_property(tables DIRECTORY PROPERTY SYNCLINE_TABLES)
  list(APPEND sources ${tables})
  if(NOT sources)
    set(sources ${PROJECT_SOURCE_DIR}/cmake/empty.cc)
  endif()
  add_library(${name} STATIC ${sources})
  target_sources(${name} PUBLIC FILE_SET HEADERS
    BASE_DIRS ${PROJECT_SOURCE_DIR}/src FILES ${headers})
  target_link_libraries(${name} PUBLIC ${ARG_NEEDS} ${ARG_SHOWS} PRIVATE ${ARG_HIDES})
  house(${name})
  if(tests)
    add_executable(${name}_test ${tests})
    target_link_libraries(${name}_test PRIVATE ${name} ${ARG_HIDES} GTest::gtest_main)
    house(${name}_test gtest)
    add_test(NAME unit.${name} COMMAND ${name}_test)
    set_tests_properties(unit.${name} PROPERTIES TIMEOUT 120 LABELS unit)
  endif()
endfunction()

# room_table(FOLDER TYPE HEADER [NAMESPACE name])
#
# Makes a table from the file names of FOLDER: put_item.cc there must define
# `extern const TYPE put_item;` in namespace syncline::ROOM. The table is the function
# `std::span<const TYPE* const> FOLDER_table()` in the same namespace; HEADER declares TYPE and it.
# Call it before room(). A file with a wrong name is a link error that names it. NAMESPACE is for a
# room whose name is a word of C++ (template).
function(room_table folder type header)
  cmake_parse_arguments(ARG "" "NAMESPACE" "" ${ARGN})
  get_filename_component(room ${CMAKE_CURRENT_SOURCE_DIR} NAME)
  set(namespace ${room})
  if(ARG_NAMESPACE)
    set(namespace ${ARG_NAMESPACE})
  endif()
  file(GLOB files CONFIGURE_DEPENDS ${folder}/*.cc)
  list(FILTER files EXCLUDE REGEX "_test\\.cc$")
  set(declarations "")
  set(rows "")
  foreach(file ${files})
    get_filename_component(row ${file} NAME_WE)
    string(APPEND declarations "extern const ${type} ${row};\n")
    string(APPEND rows "    &${row},\n")
  endforeach()
  list(LENGTH files count)
  set(table ${CMAKE_CURRENT_BINARY_DIR}/${folder}_table.cc)
  file(CONFIGURE OUTPUT ${table} @ONLY CONTENT [[
// Made by room_table() from the files of src/@room@/@folder@.
#include "@header@"

#include <array>
#include <span>

namespace syncline::@namespace@ {

@declarations@
static constexpr std::array<const @type@*, @count@> rows{
@rows@};

std::span<const @type@* const> @folder@_table() { return rows; }

}  // namespace syncline::@namespace@
]])
  set_property(DIRECTORY APPEND PROPERTY SYNCLINE_TABLES ${table})
endfunction()
