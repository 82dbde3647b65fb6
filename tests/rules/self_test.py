# SPDX-License-Identifier: Apache-2.0
"""Proof that the rules can fail: each row plants one fault in a copy of the few files it touches and expects the rule to
name it. Then the rules run on the tree as it is."""
import check
import source_rules  # noqa: F401
import coroutine_rules
import glossary_rules
import include_rules
import schema_rules
import text_rules
import data_rules

# rule, file, text to find (empty: append), text to put there, word the finding must hold
FAULTS = [
    (include_rules.includes_follow_the_arrows, "src/law/light.cpp", "", '#include "db/db.h"\n', "may not include db/db.h"),
    (include_rules.includes_follow_the_arrows, "src/tlog/note.cpp", "", '#include "law/citation.h"\n', "tlog may not"),
    (include_rules.siblings_keep_their_order, "src/domain/identity/role.h", "", '#include "domain/cases/case.h"\n', "identity comes before"),
    (include_rules.edges_are_narrow, "src/http/router.h", "", "#include <boost/asio/io_context.hpp>\n", "belongs behind"),
    (include_rules.arrows_are_those_of_cmake, "CMakeLists.txt", "mj_library(law src/law base)", "mj_library(law src/law base db)", "law:"),
    (include_rules.stage_is_set_by_advance_alone, "src/domain/cases/guards.cpp", "", "void f(Case& c) { StageKeeper::set(c, Stage::closed, {}); }\n", "StageKeeper outside"),
    (coroutine_rules.co_await_stands_alone, "src/http/server.cpp", "", "aw<void> f() { co_await g([x] { return x; }); }\n", "lambda"),
    (coroutine_rules.co_await_stands_alone, "src/http/server.cpp", "", "aw<void> f() { co_await g(Agg{a, 3}); }\n", "braces"),
    (coroutine_rules.co_await_stands_alone, "src/http/server.cpp", "", "aw<void> f() { T r = b ? co_await mk() : t; }\n", "server.cpp"),
    (coroutine_rules.co_await_stands_alone, "src/http/server.cpp", "", "aw<void> f() { Agg a{co_await mk(), 2}; }\n", "braces"),
    (coroutine_rules.co_await_stands_alone, "src/http/server.cpp", "", "aw<void> f() { use(co_await mk()); }\n", "not a statement"),
    (coroutine_rules.co_await_in_no_condition, "src/http/server.cpp", "", "aw<void> f() { if (co_await g()) h(); }\n", "condition of if"),
    (coroutine_rules.co_await_in_no_condition, "src/http/server.cpp", "", "aw<void> f() { while (!co_await g(a(b))) h(); }\n", "condition of while"),
    (coroutine_rules.no_lambda_is_a_coroutine, "src/http/server.cpp", "", "auto f = [x](int y) -> aw<int> { co_return x + y; };\n", "coroutine"),
    (text_rules.licence_in_every_source, "src/base/money.h", "SPDX-License", "Licence", "money.h"),
    (text_rules.nothing_left_to_do, "src/base/money.h", "", "// TO" + "DO later\n", "money.h"),
    (text_rules.time_is_injected, "src/flow/decide.cpp", "", "auto now = std::chrono::system_clock::now();\n", "Clock"),
    (text_rules.time_is_injected, "src/flow/decide.cpp", "", "auto now = time(nullptr);\n", "Clock"),
    (text_rules.chance_is_injected, "src/flow/decide.cpp", "", "std::random_device chance;\n", "random_device"),
    (text_rules.sentences_are_gentle, "src/flow/decide.cpp", "", 'const char* s = "系统错误，请重试。";\n', "系统错误"),
    (text_rules.sentences_are_gentle, "src/flow/decide.cpp", "", 'const char* s = "已经办好了！";\n', "已经办好了"),
    (text_rules.people_are_addressed_with_respect, "src/flow/decide.cpp", "", 'const char* s = "请你重试。";\n', "请你"),
    (text_rules.files_are_short, "src/base/money.h", "", "// x\n" * 700, "lines"),
    (text_rules.lines_are_clean, "src/base/money.h", "", "int x; \n", "blank"),
    (text_rules.documents_name_files_that_exist, "src/db/README.md", "", "See `src/db/nowhere.cpp`.\n", "nowhere"),
    (text_rules.namespaces_follow_folders, "src/base/money.h", "namespace mingjing {", "namespace mingjing::law {", "money.h"),
    (text_rules.headers_have_pragma_once, "src/base/money.h", "#pragma once", "", "money.h"),
    (glossary_rules.glossary_rows_are_at_home, "data/glossary.tsv", "src/domain/cases/case.h", "src/domain/cases/none.h", "no file"),
    (glossary_rules.terms_have_a_row, "src/domain/cases/case.h", "「案件」", "「奇案」", "奇案"),
    (glossary_rules.values_have_a_row, "src/domain/identity/role.h", "  intake,  ", "  greeter,  ", "greeter"),
    (glossary_rules.names_say_something, "src/base/money.h", "", "class MoneyManager {};\n", "MoneyManager"),
    (data_rules.workbench_knows_the_stages, "web/src/cases/stages.ts", "  { id: 'transferred', name: '已移送' },\n", "", "transferred"),
    (data_rules.data_parses, "data/calendar/2024.json", "{", '{"a": 1, "a": 2, ', "twice"),
    (data_rules.forms_are_those_of_the_acts, "src/domain/cases/stage.h", '"file_case", ', '"open_case", ', "open_case"),
    (data_rules.packages_hold_what_cmake_finds, "tools/packages.txt", "libssl-dev\n", "", "libssl-dev"),
    (schema_rules.keys_begin_with_the_agency, "src/store/schema.cpp", "PRIMARY KEY (agency_id, series)", "PRIMARY KEY (series, agency_id)", "number_series"),
    (schema_rules.unique_keys_hold_the_agency, "src/store/schema.cpp", "event_by_id ON event (agency_id, id)", "event_by_id ON event (id)", "event_by_id"),
    (schema_rules.tables_are_covered, "src/store/schema.cpp", 'ColumnCover{"body"', 'ColumnCover{"corpse"', "body"),
    (schema_rules.sql_is_portable, "src/store/sql_jobs.cpp", "SELECT count(*)", "SELECT strftime('%s'), count(*)", "strftime"),
    (schema_rules.sql_is_in_statements, "src/flow/decide.cpp", "", 'void f() { run("DELETE FROM part WHERE id = 1"); }\n', "decide.cpp"),
]  # fmt: skip


def caught(rule, name, find, put, word):
    before = check.text(name)
    check.forget(name)
    if find and find not in before:
        return f"{name} no longer holds {find!r}"
    after = before.replace(find, put, 1) if find else before + put

    # Every module took `text` by name, so the reading below it is what changes.
    original = check.Path.read_text
    try:
        check.Path.read_text = lambda self, *a, **k: (
            after if self == check.ROOT / name else original(self, *a, **k)
        )
        findings = list(rule())
    finally:
        check.Path.read_text = original
        check.forget(name)
    hits = [f for f in findings if word in f]
    return None if hits else f"{rule.__name__} does not see the fault planted in {name}: {put.strip()[:60]}"


if __name__ == "__main__":
    blind = [said for said in (caught(*fault) for fault in FAULTS) if said]
    check.RULES.append(("rules_can_fail", "a rule that sees nothing guards nothing", lambda: blind))
    check.run()
