#!/usr/bin/env bash
# Options and the file of --config: names and values are checked before anything is opened.
# SPDX-License-Identifier: Apache-2.0
set -uo pipefail
cd "$(dirname "$0")/../.."
program=${MINGJING:-build/mingjing}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0
expect() { # what, wanted exit code, words wanted in the output, command…
  local what=$1 code=$2 words=$3 out status
  shift 3
  out=$("$@" 2>&1)
  status=$?
  if [ "$status" -eq "$code" ] && [[ "$out" == *"$words"* ]]; then passed=$((passed + 1)); return; fi
  failed=$((failed + 1))
  echo "FAILED $what: exit $status: $out"
}
config() { printf '[serve]\n%s\n' "$1" >"$work/config"; }
config 'max-boddy = 3'
expect "a misspelt name in the file" 2 "max-boddy" "$program" --config "$work/config" serve --data "$work/none"
config 'max-body = "much"'
expect "a value that is no number" 2 "max-body" "$program" --config "$work/config" serve --data "$work/none"
config 'max-body = 10'
expect "a value out of range" 2 "max-body" "$program" --config "$work/config" serve --data "$work/none"
config 'max-body = 4096'
expect "a good file" 1 "没有数据文件夹" "$program" --config "$work/config" serve --data "$work/none"
expect "defaults are told" 0 "=1048576" "$program" serve --help
expect "init without a name" 2 "--origin" "$program" init --data "$work/none"
expect "a new code where there is no system" 1 "没有系统" "$program" init --data "$work" --renew-code
expect "migrate where there is nothing" 1 "没有数据文件夹" "$program" migrate --data "$work/none"
log='example.org/log+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
log_key='PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
expect "a witness of nothing" 2 "--log" "$program" witness --data "$work/witness"
expect "a witness of a key that is none" 2 "公钥" "$program" witness --data "$work/witness" --log "$log"
expect "a witness for everybody without TLS" 1 "须加密" "$program" witness --data "$work/witness" --log "$log_key" --listen 0.0.0.0:0
expect "a witness that is no address" 2 "--witness" "$program" restore "$work" --data "$work/none" --witness nobody
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
