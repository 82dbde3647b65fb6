"""Clients that walk cases forward by random allowed acts until the server is gone, and remember what was answered.

`World` is what outlives the server: people, cases, acknowledged commands, uploads. `Client` is one thread. After a
restart `World.check` asks again: every acknowledged command is there, and answers the same when it is sent again.
SPDX-License-Identifier: Apache-2.0
"""
import collections
import datetime
import hashlib
import os
import random
import threading
import time
import uuid

from bodies import Filler, Known
from server import GONE, Person

CN = datetime.timezone(datetime.timedelta(hours=8))
# 422, 409 and their like are lawful answers to random acts; a case that was acknowledged is never 404.
REFUSALS = {403, 409, 422, 423, 429, 460, 503, 507}
PEOPLE = ("fan.xiuping", "zhou.lan", "he.shaofeng", "tan.haoran", "luo.qingyi", "duan.wen", "qu.meihua",
          "yin.guodong", "xing.yulan")
# Who is likely to have something to do at a stage; now and then anybody looks.
NEAR = {"clue_registered": ("luo.qingyi", "zhou.lan"), "filed": ("tan.haoran", "zhou.lan"),
        "investigating": ("zhou.lan", "zhou.lan", "he.shaofeng"), "investigation_concluded": ("tan.haoran",),
        "unit_reviewed": ("zhou.lan",), "prior_notice_served": ("zhou.lan",), "statement_heard": ("zhou.lan",),
        "legal_review": ("duan.wen", "zhou.lan", "luo.qingyi"), "collective_discussion": ("luo.qingyi", "zhou.lan"),
        "decided": ("zhou.lan", "qu.meihua"),
        "served": ("qu.meihua", "yin.guodong", "zhou.lan", "luo.qingyi"),
        "performing": ("qu.meihua", "yin.guodong", "zhou.lan", "luo.qingyi"), "closed": ("xing.yulan", "yin.guodong"), "archived": ("yin.guodong",)}
# What leads on from a stage, with its weight; other acts have 1, those that end a walk or send it back less.
FORWARD = {"clue_registered": ("file_case",), "filed": ("assign_officers", "record_on_site"),
           "investigating": ("add_evidence", "record_on_site", "conclude_investigation", "conclude_investigation"),
           "investigation_concluded": ("review_by_unit",), "unit_reviewed": ("serve_prior_notice",),
           "prior_notice_served": ("hear_statement",), "statement_heard": ("submit_for_review", "submit_for_approval"),
           "legal_review": ("accept_review", "give_review_opinion", "submit_for_approval", "decide", "reply_to_review",
                            "assess_discretion"),
           "collective_discussion": ("submit_for_approval", "decide"), "decided": ("serve_decision",),
           "served": ("propose_publication", "approve_publication", "record_payment"),
           "performing": ("propose_publication", "approve_publication", "record_payment", "close_case"),
           "closed": ("archive_case", "approve_publication"), "archived": ("approve_publication",)}
BACKWARD = {"decline_filing", "withhold_publication", "return_publication", "take_down_publication", "request_hearing", "correct_facts",
            "serve_prior_notice", "assign_officers"}
OPEN_CASES = 8


class Upload:
    def __init__(self, person, address, content):
        self.person, self.address, self.content = person, address, content
        self.sha256 = hashlib.sha256(content).hexdigest()
        self.acknowledged = 0  # bytes the server said it has
        self.used = False      # an act that names it was sent

    @property
    def id(self):
        return self.address.rsplit("/", 1)[1]


class Command:
    """One POST: what was sent, and the answer when there was one."""

    def __init__(self, person, path, body, version, case=None, act=None):
        self.person, self.path, self.body, self.version = person, path, body, version
        self.case, self.act, self.key, self.answer = case, act, uuid.uuid4().hex, None

    def send(self):
        return self.person.post(self.path, self.body, self.key, self.version)


