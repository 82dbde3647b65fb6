# SPDX-License-Identifier: Apache-2.0
"""One idea, one name: data/glossary.tsv and the code hold the same terms."""
import re

from check import bare, files, lines, rule, text, under

GLOSSARY = "data/glossary.tsv"
HEAD = ["key", "zh", "other_names", "en", "meaning", "citation", "home"]

# Enumerations whose Chinese is kept by a registry of their own, not by the glossary.
OWN_REGISTRY = {
    "Guard": "guards.h: each with name, article and sentence",
    "GuardEffect": "guards.h: how a guard acts",
    "FineUnit": "item.h: the words stand for the whole, see fine_unit",
    "LeakKind": "leak_scan.h: what the scan looks for, each with its sentence",
    "ValueKind": "masking.h: fields of a public decision, with their rules in data/disclosure/masking.json",
    "MaskAction": "masking_rules.h: examples of a marker",
}
# Words in 「」 that are quotations, not terms.
QUOTED = {"以下": "a word of the table of items"}


def rows():
    for at, line in enumerate(lines(GLOSSARY), 1):
        if at > 1 and line:
            yield at, dict(zip(HEAD, line.split("\t")))


def names(row):
    return {row["zh"], *(n for n in re.split(r"[、；;，,]", row["other_names"]) if n)}


def camel(key):
    return "".join(part.capitalize() for part in key.split("_"))


@rule("each row of the glossary has its cells, once, and a home that uses the term")
def glossary_rows_are_at_home():
    if lines(GLOSSARY)[0].split("\t") != HEAD:
        yield f"{GLOSSARY}: its head is not {HEAD}"
    there, seen = set(files()), set()
    for at, row in rows():
        where = f"{GLOSSARY}:{at}: {row.get('key')}"
        if len(row) != len(HEAD) or not all(row[c] for c in ("key", "zh", "en", "meaning", "home")):
            yield f"{where}: empty cells"
            continue
        if row["key"] in seen:
            yield f"{where}: twice"
        seen.add(row["key"])
        if row["home"] not in there:
            yield f"{where}: no file {row['home']}"
        elif not any(n in text(row["home"]) for n in {row["key"], camel(row["key"])} | names(row)):
            yield f"{where}: neither the key nor {row['zh']} stands in {row['home']}"


@rule("each 「term」 in a header of the domain has a row")
def terms_have_a_row():
    known = set().union(*(names(row) for _, row in rows()))
    used = set()
    for name in under(r"^src/domain/.*\.h$"):
        for at, line in enumerate(lines(name), 1):
            for term in re.findall(r"//.*?「([^」]+)」", line) + re.findall(r"」.*?「([^」]+)」", line):
                if term in QUOTED:
                    used.add(term)
                elif term not in known and not re.search(r"[0-9，。（）…]", term):
                    yield f"{name}:{at}: {term}"
    for term in QUOTED.keys() - used:
        yield f"{term}: need not be excused any more"


@rule("each value of an enumeration of the domain that has a Chinese name has a row by its own id")
def values_have_a_row():
    known = {row["key"]: row for _, row in rows()}
    used = set()
    for name in under(r"^src/domain/.*\.h$"):
        for match in re.finditer(r"^enum class (\w+)[^{]*\{\n(.*?)^\};", text(name), re.M | re.S):
            enum, body = match.groups()
            for value in re.finditer(r"^\s+(\w+)(?: = \w+)?,?\s*//[^\n]*?([\u4e00-\u9fff]+)", body, re.M):
                if enum in OWN_REGISTRY:
                    used.add(enum)
                elif value.group(1) not in known:
                    yield f"{name}: {enum}::{value.group(1)} {value.group(2)}"
    for enum in OWN_REGISTRY.keys() - used:
        yield f"{enum}: need not be excused any more"


@rule("names are English words: no pinyin, none of the words that say nothing")
def names_say_something():
    empty = re.compile(r"\b(class|struct)\s+(\w*(?:Manager|Helper|Util|Utils))\b")
    pinyin = re.compile(r"\b\w*(anjian|dangshiren|chufa|zhifa|fazhi|shenhe|lian_|gongshi|xingzheng)\w*\b", re.I)
    for name in under(r"^(src|apps)/.*\.(cpp|h)$"):
        for match in empty.finditer(bare(name)):
            yield f"{name}: {match.group(2)}"
        for match in pinyin.finditer(bare(name)):
            yield f"{name}: {match.group(0)}"
