add_executable(vtl_runner conformance/vtl_runner.cc)
target_link_libraries(vtl_runner PRIVATE script house_flags)
add_test(NAME conformance.vtl
  COMMAND vtl_runner ${CMAKE_CURRENT_SOURCE_DIR}/conformance/vtl)
set_tests_properties(conformance.vtl PROPERTIES TIMEOUT 120 LABELS conformance)
