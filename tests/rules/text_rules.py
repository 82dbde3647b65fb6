# SPDX-License-Identifier: Apache-2.0
"""What stands in every file: licence, length, clocks, words, names of files in the documents."""
import re

from check import CPP, OURS, ROOT, TEST, bare, code, files, line_of, lines, rule, strings, text, under

SOURCES = r"(\.(cpp|h|c|py|mjs|js|ts|vue|sh|cmake|css)$|^(run|test|\.ci/run)$|^tools/[\w-]+$|^bench/run$|CMakeLists\.txt$)"
GENERATED = re.compile(r"(^|/)(package-lock\.json|schema\.d\.ts|api\.d\.ts|components\.d\.ts)$")
LINES_MAX = 600


@rule("the licence is one SPDX line in every source file")
def licence_in_every_source():
    for name in under(r"\.(cpp|h|c|py|mjs|js|ts|vue)$"):
        if GENERATED.search(name):
            continue
        found = text(name).count("SPDX-License" + "-Identifier: ")
        if "SPDX-License" + "-Identifier: Apache-2.0" not in text(name):
            yield f"{name}: no SPDX line"
        elif found > 1 and not name.startswith("tests/rules/"):
            yield f"{name}: {found} SPDX lines"


@rule("a file one can read in one sitting")
def files_are_short():
    for name in under(SOURCES):
        if not GENERATED.search(name) and len(lines(name)) > LINES_MAX:
            yield f"{name}: {len(lines(name))} lines, more than {LINES_MAX}"


@rule("no tabs, no blanks at the end of a line (the rest of the layout is tools/format's)")
def lines_are_clean():
    for name in under(CPP):
        for at, line in enumerate(lines(name), 1):
            if line != line.rstrip() or "\t" in line:
                yield f"{name}:{at}: trailing blank or tab"


@rule("what is to be done is done or is an issue")
def nothing_left_to_do():
    marks = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|HA" + r"CK)\b")
    for name in under(SOURCES + r"|\.(md|json|tsv|txt|html)$"):
        if GENERATED.search(name) or name == "web/package-lock.json":
            continue
        for at, line in enumerate(lines(name), 1):
            if marks.search(line):
                yield f"{name}:{at}: {line.strip()[:80]}"


@rule("the project speaks of itself alone: no one's folders, machines or tools of the trade")
def nobody_is_named():
    words = re.compile(r"(?<!\.)/home/\w|/root/")
    for name in files():
        if GENERATED.search(name) or re.search(r"\.(png|jpg|ico|woff2?|ttf|pdf|gz|bin)$", name):
            continue
        if name.startswith("tests/rules/"):
            continue
        for at, line in enumerate(lines(name), 1):
            if words.search(line):
                yield f"{name}:{at}: {line.strip()[:80]}"


# The one clock is base/time.cpp; the others may not be moved by the legal clock, and say so here.
REAL_CLOCKS = {
    "src/base/time.cpp": "the system clock behind the interface",
    "src/http/edge.cpp": "the Date header and deadlines of connections, which are real time",
    "src/db/migrate.cpp": "when a migration was applied, which is real time",
}
CLOCK = re.compile(r"\bsystem_clock::now|\btime\s*\(\s*(nullptr|NULL|0)\s*\)|\bgettimeofday\s*\(|\bCLOCK_REALTIME\b|\blocaltime(_r)?\s*\(")


@rule("time comes from an injected clock")
def time_is_injected():
    used = set()
    for name in under(OURS):
        if TEST.search(name):
            continue
        for match in CLOCK.finditer(bare(name)):
            if name in REAL_CLOCKS:
                used.add(name)
            else:
                yield f"{name}:{line_of(bare(name), match.start())}: {match.group(0)}; take base/time.h's Clock"
    for name in REAL_CLOCKS.keys() - used:
        yield f"{name} no longer reads a clock; drop it from REAL_CLOCKS"


REAL_CHANCE = {"src/db/drivers.cpp": "how long to wait before a retry; nothing is derived from it"}


@rule("chance comes from crypto/random.h or an injected source")
def chance_is_injected():
    used = set()
    for name in under(OURS):
        if TEST.search(name):
            continue
        for match in re.finditer(r"\b(s?rand\s*\(|random_device\b|mt19937\w*\b)", bare(name)):
            if name in REAL_CHANCE:
                used.add(name)
            else:
                yield f"{name}:{line_of(bare(name), match.start())}: {match.group(0)}"
    for name in REAL_CHANCE.keys() - used:
        yield f"{name}: need not be excused any more"


