// SPDX-License-Identifier: Apache-2.0
#include "flow/case_form_facts.h"

#include <algorithm>

#include "base/money.h"
#include "base/text.h"
#include "domain/cases/form.h"
#include "flow/case_form_lookup.h"
#include "flow/case_form_pieces.h"
#include "flow/count_facts.h"
#include "flow/fill_facts.h"
#include "flow/receipt_facts.h"

namespace mingjing::flow {
namespace {

using cases::Act;
using cases::Record;
using cases::title_of_value;

void set_text(Json& json, std::string_view name, std::string_view text) {
  if (!trim(text).empty()) json.set(name, text);
}

std::string time_zh(const Json& data, std::string_view name) {
  const auto at = Instant::parse(data.text(name));
  return at ? at->text_zh() : std::string();
}

// Only where nothing was written at the time of the record.
void fill(Json& json, std::string_view name, std::string_view text) {
  if (json.text(name).empty()) set_text(json, name, text);
}

class Facts {
 public:
  Facts(ports::UnitOfWork& work, const LoadedSource& source, const cases::Case& c, std::string_view template_id,
        const Record* record, PartyId party)
      : work_(work), source_(source), case_(c), template_(template_id), record_(record), party_(party), lookup_(work, c) {}

  Json make() {
    const Date day = record_ != nullptr ? record_->occurred_at.date() : work_.now().date();
    out_ = document_facts(source_.of(case_), day, {}, {});
    whole_case();
    if (template_ == "case_source" || template_ == "no_filing_approval")
      source_register();
    else if (template_ == "filing_approval")
      filing();
    else if (template_ == "on_site_record" || template_ == "inquiry_record")
      minutes();
    else if (template_ == "investigation_report")
      report();
    else if (template_ == "statement_record")
      statement();
    else if (template_ == "discussion_record")
      discussion();
    else if (template_ == "decision_approval")
      approval();
    else if (template_ == "service_receipt" && record_ != nullptr)
      add_receipt_facts(out_, lookup_, case_, *record_, party_);
    else if (template_ == "closing_approval")
      closing();
    else if (record_ != nullptr) {
      if (template_ == "review_submission") summaries();
      add_piece_facts(out_, lookup_, case_, template_, *record_);
    }
    return std::move(out_);
  }

 private:
  void opinions(Json of_officers, Json of_unit_head, Json of_agency_head) {
    out_.set("opinions", opinions_json(std::move(of_officers), std::move(of_unit_head), std::move(of_agency_head)));
  }

  const Record* newest(Act act) const { return lookup_.newest(act); }
  Json officers(const std::vector<OfficerId>& ids) { return lookup_.officers(ids); }
  Json person(UserId id) { return lookup_.person(id); }
  Json opinion(const Record* record, std::string_view field) { return lookup_.opinion(record, field); }

  void whole_case() {
    out_.set("cause", case_.cause);
    set_text(out_, "source", title_of_value(Act::register_clue, "source", case_.source));
    set_text(out_, "source_detail", case_.source_detail);
    set_text(out_, "summary", case_.summary);
    if (case_.discovered_on) out_.set("found_on", case_.discovered_on->text());
    set_text(out_, "found_by", case_.discovered_by);
    Json handlers(Json::Array{});
    for (const auto& o : case_.officers)
      handlers.push(Json::object({{"name", o.name}, {"certificate", o.certificate_no}}));
    out_.set("officers", handlers);
    out_.set("handlers", record_ != nullptr ? officers(record_->officers) : std::move(handlers));
    if (record_ != nullptr) out_.set("recorder", person(record_->by));
    if (const auto* unit = source_.agency.find_unit(case_.unit)) out_.set("unit", Json::object({{"name", unit->name}}));
    if (const auto* party = case_.party()) {
      out_.set("electronic_consent", party->e_service_consent);
      auto shown = *out_.find("party");
      set_text(shown, "phone", party->phone);  // of organisations too: these forms stay inside
      out_.set("party", std::move(shown));
    }
    if (case_.proposal) out_.set("intended", case_.proposal->outcome);
  }

  void source_register() {
    const auto* record = newest(Act::register_clue);
    if (record == nullptr) return;
    out_.set("reported_on", record->occurred_at.date().text());
    out_.set("registrar", person(record->by));
    Json found(Json::Array{});
    for (const auto& piece : case_.evidence) {
      if (piece.before_filing && !piece.excluded) found.push(Json::object({{"name", piece.name}}));
    }
    out_.set("first_evidence", std::move(found));
    const auto* declined = newest(Act::decline_filing);
    auto filing = opinion(newest(Act::file_case), "opinion");
    if (filing.is_null()) filing = opinion(declined, "reason");
    if (declined != nullptr && declined->data.flag("informant_told")) out_.set("informant", "已告知投诉举报人。");
    out_.set("filing", std::move(filing));
  }

