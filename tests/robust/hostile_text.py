#!/usr/bin/env python3
"""SQL, HTML and template text in every free field of a case, from the clue to the portal page and the PDF.

    tests/robust/hostile_text.py [--binary build/mingjing]

One case walks from clue to publication and takedown; every text field that a form has, required or not, carries the
text below. Shown: each act is taken (text is text), the case gives it back byte for byte, the portal's pages have no
element or attribute that harmless pages lack and show the text literally, JSON, feeds and CSV are well-formed, the PDFs
contain it as text, searches for it answer, and `verify` is green. Ends in `N passed, N failed`.
SPDX-License-Identifier: Apache-2.0
"""
import argparse
import csv
import datetime
import html.parser
import io
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.parse
import xml.etree.ElementTree

from bodies import Known
from checks import Checks
from server import ROOT, Person, Server

EVIL = "<script>alert(1)</script>'); DROP TABLE event; --\"><img src=x onerror=alert(1)> {{TITLE}} ${7*7} %n \\ &lt;"
CORE = "<script>alert(1)</script>"
CN = datetime.timezone(datetime.timedelta(hours=8))
# Left out since they make another walk of it: what is recorded here is a plain direct service and a silent party.
NOT_THIS_WALK = {"late_reason", "waiver_record", "refusal_note", "review_opinion", "counsel", "outside_opinion_no", "outside_reviewer"}


