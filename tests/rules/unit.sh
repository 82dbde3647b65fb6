#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The rules that need no build, and first the proof that each of them can fail.
set -uo pipefail
cd "$(dirname "$0")"
export PYTHONDONTWRITEBYTECODE=1
exec python3 self_test.py
