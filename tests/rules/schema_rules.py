# SPDX-License-Identifier: Apache-2.0
"""Tables and statements, as far as their text tells; tests/rules/*_test.cpp ask the databases themselves."""
import re

from check import OURS, TEST, code, line_of, lines, rule, strings, text, under

SCHEMA = "src/store/schema.cpp"

# Tables whose primary key does not begin with agency_id, and why that is lawful.
WITHOUT_AGENCY_FIRST = {
    "log_entry": "the log is one for the deployment; its order is the index alone",
    "log_state": "one row for the deployment's log",
    "checkpoint": "of the deployment's log",
    "cosignature": "of the deployment's log",
    "checkpoint_stamp": "of the deployment's log",
    "sign_in_attempt": "before sign-in nobody's agency is known",
    "deployment": "facts about the deployment as a whole",
}


def tables():
    """As the migrations leave them: a table rebuilt under a passing name counts under the name it takes."""
    names = dict(re.findall(r"ALTER TABLE (\w+) RENAME TO (\w+);", text(SCHEMA)))
    out = {}
    for match in re.finditer(r"CREATE TABLE (?:IF NOT EXISTS )?(\w+) \((.*?)\)\s*(?:\{\{\w+\}\})?;", text(SCHEMA), re.S):
        out[names.get(match.group(1), match.group(1))] = match.group(2)
    yield from out.items()


def key_of(body):
    whole = re.search(r"PRIMARY KEY \(([^)]*)\)", body)
    if whole:
        return [c.strip() for c in whole.group(1).split(",")]
    return re.findall(r"(\w+) \{\{\w+\}\} NOT NULL PRIMARY KEY", body)


@rule("every table has agency_id first in its key, or a reason why not")
def keys_begin_with_the_agency():
    needed = set()
    for table, body in tables():
        key = key_of(body)
        if not key:
            yield f"{table}: no primary key"
        elif key[0] != "agency_id":
            needed.add(table)
            if table not in WITHOUT_AGENCY_FIRST:
                yield f"{table}: its key begins with {key[0]}"
    for table in WITHOUT_AGENCY_FIRST.keys() - needed:
        yield f"{table}: need not be excused any more"


@rule("unique keys contain agency_id, so that a distributed engine can keep them")
def unique_keys_hold_the_agency():
    excused = {"agency_row": "the tree of agencies is shared reference data"}
    for match in re.finditer(r"CREATE UNIQUE INDEX (\w+) ON (\w+) \(([^)]*)\)", text(SCHEMA)):
        index, table, columns = match.groups()
        if "agency_id" not in columns and table not in excused:
            yield f"{index}: ({columns})"


@rule("every table of the schema says how verify covers it, and none that is gone still does")
def tables_are_covered():
    there = {table for table, _ in tables()}
    covered = set(re.findall(r'ColumnCover\{"(\w+)", "[^"]+", Cover::\w+,\s*"[^"]+"', text(SCHEMA)))
    for table in sorted(there - covered):
        yield f"{table}: no ColumnCover with a reason"
    for table in sorted(covered - there - {"schema_version"}):
        yield f"{table}: covered, yet in no migration"


@rule("portable SQL only: no sequences, triggers, advisory locks, LISTEN or a dialect's own words")
def sql_is_portable():
    words = re.compile(r"\b(AUTOINCREMENT|SERIAL|nextval|CREATE TRIGGER|pg_advisory\w*|LISTEN|NOTIFY|INSERT OR (IGNORE|REPLACE)|"
                       r"REPLACE INTO|strftime|julianday|now\(\)|CURRENT_TIMESTAMP|ILIKE|FOR UPDATE SKIP)\b", re.I)
    for name in under(OURS):
        if TEST.search(name) or name.startswith("src/db/"):
            continue
        for at, said in strings(name):
            if re.search(r"\b(SELECT|INSERT|UPDATE|DELETE|CREATE)\b", said):
                found = words.search(said)
                if found:
                    yield f"{name}:{at}: {found.group(0)}"


# Files that may hold SQL outside a db::Statement, and why.
SQL_AT_HOME = {
    "src/db/": "the drivers",
    "src/store/schema.cpp": "migrations",
    "src/store/projection.cpp": "makes one statement a table from its columns, each registered",
    "src/store/statements.cpp": "makes the same statements for two sets of tables, each registered",
    "src/query/cases_list.cpp": "makes one statement a set of filters, each registered",
    "src/query/portal_db.cpp": "migrations of portal.db",
}


@rule("SQL stands in named statements, where the tests can explain it")
def sql_is_in_statements():
    for name in under(OURS):
        if TEST.search(name) or any(name.startswith(home) for home in SQL_AT_HOME):
            continue
        body = code(name)
        for match in re.finditer(r'"\s*(SELECT\b[^"]* FROM |INSERT INTO |UPDATE \w+ SET |DELETE FROM |CREATE (TABLE|INDEX|VIRTUAL))', body):
            before = body[: match.start()]
            start = max(before.rfind(";"), before.rfind("\n\n"))
            if not re.search(r"\bStatement\b|#\s*define\s+MJ_", before[start + 1 :]):
                yield f"{name}:{line_of(body, match.start())}: {match.group(0)[1:60]}"


@rule("no statement is written by gluing values into SQL")
def sql_holds_no_values():
    for name in under(OURS):
        if TEST.search(name):
            continue
        for at, line in enumerate(lines(name), 1):
            if re.search(r'fmt::format\(\s*"[^"]*\b(SELECT .* FROM|INSERT INTO|DELETE FROM|UPDATE \w+ SET)\b', line):
                yield f"{name}:{at}: {line.strip()[:80]}"
