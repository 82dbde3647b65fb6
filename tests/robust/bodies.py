"""Bodies for acts, filled from the act's own form (JSON Schema) and a few known values.

What the form asks for is always there; what it merely allows is there now and then, so that the same act comes in many
shapes. Values are plausible, not always lawful: the server's guards decide, and a refusal is an answer too.
SPDX-License-Identifier: Apache-2.0
"""
import random

WORDS = ["现场", "核实", "记录", "当事人", "已到场", "建设", "位置", "材料", "补充", "说明", "意见", "同意"]
# Text that must never be taken for anything but text: it travels through every free field now and then.
HOSTILE = ["'; DROP TABLE event; --", "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "{{7*7}} %s %n \\"]
FINE = 2520000


class Known:
    """The lists a user would choose from: items, units, officers."""

    def __init__(self, intake, head_of_unit):
        self.item = self.find_item(intake, "LZR-CF-038")
        units = intake.get("/api/v1/agency").json()["units"]
        self.unit = next(u["id"] for u in units if u["name"] == "自然资源执法监察支队")
        officers = head_of_unit.get("/api/v1/officers").json()["officers"]
        named = {o["name"]: o["id"] for o in officers}
        self.officers = [named["周岚"], named["贺少峰"]]

    @staticmethod
    def find_item(person, code):
        after = ""
        while True:
            page = person.get("/api/v1/items?after=" + after).json()
            for item in page["items"]:
                if item["code"] == code:
                    return item["id"]
            after = page.get("next", "")
            if not after:
                raise LookupError(code)


def proposal(rng, number):
    return {"outcome": "penalty" if rng.random() < 0.9 else "no_penalty",
            "facts": "当事人建设附属用房，编号%d，未取得建设工程规划许可证，建设工程造价420,000元。" % number,
            "reasons": "当事人配合调查，违法程度较轻。", "kinds": ["fine"], "kinds_text": "责令限期改正；",
            "fine_fen": FINE, "violated": ["《城乡规划法》第四十条第一款"], "basis": ["《城乡规划法》第六十四条"],
            "benchmark": "裁量基准较轻档"}


class Filler:
    """`forms` maps an act to its schema. One per client, since it owns a source of chance."""

    def __init__(self, known, forms, rng: random.Random):
        self.known, self.forms, self.rng = known, forms, rng

    def clue(self, now):
        n = self.rng.randrange(10**9)
        body = {"source": "inspection", "summary": self.sentence(), "cause": "未取得建设工程规划许可证建设附属用房",
                "item_id": self.known.item, "unit_id": self.known.unit,
                "discovered_on": now.strftime("%Y-%m-%d"), "violation_ended_on": now.strftime("%Y-%m-%d"),
                "party": {"kind": "organisation", "name": "澜州望岳仓储%d有限公司" % n, "uscc": "91619920187364022F",
                          "legal_representative": "祝远舟", "address": "澜州市云栖区柳河镇", "phone": "19900001234"}}
        if self.rng.random() < 0.1:
            body["party"]["name"] += self.rng.choice(HOSTILE)
        return body

    def act(self, act, page, now):
        schema = self.forms[act]
        required = set(schema.get("required", ()))
        always = {"late_reason", "proposal", "certificate_shown", "officers", "signed", "rights_told", "recipient",
                  "recipient_relation", "receipt", "summary"}
        body = {}
        for name, inner in schema["properties"].items():
            if name in required or name in always or self.rng.random() < 0.15:
                value = self.value(act, name, inner, page, now)
                if value is not None:
                    body[name] = value
        if act == "give_review_opinion":
            self.opinion(body)
        if act == "decide":  # otherwise as proposed: a decision has to be what was submitted
            body = {k: body[k] for k in ("outcome", "opinion", "late_reason") if k in body}
            body["outcome"] = page.get("proposal", {}).get("outcome", "penalty")
        if act == "hear_statement" and body["result"] == "made":
            body.update(text=self.sentence(), review_opinion=self.sentence(), adopted="none")
        return body

    def value(self, act, name, schema, page, now):
        if name in self.OMITTED or (act, name) in self.OMITTED:
            return None
        special = getattr(self, "of_" + name, None)
        if special is not None:
            return special(act, page, now)
        return self.plain(schema, act, page, now)

    def plain(self, schema, act, page, now):
        kind = schema.get("type")
        if "enum" in schema:
            return self.rng.choice(schema["enum"])
        if kind == "boolean":
            return self.rng.random() < 0.9
        if kind == "integer":
            low = schema.get("minimum", 0)
            return self.rng.randint(low, min(schema.get("maximum", low + 9), low + 9))
        if kind == "array":
            # An array of scalars, of any allowed length, without repetition.
            chosen = [self.plain(schema["items"], act, page, now)
                      for _ in range(self.rng.randint(max(1, schema.get("minItems", 0)), schema.get("minItems", 0) + 2))]
            return [v for i, v in enumerate(chosen) if v not in chosen[:i]]
        if kind == "object":
            return {n: self.value(act, n, inner, page, now) for n, inner in schema["properties"].items()
                    if n in schema.get("required", ())}
        if schema.get("format") == "date":
            return now.strftime("%Y-%m-%d")
        if schema.get("format") == "date-time":
            return now.strftime("%Y-%m-%dT%H:%M:00+08:00")
        if schema.get("format") in ("uuid", "sha256", "uscc", "citizen_no"):
            return None
        return self.sentence()[:schema.get("maxLength", 200)]

    def sentence(self):
        out = "".join(self.rng.choice(WORDS) for _ in range(self.rng.randint(2, 6))) + "。"
        return out + self.rng.choice(HOSTILE) if self.rng.random() < 0.05 else out

    def opinion(self, body):
        flawed = {"passed": "", "returned": "evidence", "failed": "law"}[body["outcome"]]
        points = self.forms["give_review_opinion"]["properties"]["points"]["items"]["properties"]["id"]["enum"]
        body["points"] = [{"id": p, "verdict": "flawed" if p == flawed else "sound", "text": "已核。"} for p in points]
        body.pop("counsel", None)

    # Fields left out: the moment is now, and what would turn the walk into another one.
    OMITTED = {"occurred_at", "announced_on", "delivered_on", "display_until", "started_at", "ended_at", "place_of",
               "illegal_gains_fen", "property_value_fen", "discussion_required", "five_year_limitation", "tags",
               "upload_id", "sha256", "refusal_note", "party", "item_id", "unit_id", "violation_ended_on",
               ("correct_facts", "discovered_on"), ("file_case", "discovered_on"), ("hear_statement", "waiver_record")}

    def of_late_reason(self, act, page, now):
        return "因工作安排补录。" if self.rng.random() < 0.5 else None

    def of_officers(self, act, page, now):
        if act == "assign_officers":
            return [{"officer_id": o, "role": r} for o, r in zip(self.known.officers, ("lead", "assist"))]
        return self.known.officers[:1] if self.rng.random() < 0.05 else list(self.known.officers)

    def of_certificate_shown(self, act, page, now):
        return self.rng.random() < 0.95

    def of_method(self, act, page, now):
        return "direct" if self.rng.random() < 0.9 else "lien"

    def of_outcome(self, act, page, now):
        usual, rare = {"review_by_unit": ("approve", "return"), "give_review_opinion": ("passed", "returned"),
                       "serve_decision": ("delivered", "started")}.get(act, ("penalty", "penalty"))
        return usual if self.rng.random() < 0.85 else rare

    def of_materials(self, act, page, now):
        return ["explanation", "draft_decision", "legal_basis", "evidence"]

    def of_members(self, act, page, now):
        return [{"name": n, "opinion": "同意。"} for n in ("甲某", "乙某", "丙某")]

    def of_proposal(self, act, page, now):
        if act == "correct_facts" and self.rng.random() < 0.7:
            return None
        return proposal(self.rng, self.rng.randrange(10**6))

    def of_fine_fen(self, act, page, now):
        return FINE

    def of_amount_fen(self, act, page, now):
        rest = FINE - page.get("decision", {}).get("paid_fen", 0)
        return rest if self.rng.random() < 0.7 else self.rng.randint(1, FINE)

    def of_reason(self, act, page, now):
        fixed = {"close_case": "performed" if self.rng.random() < 0.9 else "enforced", "take_down_publication": "changed"}
        return fixed.get(act) or self.sentence()

    def of_text(self, act, page, now):
        return "复议决定变更了罚款数额。" if act == "take_down_publication" else self.sentence()

    def of_result(self, act, page, now):
        return self.rng.choice(["not_made", "made"])