  void filing() {
    std::vector<std::string> suspected = case_.proposal ? case_.proposal->violated : std::vector<std::string>{};
    if (suspected.empty() && source_.item) suspected = source_.item->basis;
    Json list(Json::Array{});
    for (const auto& text : suspected) list.push(Json::object({{"citation", text}}));
    out_.set("suspected", std::move(list));
    opinions({}, {}, opinion(newest(Act::file_case), "opinion"));
  }

  void minutes() {
    if (record_ == nullptr) return;
    const Json& data = record_->data;
    const auto began = time_zh(data, "started_at");
    out_.set("began_at", began.empty() ? record_->occurred_at.text_zh() : began);
    set_text(out_, "ended_at", time_zh(data, "ended_at"));
    set_text(out_, "place", data.text("place"));
    set_text(out_, "text", data.text("text"));
    set_text(out_, "refusal_note", data.text("refusal_note"));
    for (const char* name : {"witness", "witness_unit", "present", "recording", "absence_reason"})
      set_text(out_, name, data.text(name));
    if (!data.text("recorder").empty()) out_.set("recorder", Json::object({{"name", data.text("recorder")}}));
    out_.set("certificate_shown", record_->certificate_shown || data.flag("certificate_shown"));
    out_.set("rights_told", data.flag("rights_told"));
    out_.set("confirmed", data.flag("signed"));
    out_.set("party_present", data.flag("party_present"));
    if (record_->act == Act::record_inquiry)
      out_.set("subject", subject(data));
    else
      out_.set("attached", taken_there());
  }

  // Who was asked; of the party itself what the case knows.
  Json subject(const Json& data) const {
    const std::string name(trim(data.text("subject")));
    Json out = Json::object(
        {{"name", name}, {"role", title_of_value(Act::record_inquiry, "subject_role", data.text("subject_role"))}});
    set_text(out, "sex", title_of_value(Act::record_inquiry, "subject_sex", data.text("subject_sex")));
    set_text(out, "post", data.text("subject_post"));
    const auto secret = [&](std::string_view member, std::string_view fact) {
      const auto found = record_->secrets.find(std::string(member));
      if (found != record_->secrets.end()) set_text(out, fact, found->second);
    };
    secret("subject_citizen_no", "citizen_id");
    secret("subject_phone", "phone");
    secret("subject_address", "address");
    const auto* party = case_.party();
    if (party == nullptr) return out;
    const bool natural = party->kind == cases::PartyKind::natural;
    if (natural && name == party->name) {
      fill(out, "citizen_id", party->citizen_no);
      fill(out, "birth", party->birth_date);
      fill(out, "phone", party->phone);
      fill(out, "address", party->address);
    } else if (!natural && name == party->legal_representative) {
      const bool business = party->kind == cases::PartyKind::individual_business;
      fill(out, "post", party->name + (business ? "经营者" : "法定代表人"));
    }
    return out;
  }

  // Evidence taken on the day of the visit.
  Json taken_there() const {
    Json out(Json::Array{});
    for (const auto& piece : case_.evidence) {
      if (!piece.excluded && piece.obtained_at.date() == record_->occurred_at.date()) {
        out.push(Json::object({{"name", piece.name}}));
      }
    }
    return out;
  }

  void report() {
    if (case_.proposal) {
      const auto& p = *case_.proposal;
      set_text(out_, "benchmark_reason", p.benchmark_reason);
      if (!p.mitigation_ground.empty()) {
        out_.set("mitigation", Json::object({{"ground", p.mitigation_ground}, {"reason", p.mitigation_reason}}));
      }
    }
    const auto* record = newest(Act::conclude_investigation);
    if (record == nullptr) return;
    set_text(out_, "report", record->data.text("report"));
    out_.set("handlers", officers(record->officers));
    Json steps(Json::Array{});
    for (const auto& r : case_.records) {
      if (r.occurred_at > record->occurred_at) continue;
      std::string text;
      if (r.act == Act::record_on_site) text = "到" + r.data.text("place") + "现场检查并制作笔录";
      if (r.act == Act::record_inquiry) text = "询问" + r.data.text("subject") + "并制作笔录";
      if (!text.empty()) steps.push(Json::object({{"on", r.occurred_at.date().text()}, {"text", text}}));
    }
    out_.set("steps", std::move(steps));
  }

  // A form of one party's: only that one is spoken of.
  void only(std::string_view party_id) {
    for (const auto& party : case_.parties) {
      if (party.id.text() != party_id) continue;
      auto shown = party_facts(party);
      set_text(shown, "phone", party.phone);
      out_.set("party", std::move(shown));
      out_.set("several", false);
    }
  }

  void statement() {
    // A notice served again is another notice: an earlier statement was not about it.
    if (record_ == nullptr || (case_.notice && record_->occurred_at < case_.notice->served_at))
      out_.set("notice", Json());
    if (record_ == nullptr) return;
    only(record_->data.text("party_id"));
    out_.set("heard_at", record_->occurred_at.text_zh());
    set_text(out_, "text", record_->data.text("text"));
    set_text(out_, "answer", record_->data.text("review_opinion"));
    set_text(out_, "adopted", title_of_value(Act::hear_statement, "adopted", record_->data.text("adopted")));
  }

