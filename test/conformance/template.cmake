add_executable(template_runner conformance/template_runner.cc)
target_link_libraries(template_runner PRIVATE template house_flags)
add_test(NAME conformance.template
  COMMAND template_runner ${CMAKE_CURRENT_SOURCE_DIR}/conformance/template)
set_tests_properties(conformance.template PROPERTIES TIMEOUT 120 LABELS conformance)
