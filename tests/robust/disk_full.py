#!/usr/bin/env python3
"""The disk runs full under a working server, and has room again.

    tests/robust/disk_full.py [--binary build/mingjing]

The data folder is a small tmpfs, mounted in a mount namespace of this test (root, or a user namespace). A ballast file
takes the last byte. Shown:

  - commands are refused with 507 and a sentence that says what to do; nothing is half done; reading goes on,
  - /readyz says that the disk is full, /healthz stays well,
  - uploads are refused with 507 and go on later where they stood,
  - once there is room, commands succeed by themselves, publications come out, what was acknowledged is there and
    replays, `verify` is green,
  - killed while full, the server starts again when there is room, with nothing lost.

Where nothing may be mounted, it prints `not run: …` for the real thing and sets the process's limit of file sizes to
nothing instead (EFBIG for each write): 503 or 507, and recovery. Ends in `N passed, N failed`.
SPDX-License-Identifier: Apache-2.0
"""
import argparse
import errno
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid

from bodies import Filler
from checks import Checks
from clients import Command, Upload, World, work
from server import ROOT, Server, request

INSIDE = "MINGJING_TEST_MOUNTS"  # set when this process has a mount namespace of its own
TUS = {"Tus-Resumable": "1.0.0"}
PATCH = dict(TUS, **{"Content-Type": "application/offset+octet-stream"})


class SmallDisk:
    """A tmpfs of 320 MB: uploads leave a reserve of 256 MB, `/readyz` asks for 64."""

    name, statuses = "a full file system", {507}

    def __init__(self, folder):
        self.ballast = os.path.join(folder, "ballast")
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=320m,mode=0700", "none", folder], check=True)

    def fill(self, server):
        with open(self.ballast, "ab", buffering=0) as f:
            for piece in (1 << 20, 1 << 12, 1):
                try:
                    while True:
                        f.write(b"x" * piece)
                except OSError as full:
                    if full.errno != errno.ENOSPC:
                        raise

    def room(self, server):
        os.remove(self.ballast)


class SizeLimit:
    """No file of the process may grow or be written. What SQLite cannot tell from a broken disk answers 503."""

    name, statuses = "a limit of file sizes", {503, 507}

    def fill(self, server):
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))

    def room(self, server):
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def enter_namespace():
    """Starts this program again where it may mount, and ends with it; returns when that is not possible."""
    for flags in (["--mount"], ["--user", "--map-root-user", "--mount"]):
        tried = subprocess.run(["unshare"] + flags + ["--", "sh", "-c", "mount -t tmpfs -o size=1m none /mnt"],
                               capture_output=True, check=False)
        if tried.returncode == 0:
            os.execvpe("unshare", ["unshare"] + flags + ["--", sys.executable] + sys.argv,
                       dict(os.environ, **{INSIDE: "1"}))


