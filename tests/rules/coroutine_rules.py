# SPDX-License-Identifier: Apache-2.0
"""Coroutine patterns that g++ 12 miscompiles (double frees, code that never completes): every co_await stands alone as
`co_await f(named, std::move(named));`, `x = co_await …;` or `co_return co_await …;`, and no lambda is a coroutine."""
import re

from check import CPP, bare, line_of, rule, under

CO = re.compile(r"\bco_(await|return|yield)\b")
ALONE = re.compile(
    r"^(?:if\s*\([^;{}]*\)\s*|else\s+)?(?:(?:const\s+)?(?:auto|[\w:]+(?:<[\w:<>, ]*>)?)\s*&{0,2}\s*"
    r"(?:\w+|\[[\w, ]+\])\s*=\s*|[\w.\->]+\s*=\s*|co_return\s+)?co_await\b"
)
PLAIN = re.compile(r"[\w:.\->*,\s]|\(|\)|<[\w:, ]+>")


def statement(body, at):
    """The text from the last `;`, `{` or `}` before `at` to the next `;` outside of parentheses."""
    depth, start = 0, at
    while start > 0:
        c = body[start - 1]
        if c in ")]":
            depth += 1
        elif c in "([":
            depth -= 1
        elif c in ";{}" and depth <= 0:
            break
        start -= 1
    end = body.find(";", at)
    return body[start : end if end >= 0 else len(body)].strip()


@rule("a co_await is a statement of its own and all its arguments have names")
def co_await_stands_alone():
    for name in under(CPP):
        body = bare(name)
        for match in re.finditer(r"\bco_await\b", body):
            found = statement(body, match.start())
            where = f"{name}:{line_of(body, match.start())}"
            awaited = found[found.index("co_await") + len("co_await") :] if "co_await" in found else ""
            if not ALONE.match(found):
                yield f"{where}: not a statement of its own: {found[:80]}"
            elif found.count("co_await") > 1:
                yield f"{where}: two in one statement"
            elif re.search(r"\[[^\]]*\]\s*[({]", awaited):
                yield f"{where}: a lambda in what is awaited"
            elif "{" in awaited or "}" in awaited:
                yield f"{where}: braces in what is awaited: {found[:80]}"
            elif re.search(r"(?<![:<])\?(?!>)", found):
                yield f"{where}: a choice around co_await"


@rule("no co_await in the condition of if, while, for or switch")
def co_await_in_no_condition():
    for name in under(CPP):
        body = bare(name)
        for match in re.finditer(r"\b(if|while|switch|for)\s*\(", body):
            depth, at = 1, match.end()
            while depth and at < len(body):
                depth += {"(": 1, ")": -1}.get(body[at], 0)
                at += 1
            if re.search(r"\bco_await\b", body[match.end() : at]):
                yield f"{name}:{line_of(body, match.start())}: co_await in the condition of {match.group(1)}"


@rule("no lambda is a coroutine: its captures die before it does; a free function takes its values as parameters")
def no_lambda_is_a_coroutine():
    for name in under(CPP):
        body = bare(name)
        if not CO.search(body):
            continue
        for match in re.finditer(r"\[[^\[\]\n]*\]\s*(?:\([^()]*(?:\([^()]*\)[^()]*)*\))?\s*(?:mutable\s*)?"
                                 r"(?:noexcept\s*)?(?:->\s*[\w:<>&, ]+)?\s*\{", body):
            depth, at = 1, match.end()
            while depth and at < len(body):
                depth += {"{": 1, "}": -1}.get(body[at], 0)
                at += 1
            if CO.search(body[match.end() : at]) and not re.match(r"\[[\w, ]+\]\s*=", match.group(0)):
                yield f"{name}:{line_of(body, match.start())}: this lambda is a coroutine"
