#!/bin/sh
# Installs what Syncline is built and tested with, from Debian's packages, only what is missing.
# `serve` prints a line with curl to try. Works as root and with sudo. Usage: tools/setup.sh build|test|bench
set -eu

build="clang-19 libstdc++-12-dev libc6-dev mold ccache ninja-build cmake pkg-config
  libboost1.81-dev libboost-json1.81-dev libssl-dev librocksdb-dev libyaml-cpp-dev libcli11-dev
  libspdlog-dev libfmt-dev libcurl4-openssl-dev zlib1g-dev libgtest-dev tzdata curl"
test="$build libclang-rt-19-dev llvm-19 clang-format-19 python3 ca-certificates python3-boto3 awscli"
bench="$build libbenchmark-dev"

case "${1:-}" in
  build) wanted=$build ;;
  test)
    wanted=$test
    # A node of another origin is as good, and Debian's would clash with it.
    command -v node >/dev/null 2>&1 || wanted="$wanted nodejs"
    command -v npm >/dev/null 2>&1 || wanted="$wanted npm"
    ;;
  bench) wanted=$bench ;;
  *) echo "usage: tools/setup.sh build|test|bench" >&2; exit 2 ;;
esac

missing=""
for package in $wanted; do
  state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$state" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

echo "setup: installing$missing"
root=""
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null 2>&1; then
    echo "setup: neither root nor sudo; as root, run: apt-get install$missing" >&2
    exit 1
  fi
  root="sudo"
fi
log=$(mktemp)
if ! { $root apt-get update && $root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y --no-install-recommends $missing; } >"$log" 2>&1; then
  tail -n 30 "$log" >&2
  echo "setup: apt-get failed; the log is $log" >&2
  exit 1
fi
rm -f "$log"
echo "setup: done"