class World:
    def __init__(self, server):
        self.server, self.lock = server, threading.Lock()
        self.people, self.known, self.forms = {}, None, {}
        self.cases = {}         # id → stage as last seen
        self.proposed = set()   # whose publication waits for approval, even when the case is archived
        self.versions = {}      # id → highest acknowledged version
        self.kept, self.unknown, self.uploads, self.broken = [], [], [], []
        self.acts = collections.Counter()
        self.refused = collections.Counter()
        self.restarted = False
        self.legal, self.real = datetime.datetime(2026, 1, 6, 9, tzinfo=CN), time.monotonic()

    # The legal clock as the server shows it; a minute behind, so that no act lies in the future.
    def now(self):
        return self.legal + datetime.timedelta(seconds=time.monotonic() - self.real) - datetime.timedelta(minutes=1)

    def clock_argument(self):
        self.legal, self.real = self.now() + datetime.timedelta(minutes=2), time.monotonic()
        return self.legal.strftime("%Y-%m-%dT%H:%M:%S+08:00")

    def sign_in(self):
        accounts = self.server.accounts()
        for username in PEOPLE:
            self.people[username] = Person(self.server, accounts[username]).sign_in()
        self.known = Known(self.people["fan.xiuping"], self.people["tan.haoran"])

    def fault(self, sentence):
        with self.lock:
            self.broken.append(sentence)

    def acknowledge(self, command, answer):
        command.answer = (answer.status, answer.body)
        told = answer.json()
        with self.lock:
            self.kept.append(command)
            self.acts[command.act] += 1
            case, version = told["id"], told["version"]
            self.cases[case] = told["stage"]
            if version <= self.versions.get(case, 0) and any(
                    c.case == case and c.answer and c is not command and c.told == version for c in self.kept):
                self.broken.append("two commands were told version %d of case %s" % (version, case))
            command.case, command.told = case, version
            if command.act == "propose_publication":
                self.proposed.add(case)
            elif command.act in ("approve_publication", "withhold_publication", "return_publication"):
                self.proposed.discard(case)
            self.versions[case] = max(version, self.versions.get(case, 0))

    # ---- after a restart ------------------------------------------------------------------------------------------

    def check(self, rng, fresh, older):
        """Replays the newest `fresh` and some `older` commands, and looks at every case they touched."""
        sample = self.kept[-fresh:] + rng.sample(self.kept[:-fresh], min(older, max(0, len(self.kept) - fresh)))
        for command in sample:
            again = command.send()
            if (again.status, again.body) != command.answer:
                return self.fault("%s sent again answers %d %s, first %r" %
                                  (command.path, again.status, again.text()[:200], command.answer))
        for case in sorted({c.case for c in sample}):
            self.check_case(case)
        self.check_unknown()
        self.check_uploads()
        return None

    def check_case(self, case):
        answer = self.people["luo.qingyi"].get("/api/v1/cases/" + case)
        if answer.status != 200:
            return self.fault("lost: case %s answers %d" % (case, answer.status))
        page = answer.json()
        if page["version"] < self.versions[case]:
            return self.fault("case %s went back from version %d to %d" % (case, self.versions[case], page["version"]))
        there = collections.Counter(row["act"] for row in page["timeline"])
        told = collections.Counter(c.act for c in self.kept if c.case == case)
        lost = {a: n for a, n in told.items() if there[a] < n}
        if lost:
            self.fault("case %s lost acts: %r; its timeline has %r" % (case, lost, dict(there)))
        return None

    # What was sent without an answer happened or not. Sent again with its key it ends in one answer, which then stands.
    def check_unknown(self):
        for command in self.unknown:
            first = command.send()
            if first.status in (200, 201):
                second = command.send()
                if (second.status, second.body) != (first.status, first.body):
                    self.fault("%s sent twice after the restart: %r, then %r" % (command.path, first.body, second.body))
                self.acknowledge(command, first)
            elif first.status not in REFUSALS:
                self.fault("%s after the restart: %d %s" % (command.path, first.status, first.text()[:200]))
        self.unknown = []

    def check_uploads(self):
        for upload in [u for u in self.uploads if not u.used]:
            answer = upload.person.ask("HEAD", upload.address, headers={"Tus-Resumable": "1.0.0"})
            if answer.status != 200:
                self.fault("upload %s answers %d" % (upload.id, answer.status))
                continue
            offset = int(answer.headers["upload-offset"])
            if offset < upload.acknowledged:
                self.fault("upload %s went back from %d to %d" % (upload.id, upload.acknowledged, offset))
            upload.acknowledged = offset

    def check_published(self):
        """Every decision whose publication is approved is public, with its proof, or openly taken down."""
        for case in list(self.cases):
            page = self.people["luo.qingyi"].get("/api/v1/cases/" + case).json()
            state = page["publication"]["state"]
            if state not in ("approved", "taken_down"):
                continue
            path = "/decisions/%s" % page["decision"]["id"]
            wanted = {"approved": 200, "taken_down": 410}[state]
            until = time.monotonic() + 20
            while True:
                found = [self.people["luo.qingyi"].get(path + end).status for end in ("", ".json", ".tlog-proof")]
                if found == [wanted, wanted, 200]:
                    self.acts["(%s pages)" % state] += 1
                    break
                if time.monotonic() > until:
                    self.fault("%s is %s but answers %r" % (path, state, found))
                    break
                time.sleep(0.1)


