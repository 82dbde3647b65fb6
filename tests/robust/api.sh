#!/usr/bin/env bash
# The whole server under misfortune: hostile text in every field, killed under an upload, backed up under load, on a full disk, without its database. Called by `./test`;
# ends in `N passed, N failed`. Usage: tests/robust/api.sh [BUILD_DIRECTORY]
# SPDX-License-Identifier: Apache-2.0
set -uo pipefail
cd "$(dirname "$0")"
build=$(realpath "${1:-../../build}")
export PYTHONDONTWRITEBYTECODE=1
passed=0
failed=0
out=$(mktemp)
trap 'rm -f "$out"' EXIT
run() {
  echo "$1:"
  "${@:2}" >"$out" 2>&1
  local status=$? line p f
  line=$(grep -oE '^[0-9]+ passed, [0-9]+ failed$' "$out" | tail -1)
  p=${line%% *}
  f=${line##*, }
  f=${f%% *}
  [ "$status" -ne 0 ] && [ "${f:-0}" -eq 0 ] && f=1
  passed=$((passed + ${p:-0}))
  failed=$((failed + ${f:-0}))
  grep -vE '^[0-9]+ passed, [0-9]+ failed$' "$out"
}

# tus-js-client and s3rver in their locked versions, installed once beside the build.
node=../../web/node_modules/.bin/node
[ -x "$node" ] || node=node
modules=$build/robust
mkdir -p "$modules"
if ! cmp -s package-lock.json "$modules/package-lock.json" || [ ! -d "$modules/node_modules/tus-js-client" ]; then
  cp package.json package-lock.json "$modules/"
  (cd "$modules" && npm ci --silent --no-audit --no-fund >npm.log 2>&1) || rm -f "$modules/package-lock.json"
fi
if [ -e "$modules/package-lock.json" ]; then
  run "upload by tus-js-client, killed twice" python3 tus_resume.py --binary "$build/mingjing" --node "$node" --modules "$modules"
  run "second copy and backups in an object storage" python3 s3_storage.py --tests "$build/tests/files_test" "$build/tests/tests_verify" --node "$node" --modules "$modules"
else
  echo "not run: upload by tus-js-client and the object storage, since npm does not answer ($modules/npm.log)"
fi
run "SQL and HTML in every text field" python3 hostile_text.py --binary "$build/mingjing"
run "complaints, the server killed meanwhile" python3 complaints.py --binary "$build/mingjing"
run "disk full" python3 disk_full.py --binary "$build/mingjing"
run "files limited" python3 disk_full.py --binary "$build/mingjing" --size-limit
run "backups under load" python3 backup_under_load.py --binary "$build/mingjing"
run "backups under load, PostgreSQL" python3 backup_under_load.py --binary "$build/mingjing" --postgres --backups 2
run "PostgreSQL restarted" python3 postgres_restart.py --binary "$build/mingjing"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
