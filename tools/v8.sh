#!/bin/sh
# Puts V8 (Debian's libnode108 and libnode-dev) into a folder, without installing either package:
# they refuse to stand beside a node of another origin (docs/decisions/0002-v8-from-libnode.md).
# Usage: tools/v8.sh FOLDER   then: -IFOLDER/usr/include/node -LFOLDER/usr/lib/… -lnode and an RPATH
set -eu

folder=${1:?usage: tools/v8.sh FOLDER}
library="$folder/usr/lib/$(gcc -print-multiarch 2>/dev/null || echo x86_64-linux-gnu)/libnode.so.108"
[ -e "$library" ] && exit 0

root=""
[ "$(id -u)" -eq 0 ] || root="sudo"
# What libnode.so links to. These packages are small, and clash with nothing.
needed="libbrotli1 libc-ares2 libicu72 libnghttp2-14 libssl3 libuv1 zlib1g"
missing=""
for package in $needed; do
  state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$state" = installed ] || missing="$missing $package"
done
[ -n "$(apt-cache policy libnode108 2>/dev/null)" ] || $root apt-get update -qq
if [ -n "$missing" ]; then
  echo "v8: installing$missing"
  $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing
fi

mkdir -p "$folder"
(cd "$folder" && apt-get download -qq libnode108 libnode-dev 2>/dev/null && for package in *.deb; do
  dpkg-deb -x "$package" . && rm "$package"
done)
[ -e "$library" ] || { echo "v8: $library is not there" >&2; exit 1; }
echo "v8: $(basename "$library") unpacked"