@rule("sentences tell what happened and what to do (design guide 6): no 系统错误, no 操作失败, no exclamation")
def sentences_are_gentle():
    bad = re.compile(r"系统错误|操作失败|非法操作|未知错误|请联系管理员[。”\"]?$|！|[\u4e00-\u9fff]!")
    for name in under(OURS):
        if TEST.search(name):
            continue
        for at, said in strings(name):
            # A table of punctuation to split at is no sentence.
            if bad.search(said) and len(re.sub(r"[^\u4e00-\u9fff]", "", said)) > 1:
                yield f"{name}:{at}: {said[:60]}"
    for name in under(r"^(data/.*\.(json|tsv)|web/src/.*\.(vue|ts))$"):
        for at, line in enumerate(lines(name), 1):
            for match in re.finditer(r"系统错误|操作失败|非法操作|未知错误|[\u4e00-\u9fff][！!](?!=)", line):
                yield f"{name}:{at}: …{line[max(0, match.start() - 20): match.end() + 10].strip()}…"


# Words taken down in a record are the speaker's own; sample_facts.h holds such records.
@rule("citizens and staff are addressed as 您")
def people_are_addressed_with_respect():
    for name in under(OURS):
        if TEST.search(name) or name.endswith("/sample_facts.h"):
            continue
        for at, said in strings(name):
            if "你" in said:
                yield f"{name}:{at}: {said[:60]}"


# Documents that a newcomer walks by: names in backticks or links must be there.
WALKED = r"^(README\.md|README\.zh-CN\.md|ARCHITECTURE\.md|CONTRIBUTING\.md|docs/.*\.md|src/.*README\.md|data/.*README\.md|tests/.*README\.md|web/README\.md)$"
PLACES = ("src", "apps", "data", "web", "tests", "bench", "docs", "tools", "cmake")


def named_files(name):
    for at, line in enumerate(lines(name), 1):
        for match in re.finditer(r"`([^`\s]+)`|\]\(([^)#\s]+)\)", line):
            yield at, match.group(1) or match.group(2), match.group(1) is None


@rule("every file a document names is there")
def documents_name_files_that_exist():
    there = set(files())
    folders = {"/".join(n.split("/")[:i]) for n in there for i in range(1, n.count("/") + 1)}
    for name in under(WALKED):
        here = "/".join(name.split("/")[:-1])
        for at, named, link in named_files(name):
            plain = named.rstrip("/")
            if "://" in named or named.startswith(("/", "$", "-", "mailto:")) or re.search(r"[<>{}*…$=?]", named):
                continue
            if not link and not re.match(rf"^({'|'.join(PLACES)})/[\w./-]+$", plain):
                continue
            options = {plain, f"{here}/{plain}" if here else plain}
            if link:
                parts = []
                for step in (f"{here}/{plain}" if here else plain).split("/"):
                    parts.pop() if step == ".." and parts else parts.append(step) if step not in (".", "..") else None
                options = {"/".join(parts)}
            # `src/flow/decide` names a file without its ending; `src/db/db_test` a test.
            if not any(o in there or o in folders or any(f"{o}{e}" in there for e in (".cpp", ".h")) for o in options):
                if (ROOT / name).parent.joinpath(plain).exists():
                    continue
                yield f"{name}:{at}: {named}"


@rule("the documents of the house are there, and the map knows every folder")
def house_has_its_documents():
    there = set(files())
    for name in ("README.md", "README.zh-CN.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE"):
        if name not in there:
            yield f"{name} is missing"
    if "ARCHITECTURE.md" in there:
        for folder in sorted({n.split("/")[1] for n in under(r"^src/[^/]+/")}):
            if f"src/{folder}" not in text("ARCHITECTURE.md") and f"{folder}/" not in text("ARCHITECTURE.md"):
                yield f"ARCHITECTURE.md does not name src/{folder}"


@rule("each folder says what it owns, what it must not know and where to start")
def folders_have_a_readme():
    there = set(files())
    for folder in sorted({n.split("/")[1] for n in under(r"^src/[^/]+/")}):
        if f"src/{folder}/README.md" not in there:
            yield f"src/{folder}/README.md is missing"


OTHER_NAMESPACE = {"src/domain/documents/sample_facts.h": "canned facts for tests and galleries, kept apart by name"}


@rule("namespaces follow the folders")
def namespaces_follow_folders():
    for name in under(r"^src/.*\.h$"):
        parts = name.split("/")
        folder = parts[2] if parts[1] == "domain" and len(parts) > 3 else parts[1]
        want = "mingjing" if folder == "base" else f"mingjing::{folder}"
        allowed = {want, "mingjing::detail"} if folder == "base" else {want}
        if name in OTHER_NAMESPACE:
            continue
        spaces = re.findall(r"^namespace ([\w:]+) \{", code(name), re.M)
        if spaces and not any(s in allowed or s.startswith(want + "::") and folder != "base" for s in spaces):
            yield f"{name}: namespace {', '.join(spaces)}, expected {want}"


@rule("headers are included once, by #pragma once")
def headers_have_pragma_once():
    for name in under(CPP):
        if name.endswith(".h") and "#pragma once" not in text(name):
            yield name
