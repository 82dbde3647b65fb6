#!/usr/bin/env python3
"""Backups taken while clients work: each passes the drill, each can be restored, and the log goes on from it without a fork.

    backup_under_load.py [--binary build/mingjing] [--postgres] [--backups 3] [--seed S]

Clients of many roles take cases forward without pause. Meanwhile backups are made one after another, each linking what the
one before it holds; then the server is killed. Every backup is restored beside the entries that were signed since, and
`verify` holds it against a checkpoint of before the loss; from the last one the server starts and takes a new case. Prints
`N passed, N failed`. SPDX-License-Identifier: Apache-2.0
"""
import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

from checks import Checks
from clients import Client, World
from server import ROOT, Server, request

PG_CLUSTER = os.path.join(ROOT, "tools", "pg-cluster")
SETTLED_S = 0.4  # between backups: the clients have done something new


class Databases:
    """Empty databases on a throw-away cluster; without one, none is needed."""

    def __init__(self, folder, wanted):
        self.folder, self.url, self.made = os.path.join(folder, "pg"), "", 0
        if wanted:
            os.chmod(folder, 0o755)  # the cluster's user passes through it
            self.url = subprocess.run([PG_CLUSTER, "start", self.folder], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()

    def new(self):
        if not self.url:
            return ""
        self.made += 1
        name = "load_%d" % self.made
        subprocess.run(["psql", "-q", self.url, "-c", "CREATE DATABASE " + name], check=True)
        return self.url.rsplit("/", 1)[0] + "/" + name

    def stop(self):
        if self.url:
            subprocess.run([PG_CLUSTER, "stop", self.folder], check=False)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=os.path.join(ROOT, "build", "mingjing"))
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--backups", type=int, default=3)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    checks = Checks()
    folder = tempfile.mkdtemp(prefix="mj_load_")
    databases = Databases(folder, options.postgres)
    try:
        run(options, checks, folder, databases)
    finally:
        databases.stop()
    print("seed %d" % options.seed)
    return checks.close(folder)


def run(options, checks, folder, databases):
    rng = random.Random(options.seed)
    live = Server(options.binary, os.path.join(folder, "data"), databases.new())
    code, said = live.run("demo", "--cases", "3", "--seed", str(options.seed), "--as-of", "2026-01-05")
    if not checks.expect(code == 0, "demo data", said[-500:]):
        return
    world = World(live)
    live.clock = world.clock_argument()
    live.start()
    world.sign_in()
    clients = [Client(world, rng.getrandbits(64)) for _ in range(4)]
    for client in clients:
        client.start()
    backups = []
    for number in range(1, options.backups + 1):
        time.sleep(SETTLED_S)
        to = os.path.join(folder, "backup-%d" % number)
        before = len(world.kept)
        code, said = live.run("backup", to, *(["--previous", backups[-1]] if backups else []))
        checks.expect(code == 0, "backup %d is made while clients work" % number, said[:1000])
        checks.expect(len(world.kept) > before, "commands were acknowledged meanwhile", str(before))
        backups.append(to)
    time.sleep(SETTLED_S)
    checkpoint = os.path.join(folder, "checkpoint")  # what somebody outside holds
    with open(checkpoint, "wb") as file:
        file.write(request(live.port, "GET", "/log/checkpoint").body)
    live.kill()
    for client in clients:
        client.join(30)
    checks.expect(not world.broken, "nothing was amiss for the clients", "; ".join(world.broken[:3]))
    for number, backup in enumerate(backups, 1):
        drilled = databases.new()
        drill = subprocess.run([live.binary, "drill", backup] + (["--db", drilled] if drilled else []), capture_output=True, text=True,
                               check=False)
        checks.expect(drill.returncode == 0, "backup %d passes the drill" % number, (drill.stdout + drill.stderr)[:1000])
        restored = Server(options.binary, os.path.join(folder, "restored-%d" % number), databases.new())
        os.mkdir(restored.data, 0o700)
        shutil.copytree(os.path.join(live.data, "keys"), os.path.join(restored.data, "keys"))
        anchor = os.path.join(folder, "anchor-%d" % number)  # a restore goes on with the log there too
        shutil.copytree(os.path.join(live.data, "log"), anchor)
        code, said = restored.run("restore", backup, "--anchor", anchor)
        checks.expect(code == 0, "backup %d is restored" % number, said[:1000])
        code, said = restored.run("verify", "--checkpoint", checkpoint)
        checks.expect(code == 0, "… and holds, as a continuation of what was signed before the loss", said[:1000])
        if number == len(backups):
            goes_on(checks, world, restored, live, checkpoint)


def goes_on(checks, world, restored, live, checkpoint):
    shutil.copy(os.path.join(live.data, "demo-accounts.json"), restored.data)
    restored.clock = world.clock_argument()
    restored.start()
    again = World(restored)
    again.legal, again.real = world.legal, world.real
    again.sign_in()
    client = Client(again, 1)
    client.start()
    until = time.monotonic() + 30
    while not again.kept and time.monotonic() < until:
        time.sleep(0.05)
    restored.kill()
    client.join(30)
    checks.expect(bool(again.kept), "the restored server acknowledges new commands", "; ".join(again.broken[:3]))
    code, said = restored.run("verify", "--checkpoint", checkpoint)
    checks.expect(code == 0, "… and its log goes on without a fork", said[:1000])


if __name__ == "__main__":
    sys.exit(main())
