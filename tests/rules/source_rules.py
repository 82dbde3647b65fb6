#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""House rules that can be read off the source alone: no build, about a second. `tests/rules/unit.sh` runs it.

Each rule is a function in one of the modules below, with the reason it is there. A new rule catches what newly crosses
a line; what is excused stands in a list with its reason, and a list entry nobody needs any more is a failure too."""
import check
import coroutine_rules  # noqa: F401  (modules register their rules)
import data_rules  # noqa: F401
import glossary_rules  # noqa: F401
import include_rules  # noqa: F401
import schema_rules  # noqa: F401
import text_rules  # noqa: F401

if __name__ == "__main__":
    check.run()