class Shape(html.parser.HTMLParser):
    """The elements of a page with the names of their attributes, and its text."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.kinds, self.text = set(), ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.kinds.update((tag, name) for name, _ in attrs)
        self.kinds.add((tag, ""))

    def handle_data(self, data):
        self.text += data


def evil(schema):
    return EVIL[:schema.get("maxLength", 10**6)]


def poison(schema, given):
    """`given`, with the text in every free field that it leaves open, at any depth."""
    out = dict(given)
    for name, inner in schema.get("properties", {}).items():
        if name in NOT_THIS_WALK:
            continue
        if inner["type"] == "object" and name in out:
            out[name] = poison(inner, out[name])
        elif inner["type"] == "array" and name in out and inner["items"]["type"] == "object":
            out[name] = [poison(inner["items"], one) for one in out[name]]
        elif inner["type"] == "string" and name not in out and "enum" not in inner and "format" not in inner:
            out[name] = evil(inner)
    return out


def texts(value):
    if isinstance(value, dict):
        return [t for v in value.values() for t in texts(v)]
    if isinstance(value, list):
        return [t for v in value for t in texts(v)]
    return [value] if isinstance(value, str) else []


class Walk:
    def __init__(self, checks, server):
        self.expect, self.server = checks.expect, server
        accounts = server.accounts()
        self.people = {name: Person(server, accounts[name]).sign_in()
                       for name in ("fan.xiuping", "zhou.lan", "tan.haoran", "luo.qingyi", "duan.wen", "qu.meihua",
                                    "yin.guodong")}
        self.known = Known(self.people["fan.xiuping"], self.people["tan.haoran"])
        self.case, self.fields = "", 0

    def form(self, act):
        with open(os.path.join(ROOT, "data", "forms", act + ".json"), encoding="utf-8") as f:
            return json.load(f)

    def page(self):
        return self.people["luo.qingyi"].get("/api/v1/cases/" + self.case).json()

    def clock(self, day, hour=9):
        moment = datetime.datetime(2026, 1, 5, hour, tzinfo=CN) + datetime.timedelta(days=day)
        answer = self.people["fan.xiuping"].post("/api/v1/demo/clock", {"now": moment.isoformat()})
        if answer.status != 200:
            raise RuntimeError(answer.text())

    def act(self, who, act, given):
        body = poison(self.form(act), given)
        self.fields += sum(CORE in t for t in texts(body))
        for _ in range(100):  # documents are rendered meanwhile, which moves the version
            answer = self.people[who].post("/api/v1/cases/%s/acts/%s" % (self.case, act), body,
                                           version=self.page()["version"])
            if answer.status != 409:
                break
        if not self.expect(answer.status == 200, "%s is taken with such text" % act, answer.text()[:600]):
            raise RuntimeError("the walk ends at " + act)
        return answer.json()

    def rendered(self):
        until = time.monotonic() + 60
        while any(d["status"] == "committed" for d in self.page()["documents"]) and time.monotonic() < until:
            time.sleep(0.1)
        self.expect(all(d["status"] == "rendered" for d in self.page()["documents"]), "every document is rendered")

    def to_publication(self):
        both = self.known.officers
        field = {"officers": both, "certificate_shown": True, "signed": True}
        served = {"method": "direct", "officers": both, "certificate_shown": True,
                  "recipient_relation": "legal_representative"}
        self.clock(1)
        clue = poison(self.form("register_clue"), {
            "source": "inspection", "item_id": self.known.item, "unit_id": self.known.unit,
            "discovered_on": "2026-01-05", "violation_ended_on": "2026-01-05",
            "party": {"kind": "organisation", "uscc": "91619920187364022F", "phone": "19900001234",
                      "bank_account": "6199000100000188"}})
        self.fields += sum(CORE in t for t in texts(clue))
        answer = self.people["fan.xiuping"].post("/api/v1/clues", clue)
        if not self.expect(answer.status == 201, "the clue is taken with such text", answer.text()):
            raise RuntimeError("no clue")
        self.case = answer.json()["id"]
        self.act("luo.qingyi", "file_case", {})
        self.act("tan.haoran", "assign_officers", {"officers": [{"officer_id": both[0], "role": "lead"},
                                                                {"officer_id": both[1], "role": "assist"}]})
        self.clock(2)
        self.act("zhou.lan", "record_on_site", dict(field, party_present=True))
        self.act("zhou.lan", "record_inquiry", dict(field, subject_role="party", rights_told=True))
        self.act("zhou.lan", "add_evidence", {"kind": "inspection_minutes", "officers": both,
                                              "obtained_at": "2026-01-07T08:00:00+08:00"})
        proposal = {"outcome": "penalty", "kinds": ["fine"], "fine_fen": 2520000, "violated": [EVIL[:200]],
                    "basis": ["《城乡规划法》第六十四条", EVIL[:200]]}
        self.act("zhou.lan", "conclude_investigation", {"officers": both, "proposal": proposal})
        self.act("tan.haoran", "review_by_unit", {"outcome": "approve"})
        self.act("zhou.lan", "serve_prior_notice", served)
        self.clock(25)
        self.act("zhou.lan", "hear_statement", {"result": "not_made", "text": "无"})
        self.act("zhou.lan", "assess_discretion",
                 {"facts": [], "taken": [], "measures": [{"id": "building_area", "value": 312600},
                                                         {"id": "building_cost", "value": 42000000}]})
        self.act("zhou.lan", "submit_for_review",
                 {"materials": ["explanation", "draft_decision", "legal_basis", "evidence"]})
        points = self.form("give_review_opinion")["properties"]["points"]["items"]["properties"]["id"]["enum"]
        reviewers = self.people["duan.wen"].get("/api/v1/reviewers").json()["reviewers"]
        self.act("duan.wen", "accept_review", {"reviewers": [r["id"] for r in reviewers if r["name"] == "段闻"]})
        self.act("duan.wen", "give_review_opinion",
                 {"outcome": "passed", "points": [{"id": p, "verdict": "sound"} for p in points]})
        self.act("zhou.lan", "submit_for_approval", {})
        self.decision = self.act("luo.qingyi", "decide", {"outcome": "penalty"})["decision_id"]
        self.rendered()
        self.clock(26)
        self.act("zhou.lan", "serve_decision", dict(served, outcome="delivered"))
        self.act("qu.meihua", "propose_publication", {})
        self.rendered()
        self.act("yin.guodong", "approve_publication", {})
        until = time.monotonic() + 20
        while self.public("").status != 200 and time.monotonic() < until:
            time.sleep(0.1)

    def public(self, end):
        return self.people["luo.qingyi"].get("/decisions/%s%s" % (self.decision, end))

    # ---- what came of it --------------------------------------------------------------------------------------------

    def staff_view(self):
        answer = self.people["zhou.lan"].get("/api/v1/cases/" + self.case)
        self.expect(answer.headers["content-type"].startswith("application/json") and
                    answer.headers.get("x-content-type-options") == "nosniff", "the case is JSON and nothing else")
        kept = sum(EVIL in t for t in texts(answer.json()))
        self.expect(kept > 30, "the case gives the text back as it came", "%d" % kept)
        self.expect(CORE.encode() not in answer.body, "with < escaped, so that no page can take it for HTML")
        answer = self.people["luo.qingyi"].get("/api/v1/cases?q=" + urllib.parse.quote(EVIL))
        self.expect(answer.status == 200, "the staff search answers it", answer.text()[:200])

    def pages(self, harmless):
        quoted = urllib.parse.quote(EVIL)
        for path in ("/decisions/" + self.decision, "/decisions", "/", "/decisions?q=" + quoted,
                     "/decisions?agency=%s&act_type=%s&from=%s" % (quoted, quoted, quoted), "/decisions/" + quoted):
            answer = self.people["luo.qingyi"].get(path)
            shape = Shape(answer.text())
            extra = shape.kinds - harmless
            self.expect(answer.status in (200, 400, 404) and not extra, "%s has only the elements it should" % path[:60],
                        "%d %r" % (answer.status, sorted(extra)[:8]))
            self.expect("default-src 'none'" in answer.headers.get("content-security-policy", ""), "and a strict policy")
        page = Shape(self.public("").text())
        self.expect(page.text.count(CORE) >= 3, "the decision's page shows the text literally", page.text[:200])

    def formats(self):
        told = self.public(".json")
        self.expect(sum(CORE in t for t in texts(told.json())) >= 3, "the public JSON holds it as text")
        feed = self.people["luo.qingyi"].get("/feed.json").json()
        self.expect(any(self.decision in item["url"] for item in feed["items"]), "the JSON feed is well-formed")
        root = xml.etree.ElementTree.fromstring(self.people["luo.qingyi"].get("/feed.atom").body)
        self.expect(root.tag.endswith("feed") and not [e for e in root.iter() if e.tag.endswith("script")],
                    "the Atom feed is well-formed and has no such element")
        table = self.people["luo.qingyi"].get("/decisions.csv").body.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(table)))
        self.expect(len({len(row) for row in rows}) == 1, "every row of the CSV has its columns",
                    repr([len(r) for r in rows]))
        self.expect(not [c for row in rows for c in row if c[:1] in "=+-@" and c[:1]], "and no cell is a formula")

    def pdf_text(self, content):
        done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=False)
        return "".join(done.stdout.decode().split())

    def pdfs(self):
        public = self.public(".pdf")
        self.expect(public.status == 200 and CORE in self.pdf_text(public.body), "the public PDF holds it as text")
        count = 0
        for document in self.page()["documents"]:
            answer = self.people["zhou.lan"].get(document["href"] + ".pdf")
            self.expect(answer.status == 200 and answer.body.startswith(b"%PDF"), "%s is a PDF" % document["title"])
            count += CORE in self.pdf_text(answer.body)
            self.expect(b"/JavaScript" not in answer.body and b"/Launch" not in answer.body, "without anything active")
        self.expect(count >= 3, "the case's documents hold it as text", "%d" % count)

    def take_down(self, harmless):
        self.act("yin.guodong", "take_down_publication", {"reason": "changed", "text": CORE + "复议决定变更了数额。"})
        until = time.monotonic() + 20
        while self.public("").status != 410 and time.monotonic() < until:
            time.sleep(0.1)
        page = Shape(self.public("").text())
        self.expect(self.public("").status == 410 and not page.kinds - harmless and CORE in page.text,
                    "the tombstone shows its ground literally", repr(sorted(page.kinds - harmless)[:8]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=os.path.join(ROOT, "build", "mingjing"))
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="mj_hostile_")
    checks = Checks()
    server = Server(options.binary, os.path.join(folder, "data"))
    try:
        code, said = server.run("demo", "--cases", "30", "--seed", "9", "--as-of", "2026-01-05")
        checks.expect(code == 0, "demo data", said[-500:])
        server.clock = "2026-01-05T09:00:00+08:00"
        server.start()
        walk = Walk(checks, server)
        harmless = set()
        reader = walk.people["luo.qingyi"]
        listed = [item["url"] for item in reader.get("/feed.json").json()["items"]][:10]
        for path in ["/", "/decisions", "/decisions?q=%E5%85%AC%E5%8F%B8", "/decisions?q=%E6%B2%A1%E6%9C%89%E7%9A%84",
                     "/decisions?from=nothing&to=nothing&act_type=none", "/decisions/none"] + [
                urllib.parse.urlparse(u).path for u in listed]:
            harmless |= Shape(reader.get(path).text()).kinds
        try:
            walk.to_publication()
            walk.staff_view()
            walk.pages(harmless)
            walk.formats()
            walk.pdfs()
            walk.take_down(harmless | {("time", "datetime")})
        except RuntimeError as ended:
            checks.expect(False, str(ended))
        checks.expect(server.stop() == 0, "the server ends in order")
        code, said = server.run("verify")
        checks.expect(code == 0, "verify is green", said[:1500])
        print("%d text fields carried it" % walk.fields)
    finally:
        if server.process is not None:
            server.kill()
    return checks.close(folder)


if __name__ == "__main__":
    sys.exit(main())
