// SPDX-License-Identifier: Apache-2.0
#include "flow/read_publication.h"

#include <algorithm>

#include "base/text.h"
#include "domain/disclosure/grounds.h"
#include "domain/supervision/light.h"
#include "flow/leak_findings.h"
#include "flow/public_model.h"

namespace mingjing::flow {
namespace {

using cases::Publication;
using disclosure::Difference;

// Original and public text of one paragraph, each in pieces; a piece with `n` is a difference.
void paragraph(JsonWriter& out, const disclosure::TextUnit& unit, const std::vector<Difference>& all, std::size_t index) {
  out.open_object().member("where", unit.where);
  for (const bool original : {true, false}) {
    out.key(original ? "original" : "public").open_array();
    std::size_t at = 0;
    const auto piece = [&](const std::string& text, std::size_t n) {
      if (text.empty()) return;
      out.open_object().member("text", text);
      if (n != 0) out.member("n", static_cast<std::int64_t>(n));
      out.close_object();
    };
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (all[i].unit != index) continue;
      piece(unit.text.substr(at, all[i].begin - at), 0);
      piece(original ? unit.text.substr(all[i].begin, all[i].end - all[i].begin) : all[i].replacement, i + 1);
      at = all[i].end;
    }
    piece(unit.text.substr(at), 0);
    out.close_array();
  }
  out.close_object();
}

void comparison(JsonWriter& out, const documents::DocumentModel& original, const disclosure::Masked& masked) {
  const auto units = disclosure::text_units(original);
  const auto differs = [&](std::size_t unit) {
    return std::any_of(masked.differences.begin(), masked.differences.end(), [&](const auto& d) { return d.unit == unit; });
  };
  out.key("paragraphs").open_array();
  for (std::size_t i = 0; i < units.size(); ++i) {
    // The numbers of listed paragraphs stand after all text, apart from what they number: shown only where one was masked.
    if (units[i].text.empty() || (units[i].where == disclosure::kLabelPlace && !differs(i))) continue;
    paragraph(out, units[i], masked.differences, i);
  }
  out.close_array().key("differences").open_array();
  for (std::size_t i = 0; i < masked.differences.size(); ++i) {
    const auto& d = masked.differences[i];
    out.open_object().member("n", static_cast<std::int64_t>(i + 1)).member("where", units[d.unit].where);
    out.member("removed", units[d.unit].text.substr(d.begin, d.end - d.begin)).member("replacement", d.replacement);
    out.member("rule", d.rule).member("name", d.name).member("citation", d.citation).close_object();
  }
  out.close_array();
}

void display(JsonWriter& out, const cases::Case& c, const Publication& publication) {
  const auto term = display_of(c);
  out.key("display").open_object().member("severity", disclosure::to_string(term.severity));
  out.member("severity_name", term.severity_name).member("from", term.from.text());
  out.member("repair_from", term.repair_from.text()).member("until", term.until.text());
  if (const auto set = publication.model.text("display_until"); !set.empty()) out.member("set_until", set);
  if (publication.shown_until) out.member("shown_until", publication.shown_until->text());
  out.member("citation", term.citation).member("working", term.working).key("channels").open_array();
  for (const auto& channel : term.channels) {
    out.open_object().member("id", channel.id).member("name", channel.name).key("shown").value(channel.shown);
    if (channel.shown) out.member("until", channel.until.text());
    out.member("citation", channel.citation).close_object();
  }
  out.close_array().close_object();
}

void obligations(JsonWriter& out, const cases::Case& c, const Services& services, Date today) {
  const auto working = [&](Date from, Date to) { return services.calendar->working_days_between(from, to); };
  out.key("obligations").open_array();
  for (const auto& o : c.obligations) {
    if (o.rule != cases::rule::publish && o.rule != cases::rule::withdraw && o.rule != cases::rule::publish_performance) {
      continue;
    }
    const auto view = supervision::light(o, today, *services.limits, working);
    out.open_object().member("rule", o.rule).member("name", o.name_zh).member("due", o.due.text());
    out.member("light", supervision::to_string(view.light)).member("words", view.words).member("citation", o.citation);
    if (o.fulfilled_on) out.member("fulfilled_on", o.fulfilled_on->text());
    out.close_object();
  }
  out.close_array();
}

void history(JsonWriter& out, const cases::Case& c) {
  out.key("history").open_array();
  for (const auto& past : c.past_publications) {
    const auto* reason = disclosure::takedown_reason(past.publication.takedown_reason);
    out.open_object().member("id", past.id.text()).member("replaced_by", past.replaced_by.text());
    out.member("ended_at", past.ended_at.text()).member("reason", past.publication.takedown_reason);
    out.member("reason_name", reason == nullptr ? std::string_view() : reason->name).close_object();
  }
  out.close_array();
}

void standing(JsonWriter& out, const cases::Case& c, const Publication& publication) {
  const auto state = static_cast<std::size_t>(publication.state);
  out.member("state", cases::kPublicationStates[state].id).member("state_name", cases::kPublicationStates[state].zh);
  out.key("correction").value(c.correction.has_value());
  out.member("number", c.decision->number).member("decided_on", c.decision->decided_at.date().text());
  out.member("public_id", (publication.id.is_nil() ? c.decision->id : publication.id).text());
  if (!publication.replaces.is_nil()) out.member("replaces", publication.replaces.text());
  if (!publication.correction_reason.empty()) out.member("correction_reason", publication.correction_reason);
  if (!publication.hidden.empty()) out.member("hide", publication.hidden);
  if (!publication.proposed_by.is_nil()) {
    out.member("proposed_by", publication.proposed_by.text()).member("proposed_at", publication.proposed_at.text());
  }
  if (publication.returned_at) {
    out.member("return_reason", publication.return_reason).member("returned_at", publication.returned_at->text());
  }
  if (publication.approved_at) {
    out.member("approved_by", publication.approved_by.text()).member("approved_at", publication.approved_at->text());
  }
  const auto* reason = disclosure::takedown_reason(publication.takedown_reason);
  if (reason != nullptr) {
    out.member("takedown_reason", publication.takedown_reason).member("takedown_reason_name", reason->name);
    out.member("takedown_text", publication.takedown_text);
  }
  if (const auto* ground = disclosure::withholding_ground(publication.ground)) {
    out.member("ground", publication.ground).member("ground_name", ground->name).member("ground_citation", ground->citation);
  }
}

void head(JsonWriter& out, const disclosure::Publication& described) {
  out.key("public").open_object().member("title", described.title).member("party", described.party_name);
  out.member("cause", described.cause).member("facts", described.facts).member("result", described.result_text);
  out.member("amount_fen", described.amount.count).member("remedy", described.remedy).close_object();
}

}  // namespace

