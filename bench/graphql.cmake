bench(graphql graphql_validation graphql_execution)
target_sources(bench_graphql PRIVATE measure.cc)
target_compile_definitions(bench_graphql PRIVATE
  SYNCLINE_PEER="node ${CMAKE_CURRENT_SOURCE_DIR}/graphql_peer.mjs")
