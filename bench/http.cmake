bench(http edge engine catalog dynamo store hub source io
  SOURCES measure.cc peers.cc raw_server.cc)
