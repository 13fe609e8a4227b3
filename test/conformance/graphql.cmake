add_executable(graphql_runner conformance/graphql_runner.cc)
target_link_libraries(graphql_runner PRIVATE graphql_validation graphql_execution house_flags)
add_test(NAME conformance.graphql
  COMMAND graphql_runner ${CMAKE_CURRENT_SOURCE_DIR}/conformance/graphql)
set_tests_properties(conformance.graphql PROPERTIES TIMEOUT 120 LABELS conformance)
