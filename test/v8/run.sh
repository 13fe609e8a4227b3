#!/bin/sh
# Downloads V8 into build/v8, links the probe against it and runs it. Part of `make test`.
set -eu
cd "$(dirname "$0")/../.."
tools/v8.sh build/v8
libraries=$(dirname "$(find build/v8 -name 'libnode.so.108')")
clang++-19 -std=c++20 -O1 -isystem build/v8/usr/include/node test/v8/probe.cc -o build/v8/probe \
  -L"$libraries" -lnode -Wl,-rpath,"$PWD/$libraries" -pthread
echo "node on this machine: $(node --version 2>/dev/null || echo none)"
exec build/v8/probe
