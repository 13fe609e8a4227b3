bench(dynamodb edge engine catalog dynamo store hub source io SOURCES measure.cc peers.cc)
target_compile_definitions(bench_dynamodb PRIVATE
  SYNCLINE_PEER="node ${CMAKE_CURRENT_SOURCE_DIR}/dynamodb_peer.mjs"
  SYNCLINE_PEER_FOLDER="${PROJECT_BINARY_DIR}/dynalite")
