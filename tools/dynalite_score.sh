#!/bin/sh
# How much of the test suite of dynalite (Apache-2.0), whose cases were found by probing AWS, this
# server passes. Usage: tools/dynalite_score.sh FOLDER [MOCHA OPTION…], where FOLDER is a checkout of
# its repository: the npm package has no tests. Needs a built release; starts the server by itself.
# Not part of `make test`: some of its cases are what that server does, and not what AWS does.
set -eu

if [ ! -f "${1:-}/test/helpers.js" ]; then
  echo "usage: tools/dynalite_score.sh FOLDER [MOCHA OPTION...], FOLDER with dynalite's test/helpers.js" >&2
  exit 2
fi
tests=$(cd "$1" && pwd)/test
shift
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
server=""
leave() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  rm -rf "$work"
}
trap leave EXIT INT TERM

cp -r "$tests" "$work/test"
cp "$root/tools/dynalite_score.cjs" "$work/ours.cjs"
echo '{"private": true}' >"$work/package.json"
npm install --prefix "$work" --no-audit --no-fund --silent \
  dynalite@4 mocha@11 should@13 aws4@1 async@3 once@1

mkfifo "$work/out"
"$root/build/release/src/app/syncline" serve --memory --port 0 --tls-port 0 \
  --ready-file "$work/ready.json" >"$work/out" 2>"$work/log" &
server=$!
# The server prints this last, once it serves.
grep -q "ctrl-c stops." "$work/out"
cat "$work/out" >/dev/null &

cd "$work"
SYNCLINE_READY="$work/ready.json" node_modules/.bin/mocha --require should --require ./ours.cjs \
  --reporter ./ours.cjs --timeout 30000 "$@" 'test/*.js'
