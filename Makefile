# make run    builds, starts the server with the examples/messages API, and says what to try
# make build  leaves the release binary at build/syncline
# make test   builds and runs every test
# make bench  measures the hot paths     make fuzz  fuzzes each parser for FUZZ_SECONDS
# make format rewrites the C++ in the house's form
# Each installs what it needs from Debian's packages, and says so.

JOBS := $(shell nproc)
FUZZ_SECONDS ?= 60
RUN_FLAGS ?=

.PHONY: run build test bench fuzz format clean setup-build

setup-build:
	@tools/setup.sh build

build: setup-build
	@cmake --preset release > build.log 2>&1 || { cat build.log; rm -f build.log; exit 1; }
	@rm -f build.log
	@ninja -C build/release -j $(JOBS) syncline
	@ln -sf release/src/app/syncline build/syncline

run: build
	@build/syncline serve examples/messages/template.yaml --data build/data $(RUN_FLAGS)

test:
	@tools/setup.sh test
	@python3 tools/test.py

bench:
	@tools/setup.sh bench
	@cmake --preset release
	@ninja -C build/release -j $(JOBS) benches
	@python3 tools/bench.py

fuzz:
	@tools/setup.sh test
	@cmake --preset fuzz
	@ninja -C build/fuzz -j $(JOBS)
	@python3 tools/fuzz.py $(FUZZ_SECONDS)

format:
	@tools/setup.sh test
	@git ls-files '*.cc' '*.h' | xargs clang-format-19 -i

clean:
	@rm -rf build
