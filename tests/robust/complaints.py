#!/usr/bin/env python3
"""投诉举报 from the form to the answer over HTTP, on a server that is killed (SIGKILL) again and again meanwhile: every
letter with a receipt is taken over once, none twice, each opens with its number and code, and `verify` stays green. A
letter whose answer was cut off is sent again with the same form, as a browser would.
SPDX-License-Identifier: Apache-2.0
"""
import argparse
import os
import random
import re
import sys
import tempfile
import threading
import time
import urllib.parse

from checks import Checks
from server import GONE, ROOT, Person, Server, request

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
LETTERS_A_ROUND = 6  # below what the flood gate lets through of one network in an hour


def form_token(server):
    page = request(server.port, "GET", "/complaints").text()
    return re.search(r'name="form" value="([^"]+)"', page).group(1)


def hand_in(server, token, text):
    body = urllib.parse.urlencode({"form": token, "kind": "grievance", "about": "other", "text": text, "homepage": ""})
    return request(server.port, "POST", "/complaints", body.encode(), FORM)


def ticket(page):
    shown = re.findall(r'<dd><span class="code">(.*?)</span></dd>', page)
    return tuple(re.sub("</?span>", "", one) for one in shown[:2])


def progress(server, number, code):
    body = urllib.parse.urlencode({"number": number, "code": code})
    return request(server.port, "POST", "/complaints/progress", body.encode(), FORM).text()


def until(holds, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.05)
    return holds()


def kill_loop(checks, server, rng, rounds):
    """Letters under a server that dies at random moments. Receipts by text."""
    server.start()
    waiting = {"来信第%d件，办事窗口中午没有人。" % n: form_token(server) for n in range(rounds * LETTERS_A_ROUND)}
    time.sleep(3.1)  # what is sent faster is no person
    receipts, cut_off = {}, 0
    for _ in range(rounds):
        batch = list(waiting)[:LETTERS_A_ROUND]
        death = threading.Timer(rng.uniform(0.0, 0.4), server.process.kill)
        death.start()
        for text in batch:
            try:
                answer = hand_in(server, waiting[text], text)
            except GONE:
                cut_off += 1
                continue
            if answer.status == 200:
                receipts[text] = ticket(answer.text())
                del waiting[text]
        death.join()
        server.wait()
        server.start()
    for text, token in waiting.items():
        for _ in range(3):
            answer = hand_in(server, token, text)
            if answer.status != 429:
                break
            server.kill()  # counts of the flood gate live in memory
            server.start()
        checks.expect(answer.status == 200, "a form cut off is taken when sent again", answer.text()[:300])
        receipts[text] = ticket(answer.text())
    return receipts, cut_off


def play(checks, server, rounds):
    rng = random.Random(5)
    receipts, cut_off = kill_loop(checks, server, rng, rounds)
    accounts = server.accounts()
    intake = Person(server, accounts["fan.xiuping"]).sign_in()
    found = {}
    for text, (number, _) in receipts.items():
        until(lambda n=number: intake.get("/api/v1/complaints?number=" + n).json()["complaints"], 10)
        rows = intake.get("/api/v1/complaints?number=" + number).json()["complaints"]
        checks.expect(len(rows) == 1, "each letter is taken over once", "%s: %d" % (number, len(rows)))
        if rows:
            found[text] = rows[0]["id"]
            checks.expect(intake.get("/api/v1/complaints/" + rows[0]["id"]).json()["text"] == text, "with its words")
    everything, after = set(), ""
    while True:
        page = intake.get("/api/v1/complaints?after=" + after).json()
        everything |= {row["number"] for row in page["complaints"]}
        after = page["next"]
        if not after:
            break
    demo = [number for number in everything if number.startswith("1000000")]
    checks.expect(len(everything) == len(receipts) + len(demo), "none is doubled", "%d" % len(everything))
    for number, code in list(receipts.values())[:15]:
        checks.expect("已收到" in progress(server, number, code), "its progress opens with the code")
    answer_one(checks, server, accounts, intake, *list(receipts.items())[0], found)
    checks.expect(server.stop() == 0, "the server ends in order")
    code, said = server.run("verify")
    checks.expect(code == 0, "verify is green", said[:1500])
    print("%d letters, %d cut off and sent again, %d kills" % (len(receipts), cut_off, rounds))


def answer_one(checks, server, accounts, intake, text, receipt, found):
    """Accepted, allocated, answered, and read by its writer."""
    address = "/api/v1/complaints/" + found[text]
    clerk = Person(server, accounts["meng.zhao"]).sign_in()

    def act(person, name, body):
        answer = person.post(address + "/acts/" + name, body, version=intake.get(address).json()["version"])
        checks.expect(answer.status == 200, name, answer.text()[:300])

    act(intake, "accept_complaint", {})
    me = clerk.get("/api/v1/me").json()["user"]
    act(clerk, "allocate_complaint", {"user_id": me["id"]})
    act(clerk, "answer_complaint", {"outcome": "upheld", "answer": "已安排专人中午值班。"})
    shown = until(lambda: "已安排专人中午值班" in progress(server, *receipt), 10)
    checks.expect(shown, "its writer reads the answer")
    page = progress(server, *receipt)
    checks.expect("第三十五条" in page, "and what to do when it does not satisfy")
    checks.expect("孟昭" not in page, "not who wrote it")
    checks.expect("没有查到" in progress(server, receipt[0], "AAAAAAAA"), "another code opens nothing")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=os.path.join(ROOT, "build", "mingjing"))
    parser.add_argument("--rounds", type=int, default=8)
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="mj_complaints_")
    checks = Checks()
    server = Server(options.binary, os.path.join(folder, "data"))
    try:
        code, said = server.run("demo", "--cases", "3", "--seed", "2", "--as-of", "2026-01-05")
        checks.expect(code == 0, "demo data", said[-500:])
        if code == 0:
            play(checks, server, options.rounds)
    finally:
        if server.process is not None:
            server.kill()
    return checks.close(folder)


if __name__ == "__main__":
    sys.exit(main())
