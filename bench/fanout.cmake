bench(fanout io SOURCES measure.cc peers.cc raw_server.cc)