Result<std::string> publication_json_of(ReadUnit& unit, const Services& services, const cases::Case& c,
                                        std::int64_t version) {
  if (!c.decision || !c.proposal || c.party() == nullptr) {
    return refuse(ErrorCode::not_found, "本案还没有作出决定，没有需要公示的内容。");
  }
  const Json no_body(Json::Object{});
  ActContext context{unit, services, cases::Act::propose_publication, no_body, c};
  context.input.occurred_at = unit.now();
  const Publication& publication = c.correction ? *c.correction : c.publication;
  JsonWriter out;
  out.open_object().member("id", c.id.text()).member("version", version);
  standing(out, c, publication);
  display(out, c, publication);
  obligations(out, c, services, unit.today());
  history(out, c);
  const auto original = decided_model(context);
  auto masked = mask_decision(context, publication);
  if (!masked) {
    const auto& error = masked.error();
    out.key("not_publishable").open_object().member("message", error.message);
    out.member("citation", error.reasons.empty() ? std::string() : error.reasons.front().citation).close_object();
    out.key("paragraphs").open_array().close_array().key("differences").open_array().close_array();
    out.key("findings").open_array().close_array().close_object();
    return out.take();
  }
  comparison(out, original, *masked);
  // What stands committed is what would be published; the rules may have moved on since it was proposed.
  if (const auto id = DocumentId::parse(publication.model.text("document"))) {
    const auto stored = unit.body(id->uuid());
    out.member("document", id->text());
    out.key("as_committed").value(stored == canonical(documents::to_json(masked->model)));
  }
  auto described = describe_publication(context, publication, masked->model, {});
  if (!described) return tl::make_unexpected(std::move(described.error()));
  const auto text = disclosure::readable_text(*described);
  write_findings(out, publication.leaks, text, disclosure::leak_scan(text, leak_scope(context, masked->values)));
  head(out, *described);
  out.close_object();
  return out.take();
}

}  // namespace mingjing::flow
