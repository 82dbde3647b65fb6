#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""unity_groups.py FILE…: which of a library's files may be compiled in one go. Prints a CMake list of `group|file`.

A file that names something of its own (in an anonymous namespace) and a file that has any use for that name stay
apart; the others are joined, up to LINES_MAX lines. A file that joins no other is not listed."""
import re
import sys

LINES_MAX = 1500


def names_of(text):
    """Names declared directly in anonymous namespaces, rather one too many than one too few; and all names used."""
    text = re.sub(r"//[^\n]*", "", text)
    text = re.sub(r'R"(\w*)\((?:.|\n)*?\)\1"', '""', text)
    text = re.sub(r'"(?:\\.|[^"\\\n])*"', '""', text)
    text = re.sub(r"'(?:\\.|[^'\\\n])'", "0", text)
    names = set(re.findall(r"#\s*define\s+(\w+)", text))
    for brought in re.findall(r"^using\s+(?:namespace\s+)?([\w:]+)\s*;", text, re.M):
        names.update((brought, brought.rsplit("::", 1)[-1]))
    for opened in re.finditer(r"namespace\s*\{", text):
        depth, at, direct = 1, opened.end(), []
        while depth and at < len(text):
            if text[at] == "{":
                depth += 1
                direct.append("{}" if depth == 2 else "")
            elif text[at] == "}":
                depth -= 1
            elif depth == 1:
                direct.append(text[at])
            at += 1
        declared = "".join(direct)
        names.update(re.findall(r"\b(?:struct|class|enum)\s+(\w+)", declared))
        names.update(re.findall(r"\b([A-Za-z_]\w*)\s*(?=\(|=|\{\}|\[)", declared))
    used = set(re.findall(r"(?<![\w.>])[A-Za-z_]\w*", text))
    return names - {"static_assert", "T", "decltype", "sizeof", "alignas", "noexcept", "operator"}, used


def main():
    groups = []  # [lines, own names, used names, files]
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as f:
            text = f.read()
        lines, (names, used) = text.count("\n"), names_of(text)
        for group in groups:
            if group[0] + lines <= LINES_MAX and not group[1] & used and not group[2] & names:
                break
        else:
            group = [0, set(), set(), []]
            groups.append(group)
        group[0] += lines
        group[1] |= names
        group[2] |= used
        group[3].append(path)
    print(";".join(f"g{number}|{path}" for number, group in enumerate(groups) if len(group[3]) > 1 for path in group[3]), end="")


if __name__ == "__main__":
    main()
