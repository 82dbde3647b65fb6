# SPDX-License-Identifier: Apache-2.0
"""Include directions (DESIGN 2): linking does not prove direction, so the includes themselves are read."""
import re

from check import CPP, OURS, bare, code, files, line_of, rule, text, under

TABLE = "tests/rules/layers.txt"


def table():
    arrows, orders, edges, excuses = {}, {}, [], {}
    for line in text(TABLE).split("\n"):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        head, rest = line.split(":", 1)
        words = rest.split()
        if head.startswith("order "):
            orders[head[6:]] = words
        elif head.startswith("edge "):
            edges.append((head[5:].split(), words))
        elif head.startswith("excuse "):
            _, file, include = head.split()
            excuses[(file, include)] = rest.strip()
        else:
            arrows[head] = words
    return arrows, orders, edges, excuses


def reach(arrows, folder):
    seen, todo = {folder}, [folder]
    while todo:
        for other in arrows.get(todo.pop(), []):
            if other not in seen:
                seen.add(other)
                todo.append(other)
    return seen


def owner(name, arrows):
    parts = name.split("/")
    return parts[1] if parts[0] == "src" else "/".join(parts[:2])


def includes(name):
    for match in re.finditer(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', code(name), re.M):
        yield line_of(code(name), match.start()), match.group(2), match.group(1) == '"'


@rule("arrows go one way; the table and CMakeLists.txt say the same")
def arrows_are_those_of_cmake():
    arrows = table()[0]
    built = {}
    for match in re.finditer(r"^mj_(library|program)\(([^)]*)\)", text("CMakeLists.txt"), re.M):
        words = match.group(2).split()
        name = words[0] if match.group(1) == "library" else words[1]
        built[name] = [w for w in words[2:] if "::" not in w]
    for name in sorted(set(arrows) | set(built)):
        if arrows.get(name) != built.get(name):
            yield f"{name}: {TABLE} says {arrows.get(name)}, CMakeLists.txt {built.get(name)}"
    for name in arrows:
        if name in set().union(*(reach(arrows, other) for other in arrows[name]), set()):
            yield f"{name}: its arrows run in a circle"
    for folder in {owner(n, arrows) for n in under(OURS)} - set(arrows):
        yield f"{folder}: no line in {TABLE}"


@rule("a folder includes only what its arrows reach")
def includes_follow_the_arrows():
    arrows, _, _, excuses = table()
    used = set()
    for name in under(OURS):
        home = owner(name, arrows)
        allowed = reach(arrows, home)
        for at, include, quoted in includes(name):
            folder = include.split("/")[0]
            if not quoted or "/" not in include:
                continue
            if home.startswith("apps/") and folder == home.split("/")[1]:
                continue
            if folder not in allowed:
                if (name, include) in excuses:
                    used.add((name, include))
                else:
                    yield f"{name}:{at}: {home} may not include {include}"
    for excuse in excuses.keys() - used:
        yield f"{TABLE}: the excuse for {excuse[0]} {excuse[1]} is no longer needed"


@rule("a domain folder never includes a later sibling: send an event instead")
def siblings_keep_their_order():
    for folder, order in table()[1].items():
        there = {n.split("/")[2] for n in under(rf"^src/{folder}/[^/]+/")}
        for name in sorted(there ^ set(order)):
            yield f"{TABLE}: order {folder} and the tree differ in {name}"
        for name in under(rf"^src/{folder}/[^/]+/.*\.(cpp|h)$"):
            own = name.split("/")[2]
            for at, include, quoted in includes(name):
                parts = include.split("/")
                if quoted and parts[0] == folder and len(parts) > 2 and own in order and parts[1] in order:
                    if order.index(parts[1]) > order.index(own):
                        yield f"{name}:{at}: {own} comes before {parts[1]}"


@rule("includes inside src/ name files that exist, from src/")
def includes_exist():
    there = set(files())
    generated = {"mj_paths.h"}
    for name in under(CPP):
        for at, include, quoted in includes(name):
            if not quoted or include in generated:
                continue
            beside = "/".join(name.split("/")[:-1]) + "/"
            if not any(f"{base}{include}" in there for base in ("src/", "apps/", beside, "")):
                if name.startswith(("src/", "apps/")) or "/" in include:
                    yield f"{name}:{at}: no file {include}"


@rule("Beast, Asio and the database drivers are seen by a few files only, so that the rest compiles in a second")
def edges_are_narrow():
    for prefixes, allowed in table()[2]:
        seen = set()
        for name in under(r"^(src|apps)/.*\.(cpp|h)$"):
            for at, include, _ in includes(name):
                if any(include.startswith(p) for p in prefixes):
                    seen.add(name)
                    if name not in allowed and not name.endswith("_test.cpp"):
                        yield f"{name}:{at}: {include} belongs behind {', '.join(allowed)}"
        for name in set(allowed) - seen:
            yield f"{TABLE}: {name} no longer includes {' '.join(prefixes)}"


@rule("nothing but advance() and the start of a case set a stage: only procedure.cpp keeps the key")
def stage_is_set_by_advance_alone():
    home = "src/domain/cases/procedure.cpp"
    friend = re.compile(r"^\s*friend class StageKeeper;", re.M)
    for name in under(CPP):
        body = bare(name)
        for match in re.finditer(r"\bStageKeeper\b", body):
            if name == home or friend.match(body, body.rfind("\n", 0, match.start()) + 1):
                continue
            yield f"{name}:{line_of(body, match.start())}: StageKeeper outside {home}"
    body = bare(home)
    callers = []
    for match in re.finditer(r"StageKeeper::set\(", body):
        heads = re.findall(r"^[\w:<>,&* ]+?\b(\w+)\([^;{]*\)[^;{]*\{$", body[: match.start()], re.M)
        callers.append(heads[-1] if heads else "?")
    if sorted(set(callers)) != ["advance", "registered"]:
        yield f"{home}: StageKeeper::set is called by {', '.join(sorted(set(callers)))}; it belongs to advance and registered"
