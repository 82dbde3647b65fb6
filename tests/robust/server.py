"""The server as a process, and a person's requests to it over plain HTTP. Standard library only.

`Server` starts `mingjing serve` on a port of its own and ends it the hard way; `Person` signs in once and sends a
bearer token. Whoever asks must expect OSError or http.client.HTTPException when the server dies in between.
SPDX-License-Identifier: Apache-2.0
"""
import atexit
import http.client
import json
import os
import socket
import subprocess
import time
import uuid

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
GONE = (OSError, http.client.HTTPException)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Answer:
    """Status, headers (lower case) and bytes of one answer."""

    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def json(self):
        return json.loads(self.body)

    def text(self):
        return self.body.decode("utf-8", "replace")

    def message(self):
        """The sentence of a refusal, or nothing."""
        try:
            return self.json()["error"]["message"]
        except (ValueError, KeyError, TypeError):
            return ""


def request(port, method, path, body=None, headers=None, timeout=30):
    """`body` is bytes as they are, or anything else as JSON."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        all_headers = dict(headers or {})
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body, ensure_ascii=False).encode()
            all_headers["Content-Type"] = "application/json"
        connection.request(method, path, body, all_headers)
        answer = connection.getresponse()
        return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
    finally:
        connection.close()


class Server:
    """One data folder and the process that serves it. `clock` is the legal clock of the next start, or empty."""

    def __init__(self, binary, data, db="", port=None, launcher=()):
        self.binary, self.data, self.db = os.path.abspath(binary), data, db
        self.fixed_port, self.launcher = port, list(launcher)
        self.process = self.port = self.log = None
        self.clock = ""
        atexit.register(lambda: self.process and self.process.kill())  # a script that breaks leaves no server behind

    def arguments(self, command):
        out = [self.binary, command, "--data", self.data]
        return out + (["--db", self.db] if self.db else [])

    def run(self, command, *more):
        """A subcommand to its end: exit code and everything it said."""
        done = subprocess.run(self.arguments(command) + list(more), capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    def start(self, seconds=60):
        self.port = self.fixed_port or free_port()
        self.log = open(self.data.rstrip("/") + ".log", "ab")  # beside the data: a full disk must not hide it
        clock = ["--clock", self.clock] if self.clock else []
        self.process = subprocess.Popen(
            self.launcher + self.arguments("serve") + ["--listen", "127.0.0.1:%d" % self.port] + clock,
            stdout=self.log, stderr=self.log, cwd=ROOT)
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                if request(self.port, "GET", "/healthz").status == 200:
                    return
            except GONE:
                pass
            if self.process.poll() is not None:
                raise RuntimeError("the server ended with %d; see %s" % (self.process.returncode, self.log.name))
            time.sleep(0.02)
        raise RuntimeError("the server does not answer")

    def kill(self):
        self.process.kill()
        self.wait()

    def stop(self):
        """Asks it to end, as an operator would; its exit code."""
        self.process.terminate()
        return self.wait()

    def wait(self):
        code = self.process.wait(60)
        self.log.close()
        self.process = None
        return code

    def accounts(self):
        with open(os.path.join(self.data, "demo-accounts.json"), encoding="utf-8") as f:
            return {a["username"]: a for a in json.load(f)}


class Person:
    """A user of the system; the token outlives restarts of the server."""

    def __init__(self, server, account):
        self.server, self.username, self.account = server, account["username"], account
        self.headers = {}

    def sign_in(self):
        answer = request(self.server.port, "POST", "/api/v1/session",
                         {"username": self.username, "password": self.account["password"], "token": True},
                         {"Idempotency-Key": uuid.uuid4().hex})
        if answer.status not in (200, 201):
            raise RuntimeError("sign-in of %s: %d %s" % (self.username, answer.status, answer.text()[:300]))
        self.headers = {"Authorization": "Bearer " + answer.json()["token"]}
        return self

    def ask(self, method, path, body=None, headers=None, timeout=30):
        return request(self.server.port, method, path, body, dict(self.headers, **(headers or {})), timeout)

    def get(self, path):
        return self.ask("GET", path)

    def post(self, path, body, key=None, version=None):
        headers = {"Idempotency-Key": key or uuid.uuid4().hex}
        if version is not None:
            headers["If-Match"] = '"%d"' % version
        return self.ask("POST", path, body, headers)
