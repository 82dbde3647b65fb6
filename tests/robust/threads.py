#!/usr/bin/env python3
"""The whole server while many work at once, for a build with the thread sanitizer: what it reports is a failure.

    threads.py [--binary build-tsan/mingjing] [--seconds 60] [--seed S]

Clients of many roles take cases forward and send files, readers go through the public pages, every list of the staff and the
documents of cases; then the server is asked to end. Called by tools/tsan. Prints `N passed, N failed`.
SPDX-License-Identifier: Apache-2.0
"""
import argparse
import os
import random
import sys
import tempfile
import threading
import time

from checks import Checks
from clients import World, work
from server import GONE, ROOT, Server, request

PUBLIC = ("/", "/decisions", "/decisions?q=%E5%9C%9F%E5%9C%B0", "/decisions.csv", "/feed.json", "/feed.atom", "/laws", "/lists", "/answers",
          "/officers", "/check", "/log", "/data", "/complaints", "/sitemap.xml", "/log/checkpoint", "/log/vkeys", "/readyz", "/assets/none")


class Reader(threading.Thread):
    """Asks for one page after another until the time is over."""

    def __init__(self, world, seed, until):
        super().__init__(daemon=True)
        self.world, self.random, self.until, self.read = world, random.Random(seed), until, 0
        described = world.people["luo.qingyi"].get("/api/openapi.json").json()["paths"]
        self.lists = [path for path, verbs in described.items() if "get" in verbs and "{" not in path]

    def run(self):
        while time.monotonic() < self.until:
            try:
                status = self.page()
            except GONE as gone:
                return self.world.fault("the server hung up: %r" % gone)
            self.read += status == 200
            if status >= 500 and status != 503:
                self.world.fault("a page answers %d" % status)
        return None

    def page(self):
        if self.random.random() < 0.4:
            return request(self.world.server.port, "GET", self.random.choice(PUBLIC)).status
        person = self.random.choice(list(self.world.people.values()))
        cases = list(self.world.cases)
        if not cases or self.random.random() < 0.6:
            return person.get(self.random.choice(self.lists)).status
        forms = "/api/v1/cases/%s/forms" % self.random.choice(cases)
        found = person.get(forms)
        ready = [f for f in found.json()["forms"] if f["ready"]] if found.status == 200 else []
        return person.get(self.random.choice(ready)["href"]).status if ready else found.status


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=os.path.join(ROOT, "build-tsan", "mingjing"))
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    rng = random.Random(options.seed)
    folder = tempfile.mkdtemp(prefix="mj_threads_")
    checks = Checks()
    server = Server(options.binary, os.path.join(folder, "data"))
    code, said = server.run("demo", "--cases", "10", "--seed", str(options.seed), "--as-of", "2026-01-05")
    if checks.expect(code == 0, "demo data", said[-3000:]):
        world = World(server)
        server.clock = world.clock_argument()
        server.start(300)
        world.sign_in()
        readers = [Reader(world, rng.getrandbits(64), time.monotonic() + options.seconds) for _ in range(3)]
        for reader in readers:
            reader.start()
        work(world, rng, options.seconds)
        for reader in readers:
            reader.join(60)
        checks.expect(not world.broken, "nothing was amiss for the clients", "; ".join(world.broken[:3]))
        checks.expect(world.kept and all(reader.read for reader in readers), "commands were acknowledged, pages were read",
                      "%d, %r" % (len(world.kept), [reader.read for reader in readers]))
        checks.expect(server.stop() == 0, "the server ends in order, without a report")
        with open(server.data + ".log", encoding="utf-8", errors="replace") as log:
            reports = [line.strip() for line in log if "SUMMARY: ThreadSanitizer" in line]
        checks.expect(not reports, "no thread meets another unguarded", "\n".join(sorted(set(reports))[:20]))
        print("seed %d: %d commands, %d pages" % (options.seed, len(world.kept), sum(reader.read for reader in readers)))
    return checks.close(folder)


if __name__ == "__main__":
    sys.exit(main())
