// SPDX-License-Identifier: Apache-2.0
#include "flow/discretion_of_case.h"

#include <algorithm>
#include <array>

#include "domain/cases/form.h"
#include "domain/catalog/discretion_proposal.h"
#include "domain/catalog/item.h"
#include "domain/identity/check_digits.h"

namespace mingjing::flow {
namespace {

using cases::Case;
using cases::DiscretionChoice;

const catalog::DiscretionBook& book() { return catalog::DiscretionBook::built_in(); }

constexpr std::size_t kAlsoMax = 10;  // provisions compared at once

// What the engine asks for, from what was chosen and what is known of the party.
catalog::DiscretionFacts facts_from(const Case& c, const DiscretionChoice& choice, Date day) {
  catalog::DiscretionFacts out;
  out.item = choice.item_code;
  out.act_ended_on = choice.act_ended_on;
  out.decided_on = day;
  const auto* party = c.party(choice.party);
  if (party != nullptr && party->kind == cases::PartyKind::natural) {
    out.party = catalog::PartyType::natural_person;
    if (const auto born = Date::parse(party->birth_date)) out.age = identity::full_years(*born, choice.act_ended_on);
  }
  out.facts.insert(choice.facts.begin(), choice.facts.end());
  out.taken.insert(choice.taken.begin(), choice.taken.end());
  if (const auto* measures = choice.measures.as_object()) {
    for (const auto& [id, value] : *measures) out.measures[id] = value.as_int() ? *value.as_int() : -1;
  }
  return out;
}

// The first name in the list that stands there twice or more.
std::string doubled(std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  const auto at = std::adjacent_find(names.begin(), names.end());
  return at == names.end() ? std::string{} : *at;
}

std::vector<std::string> texts(const Json::Array& items) {
  std::vector<std::string> out;
  for (const auto& item : items) {
    if (item.as_string() != nullptr) out.push_back(*item.as_string());
  }
  return out;
}

Result<std::string> item_code_of(ports::UnitOfWork& work, const Case& c, const std::string& item_id) {
  if (item_id.empty()) {
    if (c.item.code.empty()) return invalid("本案还没有选定执法事项，请先选定。", "item_id");
    return c.item.code;
  }
  const auto id = ItemId::parse(item_id);
  const auto stored = id ? work.load(ports::kind::item, id->uuid()) : std::nullopt;
  if (!stored) return invalid("没有这个执法事项，请从事项清单中选择。", "item_id");
  return catalog::item_from_parts(*id, stored->parts).code;
}

// One penalty that is intended: for a party, under an item.
struct Intended {
  PartyId party;
  std::string item_code;
  Fen fine;
  std::string mitigation_ground, mitigation_reason;
};
std::vector<Intended> intended_in(const Case& c) {
  std::vector<Intended> out;
  if (!c.proposal) return out;
  const auto& p = *c.proposal;
  for (const auto& count : p.counts) {
    out.push_back({count.party, count.item_code.empty() ? c.item.code : count.item_code, count.fine,
                   count.mitigation_ground, count.mitigation_reason});
  }
  if (out.empty() && c.party() != nullptr) {
    out.push_back({c.party()->id, c.item.code, p.fine, p.mitigation_ground, p.mitigation_reason});
  }
  return out;
}

const DiscretionChoice* choice_for(const Case& c, const Intended& one) {
  const auto at = std::find_if(c.discretion.begin(), c.discretion.end(), [&](const DiscretionChoice& choice) {
    return choice.party == one.party && choice.item_code == one.item_code;
  });
  return at == c.discretion.end() ? nullptr : &*at;
}

bool has_standard(const Case& c, const std::string& item, Date day) {
  return book().find(item, day) != nullptr ||
         (c.violation_ended_on && book().find(item, *c.violation_ended_on) != nullptr);
}

catalog::DiscretionProposal proposal_of(const Case& c, const Intended& one, const DiscretionChoice& choice) {
  catalog::DiscretionProposal out;
  out.no_penalty = c.proposal->outcome == "no_penalty";
  out.fine = one.fine;
  out.ground = out.no_penalty ? choice.no_penalty_ground : one.mitigation_ground;
  out.reasons = out.no_penalty || one.mitigation_reason.empty() ? choice.reasons : one.mitigation_reason;
  if (!choice.deviation_reason.empty()) {
    out.deviation = catalog::Deviation{choice.deviation_reason, choice.deviation_proposed_by.text(),
                                       choice.deviation_approved_at ? choice.deviation_approved_by.text() : ""};
  }
  return out;
}

// Does the law of today still lead where it led when the assessment was made?
bool same_result(const Json& stored, const Json& now) {
  constexpr std::array<std::string_view, 7> kResults{"outcome",   "standard",    "band",     "step",
                                                     "statutory", "recommended", "mitigated"};
  return std::all_of(kResults.begin(), kResults.end(), [&](std::string_view name) {
    const Json *before = stored.find(name), *after = now.find(name);
    return before == nullptr || after == nullptr ? before == after : *before == *after;
  });
}

}  // namespace

Result<Assessed> assess_body(ports::UnitOfWork& work, const Case& c, const Json& body, Date day) {
  Assessed out;
  auto& choice = out.choice;
  if (const auto text = body.text("party_id"); !text.empty()) {
    const auto id = PartyId::parse(text);
    if (!id || c.party(*id) == nullptr) return invalid("本案没有这名当事人，请重新选择。", "party_id");
    choice.party = *id;
  } else {
    const auto present = c.present_parties();
    if (present.size() != 1) return invalid("请选择对哪一名当事人作裁量。", "party_id");
    choice.party = present.front()->id;
  }
  auto code = item_code_of(work, c, body.text("item_id"));
  if (!code) return refuse(Error(code.error()));
  choice.item_code = std::move(*code);
  const auto ended = Date::parse(body.text("act_ended_on"));
  if (ended && c.violation_ended_on && *ended != *c.violation_ended_on && body.text("item_id").empty()) {
    return invalid("与案件登记的违法行为终了日期不同。请核对；登记有误的，先更正案件事实。", "act_ended_on");
  }
  choice.act_ended_on = ended.value_or(c.violation_ended_on.value_or(day));
  choice.facts = texts(body.items("facts"));
  choice.taken = texts(body.items("taken"));
  choice.measures = Json(Json::Object{});
  std::vector<std::string> measured;
  for (const auto& measure : body.items("measures")) {
    measured.push_back(measure.text("id"));
    choice.measures.set(measure.text("id"), measure.integer("value"));
  }
  if (const auto twice = doubled(measured); !twice.empty())
    return invalid("“" + twice + "”填写了不止一次，请合并。", "measures");
  choice.no_penalty_ground = body.text("no_penalty_ground");
  choice.reasons = body.text("reasons");
  choice.deviation_reason = body.text("deviation_reason");
  auto found = catalog::assess(book(), facts_from(c, choice, day));
  if (!found) return refuse(Error(found.error()));
  out.assessment = std::move(*found);
  choice.assessment = catalog::to_json(out.assessment);
  choice.substance_version = c.proposal ? c.proposal->substance_version : 0;
  return out;
}

void judge_discretion(const Case& c, Date day, cases::Facts& facts) {
  auto& standing = facts.discretion;
  for (const auto& one : intended_in(c)) {
    if (!has_standard(c, one.item_code, day)) continue;
    standing.standard = true;
    const auto* choice = choice_for(c, one);
    if (choice == nullptr) {
      standing.assessed = false;
      continue;
    }
    const auto now = catalog::assess_again(book(), facts_from(c, *choice, day));
    if (!now) {
      const auto& error = now.error();
      standing.faults.insert(standing.faults.end(), error.reasons.begin(), error.reasons.end());
      continue;
    }
    const bool own_item = c.proposal->counts.empty() && c.violation_ended_on.has_value();
    if (own_item && *c.violation_ended_on != choice->act_ended_on) standing.stale = true;
    if (!same_result(choice->assessment, catalog::to_json(*now))) standing.stale = true;
    if (c.proposal->outcome == "not_established") continue;
    if (const auto held = catalog::check_proposal(*now, proposal_of(c, one, *choice)); !held) {
      standing.faults.insert(standing.faults.end(), held.error().reasons.begin(), held.error().reasons.end());
    }
  }
  // An assessment names the benchmark; nobody need type it again.
  if (standing.standard && standing.assessed && !standing.stale) facts.benchmark_or_reason = true;
}

DiscretionWords discretion_words(const Case& c) {
  DiscretionWords out;
  for (const auto& choice : c.discretion) {
    const Json& a = choice.assessment;
    std::string who;
    if (c.discretion.size() > 1) {
      const auto* party = c.party(choice.party);
      who = (party == nullptr ? std::string{} : party->name) + "（" + choice.item_code + "）：";
    }
    const auto* standard = book().find(choice.item_code, choice.assessed_at.date());
    const std::string name = standard == nullptr ? std::string{} : "“" + standard->name + "”";
    out.benchmark += (out.benchmark.empty() ? "" : "；") + who + name + "裁量基准，" + a.text("summary");
    std::string rules;
    for (const auto& row : a.items("applied")) {
      rules += (rules.empty() ? "" : "；") + row.text("rule");
      if (const auto value = row.text("value"); !value.empty()) rules += "，" + value;
      if (const auto citation = row.text("citation"); !citation.empty()) rules += "（" + citation + "）";
    }
    if (!choice.deviation_reason.empty()) rules += "；偏离基准的理由：" + choice.deviation_reason;
    if (!choice.reasons.empty()) rules += "；" + choice.reasons;
    out.reasons += (out.reasons.empty() ? "" : "。") + who + rules;
  }
  if (!out.reasons.empty()) out.reasons += "。";
  return out;
}

Result<std::string> discretion_preview_json(ports::UnitOfWork& work, const Case& c, const Json& body, Date day) {
  if (body.as_object() == nullptr) return invalid("请填写裁量情节。");
  Json own = body;
  std::erase_if(*own.as_object(), [](const Json::Member& member) { return member.first == "also"; });
  const auto checked = [&](const Json& one) -> Result<Assessed> {
    if (auto valid = cases::validate(cases::form_of(cases::Act::assess_discretion), one); !valid) {
      return refuse(Error(valid.error()));
    }
    return assess_body(work, c, one, day);
  };
  const auto first = checked(own);
  if (!first) return refuse(Error(first.error()));
  std::vector<catalog::Assessment> all;
  Json rows(Json::Array{});
  const auto& others = body.items("also");
  if (others.size() > kAlsoMax) return invalid("一次最多比较十个事项，请分次比较。", "also");
  for (const auto& one : others) {
    auto assessed = checked(one);
    if (!assessed) return refuse(Error(assessed.error()));
    rows.push(std::move(assessed->choice.assessment));
    all.push_back(std::move(assessed->assessment));
  }
  Json out = Json::object({{"item_code", first->choice.item_code}, {"assessment", first->choice.assessment}});
  if (!all.empty()) {
    all.insert(all.begin(), first->assessment);
    out.set("also", std::move(rows));
    if (const auto highest = catalog::highest_fine(all)) {
      out.set("highest_fine", Json::object({{"item_code", all[highest->index].item},
                                            {"why", highest->why},
                                            {"citation", highest->citation}}));
    }
  }
  if (c.proposal && c.proposal->outcome != "not_established") {
    for (const auto& one : intended_in(c)) {
      if (one.party != first->choice.party || one.item_code != first->choice.item_code) continue;
      const auto held = catalog::check_proposal(first->assessment, proposal_of(c, one, first->choice));
      Json reasons(Json::Array{});
      if (!held) {
        for (const auto& reason : held.error().reasons) {
          reasons.push(Json::object({{"code", reason.code}, {"message", reason.message}, {"citation", reason.citation}}));
        }
      }
      Json proposal = Json::object({{"fine_fen", one.fine.count}, {"within", held.has_value()}, {"reasons", std::move(reasons)}});
      if (held) {
        proposal.set("standing", catalog::zh(held->standing));
        proposal.set("explanation", held->explanation);
        proposal.set("citation", held->citation);
      }
      out.set("proposal", std::move(proposal));
    }
  }
  return to_text(out);
}

}  // namespace mingjing::flow