class Client(threading.Thread):
    def __init__(self, world, seed):
        super().__init__(daemon=True)
        self.world, self.random = world, random.Random(seed)
        self.fill = Filler(world.known, world.forms, self.random)
        self.until = None   # or a monotonic time at which to end by itself
        self.killed = True  # the server is expected to die; else a lost connection is a fault

    def run(self):
        try:
            while self.until is None or time.monotonic() < self.until:
                self.turn()
        except GONE as gone:
            if not self.killed:
                self.world.fault("the server hung up: %r" % gone)
        except Exception as broken:  # noqa: BLE001 a client that breaks is a failure, not silence
            self.world.fault("client: %r" % broken)

    def turn(self):
        chance = self.random.random()
        open_cases = [c for c, stage in list(self.world.cases.items())
                      if stage not in ("archived", "not_filed") or c in self.world.proposed]
        if not open_cases or (chance < 0.1 and len(open_cases) < OPEN_CASES) or chance < 0.01:
            self.command(Command(self.person("fan.xiuping"), "/api/v1/clues", self.fill.clue(self.world.now()), None,
                                 act="register_clue"))
        elif chance < 0.15:
            self.upload()
        elif chance < 0.175:
            self.advance_clock()
        else:
            self.advance(self.random.choice(open_cases))

    def person(self, username):
        return self.world.people[username]

    def command(self, command):
        try:
            answer = command.send()
        except GONE:
            with self.world.lock:
                self.world.unknown.append(command)
            raise
        if answer.status in (200, 201):
            self.world.acknowledge(command, answer)
            if self.random.random() < 0.05:
                again = command.send()
                if again.status not in (503, 507) and (again.status, again.body) != command.answer:
                    self.world.fault("%s at once again: %d %s" % (command.path, again.status, again.text()[:200]))
        elif answer.status not in REFUSALS:
            self.world.fault("%s: %d %s" % (command.path, answer.status, answer.text()[:300]))
        else:
            self.note_refusal(command, answer)
        return answer

    def note_refusal(self, command, answer):
        if not answer.message():
            self.world.fault("%s: %d without a sentence" % (command.path, answer.status))
        with self.world.lock:
            reasons = answer.json()["error"].get("reasons") or [{"code": answer.json()["error"].get("field", "")}]
            self.world.refused["%s %d %s" % (command.act, answer.status, reasons[0].get("code", ""))] += 1

    def advance(self, case):
        near = NEAR.get(self.world.cases.get(case), PEOPLE)
        person = self.person(self.random.choice(near if self.random.random() < 0.9 else PEOPLE))
        found = person.get("/api/v1/cases/%s?acts=allowed" % case)
        if found.status in (403, 503):
            return
        if found.status != 200:
            return self.world.fault("case %s: %d %s" % (case, found.status, found.text()[:200]))
        page = found.json()
        with self.world.lock:
            self.world.cases[case] = page["stage"]
        acts = [row for row in page["acts"] if row["act"] != "document_rendered"]
        if not acts:
            return
        forward = FORWARD.get(page["stage"], ())
        weights = [6 * forward.count(a["act"]) or (0.15 if a["act"] in BACKWARD else 1) for a in acts]
        if page["publication"]["state"] == "proposed":  # proposed anew, its text would have to be rendered anew
            weights = [w * 0.02 if a["act"] == "propose_publication" else w for a, w in zip(acts, weights)]
        chosen = self.random.choices(acts, weights)[0]
        self.perform(person, case, page, chosen)

    def perform(self, person, case, page, row):
        act = row["act"]
        if act not in self.world.forms:
            form = person.get(row["form"])
            if form.status == 503:
                return None
            if form.status != 200:
                return self.world.fault("form of %s: %d" % (act, form.status))
            self.world.forms[act] = form.json()
        body = self.fill.act(act, page, self.world.now())
        upload = self.finished_upload(person) if act == "add_evidence" else None
        if upload is not None:
            body.update(upload_id=upload.id, sha256=upload.sha256, kind="electronic_data")
        version = page["version"] - 1 if self.random.random() < 0.03 else page["version"]
        command = Command(person, "/api/v1/cases/%s/acts/%s" % (case, act), body, version, case, act)
        answer = self.command(command)
        if version < page["version"] and answer.status not in (403, 409, 422, 503, 507):
            self.world.fault("%s at a stale version: %d" % (act, answer.status))
        # A refusal leaves the staged file; a command put off is sent again and may take it then.
        if upload is not None and answer.status not in (200, 201, 503, 507):
            with self.world.lock:
                upload.used = False
        return None

    # ---- uploads ----------------------------------------------------------------------------------------------------

    def finished_upload(self, person):
        with self.world.lock:
            for upload in self.world.uploads:
                if not upload.used and upload.person is person and upload.acknowledged == len(upload.content):
                    upload.used = True
                    return upload
        return None

    def upload(self):
        person = self.person(self.random.choice(("zhou.lan", "he.shaofeng")))
        with self.world.lock:
            waiting = [u for u in self.world.uploads if not u.used and u.person is person]
        unfinished = [u for u in waiting if u.acknowledged < len(u.content)]
        if unfinished:
            return self.send_piece(self.random.choice(unfinished))
        if len(waiting) > 6:
            return None
        content = os.urandom(self.random.choice((1, 1000, 70000, 300000)))
        answer = person.ask("POST", "/api/v1/uploads", headers={
            "Tus-Resumable": "1.0.0", "Upload-Length": str(len(content)), "Upload-Metadata": "filename dGVzdC5iaW4="})
        if answer.status in (503, 507):
            return None
        if answer.status != 201:
            return self.world.fault("creating an upload: %d %s" % (answer.status, answer.text()[:200]))
        with self.world.lock:
            self.world.uploads.append(Upload(person, answer.headers["location"], content))
        return None

    def send_piece(self, upload):
        offset = upload.acknowledged
        piece = upload.content[offset:offset + self.random.choice((1, 40000, 10**6))]
        answer = upload.person.ask("PATCH", upload.address, piece, {
            "Tus-Resumable": "1.0.0", "Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"})
        if answer.status == 204:
            upload.acknowledged = int(answer.headers["upload-offset"])
            if upload.acknowledged == len(upload.content) and answer.headers["upload-sha256"] != upload.sha256:
                self.world.fault("upload %s: wrong digest" % upload.id)
        elif answer.status not in (409, 423, 503, 507):  # another client sends the same piece
            self.world.fault("a piece of an upload: %d %s" % (answer.status, answer.text()[:200]))

    def advance_clock(self):
        with self.world.lock:
            to = self.world.now() + datetime.timedelta(hours=self.random.choice((3, 30, 80)), minutes=2)
            self.world.legal, self.world.real = to, time.monotonic()
        # Another client may have set it farther meanwhile; then it stands.
        self.person("fan.xiuping").post("/api/v1/demo/clock", {"now": to.strftime("%Y-%m-%dT%H:%M:%S+08:00")})


class Patient(Client):
    """For a server that stays: 503 and 507 are answers, after which the command is sent again later (World.check)."""

    def __init__(self, world, seed, seconds=None):
        super().__init__(world, seed)
        self.killed = False
        self.until = None if seconds is None else time.monotonic() + seconds
        self.put_off = 0

    def command(self, command):
        answer = super().command(command)
        if answer.status in (503, 507):
            self.put_off += 1
            with self.world.lock:
                self.world.unknown.append(command)
            time.sleep(0.05)
        return answer


def work(world, rng, seconds, count=4):
    """Lets patient clients work for some seconds; how many commands had to be put off."""
    clients = [Patient(world, rng.getrandbits(64), seconds) for _ in range(count)]
    for client in clients:
        client.start()
    for client in clients:
        client.join(seconds + 60)
    return sum(client.put_off for client in clients)
