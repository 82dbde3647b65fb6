# SPDX-License-Identifier: Apache-2.0
"""Data files parse and are cited; packages and CMake ask for the same things."""
import csv
import io
import json
import re

from check import files, lines, rule, text, under


def no_twice(pairs):
    out = {}
    for key, value in pairs:
        if key in out:
            raise ValueError(f"member {key!r} twice")
        out[key] = value
    return out


@rule("every data file parses: JSON without a member twice, tables with as many cells as their head")
def data_parses():
    for name in under(r"\.json$"):
        if re.search(r"tsconfig[\w.]*\.json$", name):
            continue  # with comments
        try:
            json.loads(text(name), object_pairs_hook=no_twice)
        except ValueError as wrong:
            yield f"{name}: {wrong}"
    for name in under(r"^data/.*\.tsv$"):
        width = None
        for at, line in enumerate(lines(name), 1):
            if not line or line.startswith("#"):
                continue
            cells = line.count("\t") + 1
            width = width or cells
            if cells != width:
                yield f"{name}:{at}: {cells} cells, {width} expected"
    for name in under(r"^data/.*\.csv$"):
        width = None
        for at, row in enumerate(csv.reader(io.StringIO(text(name).lstrip("\ufeff"))), 1):
            if not row:
                continue
            width = width or len(row)
            if len(row) != width:
                yield f"{name}:{at}: {len(row)} cells, {width} expected"


@rule("each limit names its unit, its direction, the days it holds from and its citation; no id stands twice")
def limits_are_whole():
    seen = {}
    for name in under(r"^data/limits/.*\.json$"):
        found = json.loads(text(name))
        rows = found if isinstance(found, list) else found.get("limits") or found.get("rules") or []
        if not rows:
            yield f"{name}: no limits in it"
        for row in rows:
            key = row.get("id", "?")
            if key in seen:
                yield f"{name}: {key} also stands in {seen[key]}"
            seen[key] = name
            if not re.match(r"^[a-z][a-z0-9]*(_[a-z0-9]+)+$", key):
                yield f"{name}: {key} is not named statute_article_what"
            if not row.get("citation"):
                yield f"{name}: {key} cites nothing"
    if len(seen) < 45:
        yield f"{len(seen)} limits, fewer than 45"


@rule("each form belongs to an act, each act to a form")
def forms_are_those_of_the_acts():
    acts = set(re.findall(r'\{Act::\w+, "(\w+)"', text("src/domain/cases/stage.h")))
    forms = {n.split("/")[-1][:-5] for n in under(r"^data/forms/\w+\.json$")}
    for name in sorted(acts ^ forms):
        yield f"{name}: {'no form' if name in acts else 'no act'}"


@rule("the workbench narrows a list to the stages there are, under the same names")
def workbench_knows_the_stages():
    there = dict(re.findall(r'\{Stage::\w+, "(\w+)", "([^"]+)"\}', text("src/domain/cases/stage.h")))
    offered = dict(re.findall(r"\{ id: '(\w+)', name: '([^']+)' \}", text("web/src/cases/stages.ts").split("export const lights")[0]))
    for id in sorted(there.keys() | offered.keys()):
        if there.get(id) != offered.get(id):
            yield f"web/src/cases/stages.ts: {id} is {offered.get(id)} there, {there.get(id)} in stage.h"


@rule("what CMake looks for is in the list of Debian packages")
def packages_hold_what_cmake_finds():
    wanted = {
        "OpenSSL": "libssl-dev", "fmt": "libfmt-dev", "Boost": "libboost1.81-dev", "GTest": "libgtest-dev",
        "PkgConfig": "pkg-config", "benchmark": "libbenchmark-dev", "Threads": None, "CLI11": "libcli11-dev",
        "sodium": "libsodium-dev", "sqlite": "libsqlite3-dev", "pq": "libpq-dev", "icu": "libicu-dev",
        "pango": "libpango1.0-dev", "qrencode": "libqrencode-dev", "curl": "libcurl4-openssl-dev",
        "poppler": "libpoppler-glib-dev", "pixbuf": "libgdk-pixbuf-2.0-dev", "seccomp": "libseccomp-dev", "libav": "libavformat-dev",
    }  # fmt: skip
    packages = {
        line.strip()
        for name in under(r"^tools/packages[\w-]*\.txt$")
        for line in lines(name)
        if line.strip() and not line.startswith("#")
    }
    for name in under(r"(CMakeLists\.txt|\.cmake)$"):
        for match in re.finditer(r"(?:find_package|pkg_check_modules)\((\w+)", text(name)):
            found = match.group(1)
            if found not in wanted:
                yield f"{name}: {found}: say in tests/rules/data_rules.py which package brings it"
            elif wanted[found] and wanted[found] not in packages:
                yield f"{name}: {found} needs {wanted[found]} in tools/packages.txt"
    for name in under(r"^tools/packages[\w-]*\.txt$"):
        listed = [line.strip() for line in lines(name) if line.strip() and not line.startswith("#")]
        if listed != sorted(listed):
            yield f"{name}: not in order"
        for twice in {p for p in listed if listed.count(p) > 1}:
            yield f"{name}: {twice} twice"


@rule("data is for the program: every file below data/ is read by some code, test or page that names it or its folder")
def data_is_read():
    readers = [n for n in files() if re.match(r"^(src|apps|tests|web|bench|tools)/", n) and re.search(r"\.(cpp|h|py|mjs|ts|vue|sh)$", n)]
    whole = "\n".join(text(n) for n in readers if not n.startswith("tests/rules/"))
    for name in under(r"^data/"):
        if name.endswith("README.md"):
            continue
        inside = name[len("data/"):]
        folder = inside.split("/")[0]
        if inside not in whole and f'"{folder}/' not in whole and f'"{folder}"' not in whole and f"data/{folder}" not in whole:
            yield name