class Story:
    def __init__(self, checks, server, disk):
        self.checks, self.server, self.disk = checks, server, disk
        self.rng = random.Random(17)
        self.world = World(server)
        self.expect = checks.expect

    def person(self, username="zhou.lan"):
        return self.world.people[username]

    def clue(self):
        command = Command(self.person("fan.xiuping"), "/api/v1/clues",
                          self.filler.clue(self.world.now()), None, act="register_clue")
        answer = command.send()
        if answer.status == 201:
            self.world.acknowledge(command, answer)
        return answer

    def play(self):
        self.server.clock = self.world.clock_argument()
        self.server.start()
        self.world.sign_in()
        self.filler = Filler(self.world.known, self.world.forms, self.rng)
        work(self.world, self.rng, 2)
        self.expect(len(self.world.kept) > 20, "clients work while there is room")
        self.begin_upload()
        self.disk.fill(self.server)
        self.refused()
        self.reading()
        self.refused_upload()
        put_off = work(self.world, self.rng, 2)
        self.expect(put_off > 0, "under load, commands are refused and put off")
        self.disk.room(self.server)
        self.recovered()
        self.finish_upload()
        work(self.world, self.rng, 1)
        self.world.check(self.rng, 10**6, 0)
        self.world.check_published()

    def begin_upload(self):
        content = self.rng.randbytes(3 << 20)
        answer = self.person().ask("POST", "/api/v1/uploads", headers=dict(
            TUS, **{"Upload-Length": str(len(content)), "Upload-Metadata": "filename dGVzdC5iaW4="}))
        if not self.expect(answer.status == 201, "an upload begins", answer.text()):
            raise RuntimeError("no upload")
        self.upload = Upload(self.person(), answer.headers["location"], content)
        answer = self.person().ask("PATCH", self.upload.address, content[:1 << 20], dict(PATCH, **{"Upload-Offset": "0"}))
        self.expect(answer.status == 204, "a piece of an upload is taken while there is room", answer.text())
        self.upload.acknowledged = 1 << 20

    # The write-ahead log has some room left inside; then every command is refused.
    def refused(self):
        answers = []
        for _ in range(3000):
            answers.append(self.clue())
            if answers[-1].status != 201 and len([a for a in answers if a.status != 201]) >= 5:
                break
        refused = [a for a in answers if a.status != 201]
        self.expect(len(refused) >= 5, "commands are refused on %s" % self.disk.name, "%d taken" % len(answers))
        self.expect(all(a.status in self.disk.statuses for a in refused), "refused with 507 (or 503)",
                    repr({a.status for a in refused}))
        self.expect(all("重试" in a.message() for a in refused), "in a sentence that says what to do",
                    repr({a.message() for a in refused}))
        self.expect(all(int(a.headers.get("retry-after", 1)) > 0 for a in refused), "and when")

    def reading(self):
        case = next(iter(self.world.cases))
        head = self.person("luo.qingyi")
        for path in ("/api/v1/cases/" + case, "/api/v1/cases", "/api/v1/cases?q=%E4%BB%93%E5%82%A8", "/api/v1/session",
                     "/", "/decisions", "/log/checkpoint", "/healthz"):
            answer = head.get(path)
            self.expect(answer.status == 200, "%s is read while the disk is full" % path, "%d" % answer.status)
        if isinstance(self.disk, SmallDisk):
            answer = request(self.server.port, "GET", "/readyz")
            self.expect(answer.status == 503 and answer.json()["parts"]["disk"] == "full", "/readyz says it",
                        answer.text())

    def refused_upload(self):
        at = self.upload.acknowledged
        answer = self.person().ask("PATCH", self.upload.address, self.upload.content[at:],
                                   dict(PATCH, **{"Upload-Offset": str(at)}))
        self.expect(answer.status in self.disk.statuses, "an upload is refused", "%d" % answer.status)
        self.expect("空间" in answer.message() or 503 in self.disk.statuses, "in words", answer.message())
        answer = self.person().ask("HEAD", self.upload.address, headers=TUS)
        self.expect(answer.status == 200 and int(answer.headers["upload-offset"]) >= at,
                    "and knows where it stands", repr(answer.headers))

    def recovered(self):
        begun = time.monotonic()
        while True:
            answer = self.clue()
            if answer.status == 201 or time.monotonic() > begun + 15:
                break
            time.sleep(0.05)
        seconds = time.monotonic() - begun
        self.expect(answer.status == 201, "with room, commands succeed without a restart", answer.text()[:200])
        self.expect(seconds < 5, "within seconds", "%.1f s" % seconds)
        until = time.monotonic() + 35
        while request(self.server.port, "GET", "/readyz").status != 200 and time.monotonic() < until:
            time.sleep(0.1)
        answer = request(self.server.port, "GET", "/readyz")
        self.expect(answer.status == 200, "and the server is ready", answer.text())

    def finish_upload(self):
        answer = self.person().ask("HEAD", self.upload.address, headers=TUS)
        at = int(answer.headers["upload-offset"])
        answer = self.person().ask("PATCH", self.upload.address, self.upload.content[at:],
                                   dict(PATCH, **{"Upload-Offset": str(at)}))
        self.expect(answer.status == 204 and answer.headers.get("upload-sha256") == self.upload.sha256,
                    "the upload goes on to its right digest", "%d %s" % (answer.status, answer.text()))
        case = self.clue().json()
        body = {"kind": "electronic_data", "name": "电子数据", "proves": "现场情况", "upload_id": self.upload.id,
                "sha256": self.upload.sha256, "obtained_at": self.world.now().strftime("%Y-%m-%dT%H:%M:00+08:00")}
        answer = self.person().post("/api/v1/cases/%s/acts/add_evidence" % case["id"], body, uuid.uuid4().hex,
                                    case["version"])
        self.expect(answer.status == 200, "and becomes evidence", answer.text()[:300])

    # Killed while the disk is full. The next start may say why it cannot; with room it goes on.
    def killed_while_full(self):
        self.disk.fill(self.server)
        work(self.world, self.rng, 0.5)
        self.server.kill()
        self.server.clock = self.world.clock_argument()
        try:
            self.server.start(20)
            self.server.kill()
        except RuntimeError:
            if self.server.process.poll() is None:
                self.expect(False, "a start on a full disk hangs")
                self.server.kill()
            else:
                code = self.server.wait()
                with open(self.server.log.name, encoding="utf-8") as f:
                    last = f.read().strip().splitlines()[-1]
                self.expect(code > 0, "a start on a full disk ends in order", "%d" % code)
                self.expect(any("\u4e00" <= c <= "\u9fff" for c in last), "and says why", last)
        self.disk.room(self.server)
        self.server.start()
        self.world.check(self.rng, 10**6, 0)
        self.world.check_published()

    def end(self):
        self.expect(self.server.stop() == 0, "the server ends in order")
        code, said = self.server.run("verify")
        self.expect(code == 0, "verify is green", said[:1500])
        self.expect(not self.world.broken, "nothing acknowledged is lost", "; ".join(self.world.broken[:3]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=os.path.join(ROOT, "build", "mingjing"))
    parser.add_argument("--size-limit", action="store_true", help="take the second way even where mounting works")
    options = parser.parse_args()
    if INSIDE not in os.environ and not options.size_limit:
        enter_namespace()
        print("not run: disk full on a real file system, since nothing may be mounted here")
    folder = tempfile.mkdtemp(prefix="mj_disk_full_")
    data = os.path.join(folder, "data")
    os.mkdir(data, 0o700)
    mounts = INSIDE in os.environ
    disk = SmallDisk(data) if mounts else SizeLimit()
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    server = Server(options.binary, data)
    checks = Checks()
    try:
        code, said = server.run("demo", "--cases", "3", "--seed", "4", "--as-of", "2026-01-05")
        if checks.expect(code == 0, "demo data", said[-500:]):
            story = Story(checks, server, disk)
            story.play()
            if mounts:
                story.killed_while_full()
            story.end()
            print("%s: %d acknowledged commands replayed" % (disk.name, len(story.world.kept)))
    finally:
        if server.process is not None:
            server.kill()
        if checks.failed and mounts:  # the mount ends with this process
            shutil.copytree(data, os.path.join(folder, "kept"))
        if mounts:
            subprocess.run(["umount", data], check=False)
    return checks.close(folder)


if __name__ == "__main__":
    sys.exit(main())
