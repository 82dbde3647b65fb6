"""Counts what held, and ends as `./test` reads it: `N passed, N failed`. SPDX-License-Identifier: Apache-2.0"""


import shutil


class Checks:
    def __init__(self):
        self.passed = self.failed = 0

    def expect(self, holds, sentence, more=""):
        self.passed += bool(holds)
        self.failed += not holds
        if not holds:
            print("FAILED: %s %s" % (sentence, more), flush=True)
        return bool(holds)

    def close(self, folder=None):
        """The exit code, after the closing line; the folder goes when all held, else it stays to be looked at."""
        if folder is not None and self.failed == 0:
            shutil.rmtree(folder)
        elif folder is not None:
            print("kept for inspection: " + folder)
        print("%d passed, %d failed" % (self.passed, self.failed))
        return 1 if self.failed else 0
