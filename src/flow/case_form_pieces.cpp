// SPDX-License-Identifier: Apache-2.0
#include "flow/case_form_pieces.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "domain/cases/form.h"
#include "domain/cases/procedure.h"
#include "domain/review/materials.h"
#include "flow/document_facts.h"
#include "flow/piece_facts.h"

namespace mingjing::flow {
namespace {

using cases::Act;
using cases::Case;
using cases::Record;
using cases::title_of_value;

struct Asked {
  Json& out;
  FormLookup& lookup;
  const Case& c;
  const Record& record;

  void merge(Json facts) const {
    for (auto& [name, value] : *facts.as_object()) out.set(name, value);
  }
  void set(std::string_view path, std::string_view text) const {
    if (!trim(text).empty()) set_fact(out, path, text);
  }
  std::string of(std::string_view field) const { return record.data.text(field); }
};

// The piece that a record named or, where the record made it, the one of its moment.
template <class Piece, class At>
const Piece* piece_of(const std::vector<Piece>& pieces, const Record& record, std::string_view id_field, At at) {
  const auto id = record.data.text(id_field);
  const auto found = std::find_if(pieces.begin(), pieces.end(), [&](const Piece& piece) {
    return id.empty() ? at(piece) == record.occurred_at : piece.id.text() == id;
  });
  return found == pieces.end() ? nullptr : &*found;
}

Json opinion_of_officers(FormLookup& lookup, const Record& record, std::string_view text) {
  Json names = lookup.officers(record.officers);
  std::string joined;
  for (const auto& one : *names.as_array()) joined += (joined.empty() ? "" : "、") + one.text("name");
  if (joined.empty()) joined = lookup.user_name(record.by);
  return Json::object({{"text", text}, {"name", joined}, {"on", record.occurred_at.date().text()}});
}

void preservation(const Asked& a) {
  const auto* piece =
      piece_of(a.c.preservations, a.record, "preservation_id", [](const auto& p) { return p.proposed_at; });
  if (piece == nullptr) return;
  a.merge(preservation_facts(a.c, *piece));
  set_fact(a.out, "preservation.proposed_on", piece->proposed_at.date().text());
  a.out.set("opinions",
            opinions_json(opinion_of_officers(a.lookup, a.record, "建议先行登记保存。"), {},
                          a.lookup.opinion(a.lookup.newest(Act::approve_preservation, "preservation_id", piece->id.text()),
                                           "opinion")));
}

void sampling(const Asked& a) {
  const auto* piece = piece_of(a.c.samplings, a.record, "sampling_id", [](const auto& p) { return p.taken_at; });
  if (piece == nullptr) return;
  a.merge(sampling_facts(*piece));
  a.set("sample.at", piece->taken_at.text_zh());
  a.out.set("certificate_shown", a.record.certificate_shown || a.record.data.flag("certificate_shown"));
  a.out.set("party_present", a.record.data.flag("party_present"));
  a.set("refusal_note", a.of("refusal_note"));
}

void recheck(const Asked& a) {
  const auto* piece = piece_of(a.c.corrections, a.record, "correction_id", [](const auto& p) { return p.ordered_at; });
  if (piece == nullptr) return;
  a.merge(correction_facts(a.c, *piece));
  a.out.set("recheck", Json(Json::Object{}));
  a.set("recheck.at", a.record.occurred_at.text_zh());
  a.set("recheck.outcome", title_of_value(a.record.act, "result", a.of("result")));
  a.set("recheck.text", a.of("text"));
}

void recusal(const Asked& a) {
  const auto* piece = piece_of(a.c.recusals, a.record, "recusal_id", [](const auto& p) { return p.asked_at; });
  if (piece == nullptr) return;
  a.merge(recusal_facts(*piece));
  auto role = title_of_value(Act::apply_recusal, "subject", piece->subject);
  a.set("recusal.role", role);
}

// The hearing a notice set, or the one that was held or came to nothing at the moment of the record.
const cases::Hearing* hearing_of(const Asked& a) {
  const bool notice = a.record.act == Act::notify_hearing;
  const auto made_here = [&](DocumentId id) {
    return std::any_of(a.c.documents.begin(), a.c.documents.end(),
                       [&](const auto& d) { return d.id == id && d.record == a.record.id; });
  };
  const cases::Hearing* out = nullptr;
  for (const auto& row : a.c.hearings) {
    if (notice ? made_here(row.notice) : row.held_at && *row.held_at == a.record.occurred_at) return &row;
    if (!notice && row.outcome == a.of("outcome") && row.notified_at <= a.record.occurred_at) out = &row;
  }
  return out;
}

void hearing(const Asked& a) {
  const auto* piece = hearing_of(a);
  if (piece == nullptr) return;
  a.merge(hearing_facts(*piece));
  if (piece->is_public) set_fact(a.out, "hearing.open", true);
  if (a.record.act != Act::hold_hearing) return;
  const auto outcome = a.of("outcome");
  if (outcome == "absent" || outcome == "left") {
    set_fact(a.out, "hearing.terminated", true);
    set_fact(a.out, "hearing." + outcome, true);
  }
  const auto began = Instant::parse(a.of("started_at"));
  a.set("hearing.held_at", began.value_or(a.record.occurred_at).text_zh());
  if (const auto ended = Instant::parse(a.of("ended_at"))) a.set("hearing.ended_at", ended->text_zh());
  a.set("hearing.attendees", piece->attendees);
  Json agents(Json::Array{});
  for (const auto& name : piece->agents) agents.push(name);
  set_fact(a.out, "hearing.agents", std::move(agents));
  if (piece->minutes_signed) set_fact(a.out, "hearing.signed", true);
}

void submission(const Asked& a) {
  Json facts = Json::object({{"on", a.record.occurred_at.date().text()}});
  Json materials(Json::Array{});
  for (const auto& id : a.record.data.items("materials")) {
    for (const auto& material : review::kReviewMaterials) {
      if (id.as_string() && material.id == *id.as_string()) materials.push(material.zh);
    }
  }
  facts.set("materials", std::move(materials));
  a.out.set("submission", std::move(facts));
  a.set("submission.explanation", a.of("explanation"));
  if (a.c.proposal) a.out.set("proposal", result_text(*a.c.proposal));
  std::string reply;
  for (const auto& round : a.c.reviews) {
    if (round.submitted_at == a.record.occurred_at) {
      set_fact(a.out, "submission.round", round.round);
      std::string trigger;
      for (const auto& ground : round.grounds) trigger += (trigger.empty() ? "" : "；") + ground.text;
      a.set("submission.trigger", trigger);
      a.set("submission.register_no", round.register_no);
      if (round.body == "outside") a.set("submission.body", round.body_name);
      if (round.accepted_at) a.set("submission.accepted_on", round.accepted_at->date().text());
      a.set("submission.reply", reply);
    }
    reply = round.reply;
  }
}

void deferral(const Asked& a) {
  const auto* piece = piece_of(a.c.deferrals, a.record, "deferral_id", [](const auto& p) { return p.applied_at; });
  if (piece == nullptr) return;
  a.merge(deferral_facts(*piece));
  if (a.c.decision) a.out.set("fine_fen", a.c.decision->fine.count);
  a.out.set("opinions", opinions_json({}, {},
                                      a.lookup.opinion(a.lookup.newest(Act::decide_deferral, "deferral_id", piece->id.text()),
                                                       "opinion")));
}

void transfer(const Asked& a) {
  const auto* piece = piece_of(a.c.transfers, a.record, "transfer_id", [](const auto& p) { return p.proposed_at; });
  if (piece == nullptr) return;
  a.merge(transfer_facts(*piece));
  set_fact(a.out, "transfer.team", a.lookup.officers(piece->team));
  const auto* decided = a.lookup.newest(Act::decide_transfer, "transfer_id", piece->id.text());
  auto head = a.lookup.opinion(decided, "opinion");
  if (head.is_null()) head = a.lookup.opinion(decided, "reason");
  a.out.set("opinions", opinions_json(opinion_of_officers(a.lookup, a.record, "建议移送。"), {}, std::move(head)));
}

void term(const Asked& a) {
  const bool extended = a.record.act == Act::extend_term;
  const auto days = a.record.data.integer("days");
  a.out.set("term", Json::object({{"change", extended ? "延长办案期限" + std::to_string(days) + "日"
                                                      : std::string("中止计算办案期限")}}));
  a.set("term.ground", a.of("ground"));
  a.set("term.reason", a.of("reason"));
  if (const auto* limit = a.c.obligation(cases::rule::decide)) a.set("term.due", limit->due.text());
  a.out.set("opinions", opinions_json({}, {}, a.lookup.opinion(&a.record, "reason")));
}

void revocation(const Asked& a) {
  a.out.set("revocation", Json(Json::Object{}));
  a.set("revocation.reason", a.of("reason"));
  a.out.set("opinions", opinions_json({}, {}, a.lookup.opinion(&a.record, "reason")));
}

void goods(const Asked& a) {
  const auto on = Date::parse(a.of("on"));
  for (const auto& piece : a.c.goods_disposals) {
    if (!on || piece.on != *on || piece.way != a.of("way")) continue;
    a.out.set("things", things_json(piece.things));
    a.out.set("disposal", Json::object({{"on", piece.on.text()}}));
    a.set("disposal.way", title_of_value(Act::dispose_goods, "way", piece.way));
    a.set("disposal.receipt", piece.receipt);
    a.set("disposal.note", piece.note);
  }
}

struct Maker {
  std::string_view template_id;
  void (*add)(const Asked&);
};
constexpr std::array kMakers{
    Maker{"preservation_approval", preservation}, Maker{"sampling_record", sampling},
    Maker{"correction_recheck", recheck},         Maker{"recusal_decision", recusal},
    Maker{"hearing_announcement", hearing},       Maker{"hearing_minutes", hearing},
    Maker{"review_submission", submission},       Maker{"deferral_approval", deferral},
    Maker{"transfer_approval", transfer},         Maker{"term_approval", term},
    Maker{"filing_revocation", revocation},       Maker{"goods_disposal", goods},
};

}  // namespace

void add_piece_facts(Json& out, FormLookup& lookup, const Case& c, std::string_view template_id, const Record& record) {
  const auto maker =
      std::find_if(kMakers.begin(), kMakers.end(), [&](const Maker& m) { return m.template_id == template_id; });
  if (maker != kMakers.end()) maker->add({out, lookup, c, record});
}

}  // namespace mingjing::flow
