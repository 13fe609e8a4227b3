add_executable(dynamodb_runner conformance/dynamodb_runner.cc)
target_link_libraries(dynamodb_runner PRIVATE dynamo house_flags)
add_test(NAME conformance.dynamodb
  COMMAND dynamodb_runner ${CMAKE_CURRENT_SOURCE_DIR}/conformance/dynamodb)
set_tests_properties(conformance.dynamodb PROPERTIES TIMEOUT 120 LABELS conformance)
