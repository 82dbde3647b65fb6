# SPDX-License-Identifier: Apache-2.0
"""What all rules share: the tree as git sees it, and a list of named checks that say what they found."""
import functools
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RULES = []
KEPT = {}  # what was read, by (function, file)


def kept(function):
    """Reads each file once."""

    def again(name):
        if (function.__name__, name) not in KEPT:
            KEPT[function.__name__, name] = function(name)
        return KEPT[function.__name__, name]

    return again


def forget(name):
    for key in [key for key in KEPT if key[1] == name]:
        del KEPT[key]


def rule(why):
    """Registers a rule: a function without arguments that yields one sentence for each finding."""

    def register(function):
        RULES.append((function.__name__, why, function))
        return function

    return register


@functools.cache
def files():
    """Paths of the tree, as text with `/`: tracked files that are there, in order."""
    out = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if out.returncode == 0 and out.stdout:
        names = out.stdout.decode().split("\0")
    else:  # an exported tree without .git
        skip = re.compile(r"(^|/)(build[^/]*|var|node_modules|dist|__pycache__|\.git)/")
        names = [str(p.relative_to(ROOT)) for p in ROOT.rglob("*") if p.is_file()]
        names = [n for n in names if not skip.search(n)]
    return sorted(n for n in names if n and (ROOT / n).is_file())


def under(pattern):
    """Files whose path matches the regular expression."""
    return [name for name in files() if re.search(pattern, name)]


@kept
def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


@kept
def lines(name):
    return text(name).split("\n")


@kept
def code(name):
    """The C++ text with comments blanked and line numbers kept; strings stay."""
    token = re.compile(r'R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'|//[^\n]*|/\*.*?\*/', re.S)

    def blank(match):
        found = match.group(0)
        return re.sub(r"[^\n]", " ", found) if found[:2] in ("//", "/*") else found

    return token.sub(blank, text(name))


@kept
def bare(name):
    """As `code`, with the insides of strings blanked too."""
    token = re.compile(r'R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', re.S)
    return token.sub(lambda m: '"' + re.sub(r"[^\n]", " ", m.group(0)[1:-1]) + '"', code(name))


@kept
def strings(name):
    """(line number, text) of every plain string literal in C++."""
    out = []
    for match in re.finditer(r'R"(\w*)\((.*?)\)\1"|"((?:\\.|[^"\\\n])*)"', code(name), re.S):
        out.append((line_of(code(name), match.start()), match.group(2) or match.group(3) or ""))
    return out


def line_of(body, at):
    return body.count("\n", 0, at) + 1


CPP = r"^(src|apps|tests|bench)/.*\.(cpp|h)$"
OURS = r"^(src|apps)/.*\.(cpp|h)$"
TEST = re.compile(r"(_test|_fuzz|_bench)\.cpp$")


def run():
    failed = 0
    for name, why, function in RULES:
        findings = list(function())
        if findings:
            failed += 1
            print(f"FAILED {name}: {why}")
            for finding in findings[:40]:
                print(f"  {finding}")
            if len(findings) > 40:
                print(f"  … and {len(findings) - 40} more")
    print(f"{len(RULES) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)
