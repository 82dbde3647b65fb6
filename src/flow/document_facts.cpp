// SPDX-License-Identifier: Apache-2.0
#include "flow/document_facts.h"

#include <algorithm>

#include "base/money.h"
#include "base/text.h"
#include "flow/count_facts.h"
#include "flow/discretion_of_case.h"
#include "flow/piece_facts.h"

namespace mingjing::flow {
namespace {

using cases::Act;
using cases::PenaltyKind;

const cases::Record* newest(const cases::Case& c, Act act) {
  const auto found = std::find_if(c.records.rbegin(), c.records.rend(), [&](const auto& r) { return r.act == act; });
  return found == c.records.rend() ? nullptr : &*found;
}

void set_text(Json& json, std::string_view name, const std::string& text) {
  if (!text.empty()) json.set(name, text);
}

Json penalties(const cases::Proposal& p) {
  Json out(Json::Array{});
  const auto has = [&](PenaltyKind kind) { return std::find(p.kinds.begin(), p.kinds.end(), kind) != p.kinds.end(); };
  if (!p.kinds_text.empty()) out.push(Json::object({{"text", p.kinds_text}}));
  if (has(PenaltyKind::confiscate_illegal_gains)) {
    out.push(Json::object({{"text", "没收违法所得人民币" + format_yuan_formal(p.illegal_gains) + "（￥" +
                                        format_yuan(p.illegal_gains) + "元）；"}}));
  }
  if (has(PenaltyKind::fine)) {
    out.push(Json::object(
        {{"text", "罚款人民币" + format_yuan_formal(p.fine) + "（￥" + format_yuan(p.fine) + "元）。"}}));
  }
  if (out.as_array() == nullptr || out.as_array()->empty()) {
    for (auto kind : p.kinds) out.push(Json::object({{"text", std::string(cases::name_zh(kind)) + "。"}}));
  }
  return out;
}

Json statement_json(const cases::Case& c) {
  const auto* record = newest(c, Act::hear_statement);
  if (record != nullptr && record->data.text("result") == "waived") return Json::object({{"waived", true}});
  if (record == nullptr || record->data.text("result") != "made") return Json::object({{"none", true}});
  Json out = Json::object({{"summary", record->data.text("text")}});
  set_text(out, "answer", record->data.text("review_opinion"));
  return out;
}

// What became of the right to a hearing, in the words a decision has for it.
Json hearing_course(const cases::Case& c) {
  using State = cases::HearingState;
  Json out = Json::object({{"offered", true}});
  switch (c.hearing) {
    case State::right_told: out.set("waived", true); break;  // the time to ask for it ran out
    case State::waived: out.set("renounced", true); break;
    case State::withdrawn: out.set("withdrawn", true); break;
    case State::terminated: out.set("terminated", true); break;
    case State::none:
    case State::requested:
    case State::notified:
    case State::held:
    case State::reported: break;
  }
  for (const auto& hearing : c.hearings) {
    if (hearing.outcome == "held" && hearing.held_at) out.set("held_on", hearing.held_at->date().text());
  }
  return out;
}

std::string days_zh(std::int64_t days) {
  if (days == 60) return "六十日";
  if (days == 15) return "十五日";
  if (days == 30) return "三十日";
  return std::to_string(days) + "日";
}
std::string months_zh(std::int64_t months) { return months == 6 ? "六个月" : std::to_string(months) + "个月"; }

// The statement period is the agency's own rule (data/limits apl_45_statement); the document states it in words.
constexpr std::string_view kStatementTerm = "五个工作日";
// 行政处罚法 33(3): a decision not to punish comes with education.
constexpr std::string_view kEducation = "本局已对当事人进行教育，要求遵守法律、法规，避免再次发生同类行为。";

}  // namespace

Json settings_of(const domain::Parts& agency_parts) {
  const auto* part = domain::find_part(agency_parts, "settings");
  return part == nullptr ? Json(Json::Object{}) : part->data;
}

std::vector<std::string> kind_ids(const std::vector<PenaltyKind>& kinds) {
  std::vector<std::string> out;
  for (auto kind : kinds) out.emplace_back(cases::to_string(kind));
  return out;
}

std::string result_text(const cases::Proposal& p) {
  if (p.outcome == "no_penalty") return "不予行政处罚";
  if (p.outcome == "not_established") return "违法事实不能成立，不予行政处罚";
  std::string out(trim(p.kinds_text));
  const auto add = [&](const std::string& text) { out += (out.empty() || out.ends_with("；") ? "" : "；") + text; };
  while (out.ends_with("。")) out.resize(out.size() - 3);
  for (auto kind : p.kinds) {
    if (kind == PenaltyKind::fine) add("罚款 " + format_yuan(p.fine) + " 元");
    else if (kind == PenaltyKind::confiscate_illegal_gains) add("没收违法所得 " + format_yuan(p.illegal_gains) + " 元");
    else if (p.kinds_text.empty()) add(std::string(cases::name_zh(kind)));
  }
  return out;
}

Json document_facts(const DocumentSource& source, Date date, std::string_view number, std::string_view public_url) {
  const auto& c = source.enforcement_case;
  Json out = Json::object({
      {"agency", Json::object({{"name", source.agency.name}, {"self", "本局"}})},
      {"number", number},
      {"date", date.text()},
      {"seal_name", source.agency.name},
      {"cause", c.cause},
  });
  if (!public_url.empty()) out.set("public_url", public_url);
  if (c.party() != nullptr) out.set("party", party_facts(*c.party()));
  if (c.filed_on) out.set("filed_on", c.filed_on->text());
  Json evidence(Json::Array{});
  for (const auto& piece : c.evidence) {
    if (!piece.excluded) evidence.push(Json::object({{"name", piece.name}, {"proves", piece.proves}}));
  }
  if (!c.evidence.empty()) out.set("evidence", std::move(evidence));
  if (c.notice) {
    Json notice = Json::object({{"on", c.notice->served_at.date().text()}});
    for (const auto& d : c.documents) {
      if (d.template_id == "prior_notice" || d.template_id == "hearing_right_notice") notice.set("number", d.number);
    }
    out.set("notice", std::move(notice));
    out.set("statement", statement_json(c));
    if (c.notice->hearing_right_told) out.set("hearing", hearing_course(c));
  }
  if (c.proposal) {
    const auto& p = *c.proposal;
    set_text(out, "facts", p.facts);
    set_text(out, "reasons", p.reasons);
    out.set("violated", citations_json(p.violated));
    out.set("basis", citations_json(p.basis));
    Json discretion(Json::Object{});
    if (!p.mitigation_ground.empty()) {
      out.set("mitigation", Json::object({{"ground", p.mitigation_ground}, {"reason", p.mitigation_reason}}));
    }
    // What was typed stands; else the assessment speaks, so that nobody types it again.
    const auto assessed = discretion_words(c);
    set_text(discretion, "benchmark", p.benchmark.empty() ? assessed.benchmark : p.benchmark);
    set_text(discretion, "reasons", !p.benchmark_reason.empty()  ? p.benchmark_reason
                                    : !assessed.reasons.empty() ? assessed.reasons
                                                                : p.reasons);
    out.set("discretion", std::move(discretion));
    out.set("penalties", penalties(p));
    out.set("result", result_text(p));
    const Fen due = p.fine;
    if (due.count > 0) {
      out.set("fine_fen", due.count);
      if (p.illegal_gains.count > 0) out.set("gains_fen", p.illegal_gains.count);
    } else if (p.outcome == "penalty") {
      out.set("performance", Json::object({{"method", "自收到本决定书之日起，按上述决定内容履行。"},
                                           {"term", "收到本决定书之日起十五日内"}}));
    }
  }
  add_counts(out, c);
  if (const Json* payment = source.settings.find("payment")) out.set("payment", *payment);
  Json remedies(Json::Object{});
  if (const Json* set = source.settings.find("remedies")) remedies = *set;
  const std::int64_t review_days = source.item == nullptr ? 60 : source.item->review_days;
  remedies.set("reconsideration_term", days_zh(review_days));
  const bool special = source.item != nullptr && source.item->litigation_days > 0;
  remedies.set("litigation_term", special                   ? days_zh(source.item->litigation_days)
                                  : source.item == nullptr ? std::string("六个月")
                                                            : months_zh(source.item->litigation_months));
  if (source.item != nullptr) set_text(remedies, "reconsideration_first", source.item->reconsideration_first);
  out.set("remedies", std::move(remedies));
  if (c.decision) {
    const auto& d = *c.decision;
    Json decision = Json::object({{"number", d.number}, {"on", d.decided_at.date().text()}});
    if (d.served_at) decision.set("served_on", d.served_at->date().text());
    if (c.proposal) decision.set("content", result_text(*c.proposal));
    out.set("decision", std::move(decision));
  }
  out.set("case_no", c.case_no);
  out.set("case_name", (c.party() ? c.party()->name : std::string()) + c.cause + "案");
  Json contact = Json::object({{"address", source.agency.address}});
  set_text(contact, "phone", source.agency.telephone);
  for (const auto& o : c.officers) {
    if (o.role == "lead") contact.set("person", o.name);
  }
  out.set("contact", std::move(contact));
  out.set("statement_term", kStatementTerm);
  if (c.proposal && c.proposal->outcome != "penalty") {
    const auto& p = *c.proposal;
    Json ground = Json::object({{"citation", p.basis.empty() ? std::string() : p.basis.front()}, {"reasons", p.reasons}});
    if (p.outcome == "not_established") ground.set("not_established", true);
    out.set("ground", std::move(ground));
    if (p.outcome == "no_penalty") out.set("education", kEducation);
  }
  out.set("item", Json::object({{"name", c.item.name}, {"code", c.item.code}}));
  Json officers(Json::Array{});
  for (const auto& o : c.officers) officers.push(Json::object({{"name", o.name}, {"certificate", o.certificate_no}}));
  out.set("officers", std::move(officers));
  return out;
}

}  // namespace mingjing::flow
