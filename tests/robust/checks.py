"""Counts what held, and ends as `./test` reads it: `N passed, N failed`. SPDX-License-Identifier: Apache-2.0"""


class Checks:
    def __init__(self):
        self.passed = self.failed = 0

    def expect(self, holds, sentence, more=""):
        self.passed += bool(holds)
        self.failed += not holds
        if not holds:
            print("FAILED: %s %s" % (sentence, more), flush=True)
        return bool(holds)

    def close(self):
        """The exit code, after the closing line."""
        print("%d passed, %d failed" % (self.passed, self.failed))
        return 1 if self.failed else 0
