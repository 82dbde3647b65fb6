#!/usr/bin/env bash
# Runs the code blocks of docs/walk.md, in one shell, against a server on a free port with fresh demo data, and looks
# for what each chapter promises. Prints `N passed, N failed`.
# Usage: tests/walk/walk.sh [BUILD_DIRECTORY]
set -uo pipefail
cd "$(dirname "$0")/../.."
build=$(realpath "${1:-build}")
work=$(mktemp -d "${TMPDIR:-/tmp}/mingjing-walk.XXXXXX")
server=
finish() {
  [ -z "$server" ] || { kill "$server" 2>/dev/null; wait "$server" 2>/dev/null; }
  rm -rf "$work"
}
trap finish EXIT
give_up() { echo "$1"; [ -f "$work/log" ] && tail -20 "$work/log"; echo "0 passed, 1 failed"; exit 1; }

"$build/mingjing" demo --data "$work/data" --cases 5 --seed 5 >"$work/log" 2>&1 || give_up "no demo data"
port=
for candidate in $(shuf -i 20000-40000 -n 20); do
  (exec 3<>"/dev/tcp/127.0.0.1/$candidate") 2>/dev/null || { port=$candidate; break; }
done
"$build/mingjing" serve --data "$work/data" --listen "127.0.0.1:$port" >"$work/log" 2>&1 &
server=$!
for _ in $(seq 1 100); do
  curl -sf "http://127.0.0.1:$port/healthz" >/dev/null 2>&1 && break
  kill -0 "$server" 2>/dev/null || give_up "the server did not start"
  sleep 0.1
done

sed -n '/^```sh$/,/^```$/{/^```/d;p}' docs/walk.md >"$work/walk.sh"
MINGJING_BASE="http://127.0.0.1:$port" MINGJING_DATA="$work/data" MINGJING_VERIFY="$build/mingjing-verify" \
  bash "$work/walk.sh" >"$work/out" 2>&1
status=$?

passed=0
failed=0
expect() { # sentence, pattern
  if grep -qE -- "$2" "$work/out"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED: $1"; fi
}
expect "the script ran to its end" "the tombstone names no party"
expect "a wrong check digit is refused" "refused, as it should be"
expect "one officer is not enough" "refused: two officers"
expect "silence waits for the period" "refused: the period runs"
expect "the review was returned, then passed" 'give_review_opinion: .*"stage":"legal_review"'
expect "the decision got its number" 'decide: .*"number":"澜自然资罚决〔'
expect "the page has a title" "<title>.*望岳"
expect "the search finds it" "^[1-9][0-9]*$"
expect "an altered copy is refused" "refused: one byte was changed"
expect "payment is recorded" 'record_payment: .*"event"'
expect "the case is archived" "^stage: archived$"
expect "the page answers 410 after takedown" "^page: 410$"
expect "the right to a hearing was told" '"hearing_name":"已告知听证权利"'
expect "a hearing asked for stops the review" "refused: a hearing was asked for"
expect "a hearing is not called at short notice" "refused: less than seven working days"
expect "after the hearing the review is a must" "refused: not yet reviewed"
expect "the second case is decided" "^after the hearing: decided$"
[ "$status" -eq 0 ] && passed=$((passed + 1)) || { failed=$((failed + 1)); echo "FAILED: exit code $status"; }
kill "$server"; wait "$server" 2>/dev/null
server=
if "$build/mingjing" verify --data "$work/data" >"$work/verify" 2>&1; then passed=$((passed + 1)); else
  failed=$((failed + 1)); echo "FAILED: verify finds"; head -20 "$work/verify"; fi
[ "$failed" -eq 0 ] || { tail -60 "$work/out" | cut -c1-600; tail -5 "$work/log"; }
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
