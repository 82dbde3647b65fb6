#!/usr/bin/env bash
# The linter and the component tests of the workbench, then two walks in real browsers side by side, each with a server of its own on the same
# demo data. Ends in a line `N passed, N failed`.
# SPDX-License-Identifier: Apache-2.0
set -uo pipefail
cd "$(dirname "$0")/../../web"
export PATH="$PWD/node_modules/.bin:$PATH" NO_COLOR=1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0
add() { # status, file that ends in `N passed, N failed`
  local line p f
  line=$(grep -oE '^[0-9]+ passed, [0-9]+ failed' "$2" | tail -1)
  p=${line%% *}
  f=${line##*, }
  f=${f%% *}
  passed=$((passed + ${p:-0}))
  if [ "$1" -ne 0 ] && [ "${f:-0}" -eq 0 ]; then f=1; fi
  failed=$((failed + ${f:-0}))
}

if npm run --silent lint >"$work/lint" 2>&1; then
  passed=$((passed + 1))
else
  failed=$((failed + 1))
  echo "FAILED lint"
  tail -60 "$work/lint"
fi

vitest run --reporter=default --reporter=json --outputFile.json="$work/report.json"
status=$?
node -e 'const report = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
  const broken = report.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  console.log(`${report.numPassedTests} passed, ${report.numFailedTests + broken.length} failed`)' "$work/report.json" >"$work/components"
add "$status" "$work/components"
echo "components: $(cat "$work/components")"

program=${MINGJING_PROGRAM:-../build/mingjing}
if [ -x "$program" ] && "$program" demo --data "$work/demo" --cases "${MINGJING_WALK_CASES:-30}" --seed 1 >"$work/made" 2>&1; then
  export MINGJING_WEB_DEMO=$work/demo
fi # else each walk says what is wrong
node ../tests/web/walk.mjs >"$work/walk" 2>&1 &
walk=$!
node ../tests/web/screens.mjs >"$work/screens" 2>&1
screens=$?
wait "$walk"
add $? "$work/walk"
grep -vE '^[0-9]+ passed, [0-9]+ failed$' "$work/walk"
add "$screens" "$work/screens"
grep -vE '^[0-9]+ passed, [0-9]+ failed$' "$work/screens"
echo "$SECONDS s"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