  void discussion() {
    const bool of_these_facts = record_ != nullptr && record_ == newest(Act::hold_collective_discussion) &&
                                case_.proposal && case_.discussed_version == case_.proposal->substance_version;
    if (!of_these_facts) {
      for (const char* name : {"facts", "result"}) out_.set(name, Json());
    }
    if (record_ == nullptr) return;
    const Json& data = record_->data;
    out_.set("held_at", record_->occurred_at.text_zh());
    for (const char* name : {"place", "host", "attendees", "conclusion"}) set_text(out_, name, data.text(name));
    out_.set("recorder", Json::object({{"name", data.text("recorder")}}));
    if (const Json* members = data.find("members")) out_.set("members", *members);
    if (const Json* absent = data.find("absent")) out_.set("absent", *absent);
    set_text(out_, "discussed", title_of_value(record_->act, "outcome", data.text("outcome")));
    if (of_these_facts) out_.set("review", review());
  }

  Json review() const {
    Json out(Json::Object{});
    const auto* last = case_.last_review();
    if (last == nullptr || !last->decided_at) return out;
    out.set("conclusion", cases::kReviewOutcomes[static_cast<std::size_t>(last->outcome)].zh);
    const bool outside = last->body == "outside";  // the paper is theirs, under their number
    set_text(out, "by", outside ? last->body_name + "（" + last->reviewer_name + "，" + last->opinion_no + "）"
                                : last->reviewer_name);
    out.set("on", last->decided_at->date().text());
    return out;
  }

  void approval() {
    if (const auto* record = newest(Act::conclude_investigation)) {
      out_.set("investigation_concluded_on", record->occurred_at.date().text());
    }
    summaries();
    if (case_.proposal) out_.set("proposal", result_text(*case_.proposal));
    auto reviewed = review();
    reviewed.set("required", facts_now(work_, case_).review_required);
    out_.set("review", std::move(reviewed));
    if (const auto* record = newest(Act::hold_collective_discussion)) {
      out_.set("discussion", Json::object({{"conclusion", record->data.text("conclusion")},
                                           {"on", record->occurred_at.date().text()}}));
    }
    opinions(opinion(newest(Act::submit_for_approval), "opinion"), opinion(newest(Act::review_by_unit), "opinion"),
             opinion(newest(Act::decide), "opinion"));
  }

  void summaries() {
    set_text(out_, "statement_summary", statement_summary());
    if (case_.hearing != cases::HearingState::none) {
      out_.set("hearing_summary", cases::kHearingStates[static_cast<std::size_t>(case_.hearing)].zh);
    }
  }

  std::string statement_summary() const {
    if (!case_.notice) return {};
    std::string out = case_.notice->served_at.date().text_zh() + "送达告知书。";
    const auto* record = newest(Act::hear_statement);
    if (record == nullptr || record->occurred_at < case_.notice->served_at) return out;
    if (record->data.text("result") != "made") {
      return out + "当事人" + title_of_value(Act::hear_statement, "result", record->data.text("result")) + "。";
    }
    out += "当事人提出：" + record->data.text("text");
    const auto answer = record->data.text("review_opinion");
    return answer.empty() ? out : out + "\n复核意见：" + answer;
  }

  void closing() {
    if (case_.decision) {
      const auto& d = *case_.decision;
      if (d.served_at) out_.set("served_on", d.served_at->date().text());
      set_text(out_, "performance_status", performance(d));
    }
    const auto* record = newest(Act::close_case);
    if (record != nullptr) out_.set("closing_reason", title_of_value(Act::close_case, "reason", record->data.text("reason")));
    opinions({}, {}, opinion(record, "summary"));
  }

  std::string performance(const cases::Decision& d) const {
    if (d.outcome != "penalty") return "没有需要履行的处罚内容。";
    std::string out;
    if (d.fine.count > 0) {
      out = "应缴罚款 " + format_yuan(d.fine) + " 元，已缴 " + format_yuan(d.paid) + " 元。";
    }
    for (const auto& record : case_.records) {
      if (record.act != Act::record_performance_update) continue;
      out += Date::parse(record.data.text("on")).value_or(record.occurred_at.date()).text_zh() + "：" +
             title_of_value(Act::record_performance_update, "state", record.data.text("state")) + "。" +
             record.data.text("note");
    }
    return out;
  }

  ports::UnitOfWork& work_;
  const LoadedSource& source_;
  const cases::Case& case_;
  std::string_view template_;
  const Record* record_;
  PartyId party_;
  FormLookup lookup_;
  Json out_;
};

}  // namespace

Json case_form_facts(ports::UnitOfWork& work, const LoadedSource& source, const cases::Case& enforcement_case,
                     std::string_view template_id, const cases::Record* record, PartyId party) {
  return Facts(work, source, enforcement_case, template_id, record, party).make();
}

}  // namespace mingjing::flow
