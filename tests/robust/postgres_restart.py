#!/usr/bin/env python3
"""PostgreSQL is stopped as by a crash and started again, under load, while the server goes on running.

    tests/robust/postgres_restart.py [--binary build/mingjing] [--times 3]

Makes a cluster of its own (tools/pg-cluster). While clients work, `tools/pg-cluster restart` ends the database at once
and starts it again on the same port, several times; once it stays away for some seconds. Shown:

  - a request during the gap is answered: 503 with a sentence, or it waits and succeeds; nothing else, and not late,
  - what needs no case database (the portal's pages, /healthz) is answered throughout; /readyz says "unreachable",
  - the server recovers by itself, without being started again, within seconds,
  - what was acknowledged is there and replays; what was cut off happens at most once; `verify` is green.

Prints `N passed, N failed`, or `not run: …` without PostgreSQL. SPDX-License-Identifier: Apache-2.0
"""
import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time

from checks import Checks
from clients import Patient, World
from server import GONE, ROOT, Server, request

TOOL = os.path.join(ROOT, "tools", "pg-cluster")
ANSWER_SECONDS_MAX = 20  # the driver's own waits; nobody hangs


class Probe(threading.Thread):
    """Asks, all the time, for what must always answer, and for what may answer 503."""

    def __init__(self, world):
        super().__init__(daemon=True)
        self.world, self.ended = world, threading.Event()
        self.portal, self.bad, self.slowest, self.sentences = 0, [], 0.0, set()

    def run(self):
        while not self.ended.is_set():
            for path in ("/", "/healthz", "/decisions"):
                self.ask(path, {200})
            self.ask("/api/v1/cases", {200, 503}, self.world.people["luo.qingyi"].headers)
            time.sleep(0.02)

    def ask(self, path, allowed, headers=None):
        begun = time.monotonic()
        try:
            answer = request(self.world.server.port, "GET", path, headers=headers, timeout=60)
        except GONE as gone:
            return self.bad.append("%s: %r" % (path, gone))
        self.slowest = max(self.slowest, time.monotonic() - begun)
        self.portal += path == "/"
        if answer.status == 503:
            self.sentences.add(answer.message())
        if answer.status not in allowed:
            self.bad.append("%s: %d %s" % (path, answer.status, answer.text()[:200]))
        return None


def signal_cluster(cluster, how):
    """Ends the database at once and leaves it away (`restart` brings it back)."""
    with open(os.path.join(cluster, "data", "postmaster.pid"), encoding="ascii") as f:
        os.kill(int(f.readline()), how)


def wait_ready(server, wanted, seconds):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        answer = request(server.port, "GET", "/readyz")
        if answer.status == wanted:
            return answer
        time.sleep(0.05)
    return request(server.port, "GET", "/readyz")


def play(checks, server, cluster, times):
    rng = random.Random(11)
    world = World(server)
    server.clock = world.clock_argument()
    server.start()
    world.sign_in()
    probe = Probe(world)
    clients = [Patient(world, rng.getrandbits(64)) for _ in range(4)]
    for thread in [probe] + clients:
        thread.start()
    process = server.process.pid
    time.sleep(2)
    slowest_return = 0.0
    for number in range(times):
        before = len(world.kept)
        checks.expect(before > 0, "clients work before the restart")
        if number == 0:  # away for a while
            signal_cluster(cluster, signal.SIGQUIT)
            answer = wait_ready(server, 503, 10)
            checks.expect(answer.status == 503 and answer.json()["parts"]["database"] == "unreachable",
                          "/readyz says that the database is away", answer.text())
            person = world.people["fan.xiuping"]
            answer = person.post("/api/v1/clues", clients[0].fill.clue(world.now()))
            checks.expect(answer.status == 503 and answer.message(), "a command in the gap is answered 503 in words",
                          "%d %s" % (answer.status, answer.text()[:200]))
            time.sleep(2)
        subprocess.run([TOOL, "restart", cluster], check=True)
        back = time.monotonic()
        answer = wait_ready(server, 200, 30)
        checks.expect(answer.status == 200, "ready again by itself", answer.text())
        while len(world.kept) <= before and time.monotonic() < back + 30:
            time.sleep(0.02)
        slowest_return = max(slowest_return, time.monotonic() - back)
        checks.expect(len(world.kept) > before, "commands succeed again after the restart")
        time.sleep(1)
    for client in clients:
        client.until = 0
    for client in clients:
        client.join(60)
    probe.ended.set()
    probe.join(60)
    checks.expect(not probe.bad, "pages and lists answer throughout", "; ".join(probe.bad[:3]))
    checks.expect(probe.slowest < ANSWER_SECONDS_MAX, "nobody waits long", "%.1f s" % probe.slowest)
    checks.expect(all(probe.sentences), "each 503 has a sentence", repr(probe.sentences))
    checks.expect(server.process.poll() is None and server.process.pid == process, "the server was never started again")
    cut_off = len(world.unknown)
    for username in list(world.people):  # a session that ended in the gap would be a loss, too
        answer = world.people[username].get("/api/v1/session")
        checks.expect(answer.status == 200, "%s is still signed in" % username, answer.text()[:200])
    world.check(rng, 10**6, 0)
    world.check_published()
    checks.expect(server.stop() == 0, "the server ends in order")
    code, said = server.run("verify")
    checks.expect(code == 0, "verify is green", said[:1500])
    checks.expect(not world.broken, "nothing acknowledged is lost", "; ".join(world.broken[:3]))
    print("%d restarts, %d acknowledged commands replayed, %d cut off, slowest answer %.1f s, back after at most %.1f s"
          % (times, len(world.kept), cut_off, probe.slowest, slowest_return))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=os.path.join(ROOT, "build", "mingjing"))
    parser.add_argument("--times", type=int, default=3)
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="mj_pg_restart_")
    os.chmod(folder, 0o755)
    cluster = os.path.join(folder, "pg")
    started = subprocess.run([TOOL, "start", cluster], capture_output=True, text=True, check=False)
    if started.returncode != 0:
        print("not run: " + started.stderr.strip()[-300:])
        print("0 passed, 0 failed")
        return 0
    checks = Checks()
    server = Server(options.binary, os.path.join(folder, "data"), started.stdout.strip())
    try:
        code, said = server.run("demo", "--cases", "3", "--seed", "2", "--as-of", "2026-01-05")
        checks.expect(code == 0, "demo data on PostgreSQL", said[-500:])
        if code == 0:
            play(checks, server, cluster, options.times)
    finally:
        if server.process is not None:
            server.kill()
        subprocess.run([TOOL, "stop", cluster], check=False)
    return checks.close(folder)


if __name__ == "__main__":
    sys.exit(main())
