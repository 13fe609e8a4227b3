bench(http_echo io SOURCES measure.cc peers.cc raw_server.cc)
