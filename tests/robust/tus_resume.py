#!/usr/bin/env python3
"""`tus-js-client` uploads 50 MB while the server is killed (SIGKILL) twice and started again on the same port.

    tests/robust/tus_resume.py [--binary build/mingjing] [--node NODE] [--modules DIR]

The first kill hits the client at work: it retries and goes on by itself. Then the client pauses and ends, the server is
killed again, and a new run of the client finds the upload in its own storage and resumes it. At the end the digest the
server tells is that of the file, `add_evidence` names it, its bytes come back through a view grant, and `verify` is
green. Prints `N passed, N failed`. SPDX-License-Identifier: Apache-2.0
"""
import argparse
import hashlib
import os
import random
import subprocess
import sys
import tempfile
import uuid

from checks import Checks
from server import ROOT, Person, Server, free_port

HERE = os.path.dirname(os.path.abspath(__file__))
SIZE = 50_000_000


class Node:
    """One run of tus.mjs; yields its lines as words."""

    def __init__(self, options, server, person, file, state, pause_at=None):
        arguments = [options.node, os.path.join(HERE, "tus.mjs"), "http://127.0.0.1:%d/api/v1/uploads" % server.port,
                     person.headers["Authorization"].split()[1], file, state]
        if pause_at is not None:
            arguments.append(str(pause_at))
        self.process = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True,
                                        env=dict(os.environ, MINGJING_NODE_MODULES=options.modules))

    def lines(self):
        for line in self.process.stdout:
            yield line.split()
        self.process.wait(30)


def play(checks, options, server, folder):
    server.clock = "2026-01-06T09:00+08:00"
    server.start()
    accounts = server.accounts()
    person = Person(server, accounts["zhou.lan"]).sign_in()
    content = random.Random(23).randbytes(SIZE)
    sha256 = hashlib.sha256(content).hexdigest()
    file, state = os.path.join(folder, "video.bin"), os.path.join(folder, "state.json")
    with open(file, "wb") as f:
        f.write(content)

    killed, retried, paused = False, 0, 0
    for words in Node(options, server, person, file, state, pause_at=SIZE * 2 // 3).lines():
        if words[0] == "at" and int(words[1]) > SIZE // 3 and not killed:
            server.kill()
            server.start()
            killed = True
        retried += words[0] == "again"
        paused = int(words[1]) if words[0] == "paused" else paused
        if words[0] in ("failed", "done"):
            checks.expect(False, "the client pauses", " ".join(words))
    checks.expect(killed and retried > 0, "the client met the killed server and tried again", "%d" % retried)
    checks.expect(paused >= SIZE * 2 // 3, "and went on to where it paused", "%d" % paused)

    server.kill()
    server.start()
    resumed, first, done = False, None, None
    for words in Node(options, server, person, file, state).lines():
        resumed = resumed or words[0] == "resumed"
        first = int(words[1]) if words[0] == "at" and first is None else first
        done = words[1:] if words[0] == "done" else done
    checks.expect(resumed and first is not None and first > paused, "a new client resumes behind what was acknowledged",
                  "%r after %d" % (first, paused))
    if not checks.expect(done is not None and done[0] == sha256, "the digest at the end is that of the file", repr(done)):
        return
    use(checks, person, done[1].rsplit("/", 1)[1], sha256, content)
    checks.expect(server.stop() == 0, "the server ends in order")
    code, said = server.run("verify")
    checks.expect(code == 0, "verify is green", said[:1000])


def use(checks, person, upload, sha256, content):
    """The upload becomes evidence, under the digest that is meant and no other; its bytes come back."""
    case = person.post("/api/v1/clues", {"source": "inspection", "summary": "现场录像一段。", "cause": "擅自占用土地",
                                         "discovered_on": "2026-01-05"}).json()
    act = "/api/v1/cases/%s/acts/add_evidence" % case["id"]
    body = {"kind": "av_evidence", "name": "现场录像", "proves": "现场情况", "upload_id": upload,
            "obtained_at": "2026-01-05T10:00:00+08:00", "sha256": "0" * 64}
    answer = person.post(act, body, version=case["version"])
    checks.expect(answer.status == 460, "another digest is refused with 460", "%d %s" % (answer.status, answer.text()))
    body["sha256"] = sha256
    key = uuid.uuid4().hex
    answer = person.post(act, body, key, case["version"])
    checks.expect(answer.status == 200, "the act that names it is taken", answer.text()[:300])
    again = person.post(act, body, key, case["version"])
    checks.expect((again.status, again.body) == (answer.status, answer.body), "and answers the same again")
    evidence = person.get("/api/v1/cases/" + case["id"]).json()["evidence"][0]
    checks.expect(evidence["sha256"] == sha256 and evidence["size"] == SIZE, "the case names it", repr(evidence))
    grant = person.post("/api/v1/evidence/%s/views" % evidence["id"], {"purpose": "核对录像"}).json()
    back = person.get(grant["href"])
    checks.expect(back.status == 200 and back.body == content, "its bytes come back", "%d" % back.status)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=os.path.join(ROOT, "build", "mingjing"))
    parser.add_argument("--node", default="node")
    parser.add_argument("--modules", default=os.path.join(ROOT, "build", "robust"), help="holds node_modules")
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="mj_tus_")
    checks = Checks()
    server = Server(options.binary, os.path.join(folder, "data"), port=free_port())
    try:
        code, said = server.run("demo", "--cases", "2", "--seed", "6", "--as-of", "2026-01-05")
        if checks.expect(code == 0, "demo data", said[-500:]):
            play(checks, options, server, folder)
    finally:
        if server.process is not None:
            server.kill()
    return checks.close(folder)


if __name__ == "__main__":
    sys.exit(main())
