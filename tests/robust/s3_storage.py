#!/usr/bin/env python3
"""The second copy and backups in an S3-compatible object storage: starts s3rver on loopback and runs the tests named S3*.

    tests/robust/s3_storage.py --tests build/tests/files_test build/tests/tests_verify [--node NODE] --modules DIR

s3rver does not check signatures of version 4, so a gate stands before it that does, after the text of the
specification: a request whose signature, whose digest of the body, or whose check sum is wrong goes no further. The gate
also plays storages that s3rver is not; a test steers it by files in MINGJING_TEST_S3_GATE: the names in `locked` are
not removed, `no-delete-objects` holds the status that DeleteObjects gets; and `requests` tells what was asked.
Prints `N passed, N failed`. SPDX-License-Identifier: Apache-2.0
"""
import argparse
import base64
import hashlib
import hmac
import http.client
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from server import free_port

SECRET = "S3RVER"
parser = argparse.ArgumentParser()
parser.add_argument("--tests", required=True, nargs="+")
parser.add_argument("--node", default="node")
parser.add_argument("--modules", required=True)
options = parser.parse_args()


def answers(port, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return True
        except OSError:
            time.sleep(0.1)
    return False


def signature(request, headers):
    """AWS signature version 4 of the request, by the headers it names."""
    found = re.fullmatch(r"AWS4-HMAC-SHA256 Credential=([^/]+)/(\d{8})/([^/]+)/s3/aws4_request, ?SignedHeaders=([^,]+), ?Signature=(\w{64})",
                         headers.get("Authorization", ""))
    if not found:
        return "absent", ""
    _, day, region, signed, given = found.groups()
    path, _, query = request.path.partition("?")
    names = signed.split(";")
    canonical = "\n".join([request.command, path, "&".join(sorted(query.split("&"))) if query else "",
                           "".join("%s:%s\n" % (name, headers[name].strip()) for name in names), signed,
                           headers["x-amz-content-sha256"]])
    to_sign = "\n".join(["AWS4-HMAC-SHA256", headers["x-amz-date"], "%s/%s/s3/aws4_request" % (day, region),
                         hashlib.sha256(canonical.encode()).hexdigest()])
    key = ("AWS4" + SECRET).encode()
    for word in (day, region, "s3", "aws4_request"):
        key = hmac.new(key, word.encode(), hashlib.sha256).digest()
    needed = {"host", "x-amz-date", "x-amz-content-sha256"} <= set(names)
    return given, hmac.new(key, to_sign.encode(), hashlib.sha256).hexdigest() if needed else "not enough is signed"


class Gate(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    behind = 0
    folder = ""
    lock = threading.Lock()

    def told(self, name):
        try:
            with open(os.path.join(Gate.folder, name)) as file:
                return file.read().split()
        except FileNotFoundError:
            return []

    def behind_it(self, body):
        ask = http.client.HTTPConnection("127.0.0.1", Gate.behind, timeout=60)
        ask.request(self.command, self.path, body, {k: v for k, v in self.headers.items() if k.lower() == "range"})
        got = ask.getresponse()
        return got.status, got.read(), dict(got.getheaders())

    def delete_objects(self, body):
        if self.headers["Content-MD5"] != base64.b64encode(hashlib.md5(body).digest()).decode():
            return 400, b"<Error><Code>BadDigest</Code></Error>", {}
        if len(re.findall(b"<Key>", body)) > 1000:
            return 400, b"<Error><Code>MalformedXML</Code></Error>", {}
        for status in self.told("no-delete-objects"):
            return int(status), b"<Error><Code>NotImplemented</Code></Error>", {}
        kept = b""
        for name in self.told("locked"):
            for one in re.findall(b"<Object><Key>[^<]*%s</Key></Object>" % name.encode(), body):
                body = body.replace(one, b"")
                kept += b"<Error>%s<Code>AccessDenied</Code><Message>Object is locked</Message></Error>" % re.search(b"<Key>.*</Key>", one).group()
        # s3rver removes emptied folders of many objects at the same time and trips over itself: the rest goes at the next try.
        for _ in range(20):
            status, answer, headers = self.behind_it(body) if b"<Key>" in body else (200, b"<DeleteResult></DeleteResult>", {})
            if status != 500:
                break
        return status, answer.replace(b"</DeleteResult>", kept + b"</DeleteResult>"), headers

    def handle_one(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        given, right = signature(self, self.headers)
        if given != right:
            return self.answer(403, b"<Error><Code>SignatureDoesNotMatch</Code></Error>", {})
        if hashlib.sha256(body).hexdigest() != self.headers["x-amz-content-sha256"]:
            return self.answer(400, b"<Error><Code>XAmzContentSHA256Mismatch</Code></Error>", {})
        with Gate.lock, open(os.path.join(Gate.folder, "requests"), "a") as log:
            log.write("%s %s\n" % (self.command, self.path))
        self.answer(*(self.delete_objects(body) if self.command == "POST" else self.behind_it(body)))

    def answer(self, status, body, headers):
        self.send_response(status)
        for name, value in headers.items():
            if name.lower() in ("content-type", "content-range", "etag"):
                self.send_header(name, value)
        length = next((v for k, v in headers.items() if k.lower() == "content-length"), None) if self.command == "HEAD" else None
        self.send_header("Content-Length", length or str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_GET = do_HEAD = do_PUT = do_DELETE = do_POST = handle_one

    def log_message(self, *_):
        pass


with tempfile.TemporaryDirectory(prefix="mj-s3-") as folder, tempfile.TemporaryDirectory(prefix="mj-s3-gate-") as Gate.folder:
    port = free_port()
    storage = subprocess.Popen([options.node, "--openssl-legacy-provider", os.path.join(options.modules, "node_modules/s3rver/bin/s3rver.js"), "-d", folder,
                                "-a", "127.0.0.1", "-p", str(port), "--configure-bucket", "evidence"],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        if not answers(port, 60):
            print("the object storage does not start\n0 passed, 1 failed")
            sys.exit(1)
        Gate.behind = port
        gate = ThreadingHTTPServer(("127.0.0.1", 0), Gate)
        threading.Thread(target=gate.serve_forever, daemon=True).start()
        environment = dict(os.environ, MINGJING_TEST_S3="s3+http://127.0.0.1:%d/evidence" % gate.server_port,
                           MINGJING_TEST_S3_FOLDER=folder, MINGJING_TEST_S3_GATE=Gate.folder,
                           MINGJING_S3_KEY="S3RVER", MINGJING_S3_SECRET=SECRET)
        p = f = 0
        for tests in options.tests:
            ran = subprocess.run([tests, "--gtest_filter=S3*", "--gtest_brief=1"], env=environment, stdout=subprocess.PIPE,
                                 stderr=subprocess.STDOUT, text=True, timeout=300)
            print("".join("  " + line for line in ran.stdout.splitlines(True)))
            passed = re.findall(r"^\[  PASSED  \] (\d+)", ran.stdout, re.M)
            failed = re.findall(r"^\[  FAILED  \] (\d+) test", ran.stdout, re.M)
            p += int(passed[-1]) if passed else 0
            f += int(failed[-1]) if failed else 0
            if (ran.returncode != 0 and not failed) or "SKIPPED" in ran.stdout:
                f += 1
        print("%d passed, %d failed" % (p, f))
        sys.exit(1 if f else 0)
    finally:
        storage.terminate()
        storage.wait(30)
