// What follows from a case for its parties, its counts and its hearing.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "domain/cases/decision_service.h"
#include "domain/cases/facts.h"
#include "domain/cases/procedure.h"
#include "domain/cases/share.h"

namespace mingjing::cases {

namespace {

// The party's own limit, or that of the whole case.
const Obligation* limit_of(const Case& from, std::string_view rule, const std::string& party) {
  if (const Obligation* own = from.obligation(rule, party)) return own;
  const Obligation* newest = from.obligation(rule);
  return newest != nullptr && newest->subject.empty() ? newest : nullptr;
}

PartyFacts party_facts(const Case& from, const Party& party) {
  PartyFacts out;
  out.id = party.id;
  out.name = party.name;
  if (from.proposal) {
    const auto& counts = from.proposal->counts;
    out.has_counts =
        std::any_of(counts.begin(), counts.end(), [&](const Count& count) { return count.party == party.id; });
    auto share = share_of(*from.proposal, party.id);
    out.kinds = std::move(share.kinds);
    out.fine = share.fine;
    out.illegal_gains = share.illegal_gains;
    out.property_value = share.property_value;
  }
  const std::string subject = party.id.text();
  if (const Told* told = from.notice ? from.notice->of(party.id) : nullptr) {
    out.told = *told;
    out.hearing = told->hearing;
    out.hearing_right_told = told->hearing != HearingState::none;
    if (const auto* limit = limit_of(from, rule::request_hearing, subject)) out.hearing_request_until = limit->due;
    if (const auto* limit = limit_of(from, rule::statement, subject)) out.statement_until = limit->due;
  }
  // What was said to an earlier notice does not count.
  if (from.notice) {
    const Instant since = out.told ? out.told->served_at : from.notice->served_at;
    for (const Statement& statement : from.statements) {
      if (statement.party != party.id || statement.heard_at < since) continue;
      out.statement_heard = true;
      out.statement_waived = statement.result == "waived";
    }
  }
  out.served = std::any_of(from.services.begin(), from.services.end(), [&](const Service& service) {
    return serves_decision(from, service) && service.party == party.id && service.delivered_at.has_value();
  });
  return out;
}

CountFacts count_facts(const Case& from, const Count& count) {
  const Party* party = from.party(count.party);
  CountFacts out;
  out.party = count.party;
  out.item_id = count.item_id;
  out.label = (party == nullptr ? std::string("未列明的当事人") : party->name) + "：" +
              (count.item_name.empty() ? "这一项" : count.item_name);
  out.kinds = count.kinds;
  out.fine = count.fine;
  out.illegal_gains = count.illegal_gains;
  out.property_value = count.property_value;
  out.based = !count.basis.empty();
  out.mitigated = !count.mitigation_ground.empty() && !count.mitigation_reason.empty();
  return out;
}

// Service by announcement takes longer than the seven days: beginning it in time is enough (a reading, DOMAIN 10.17).
bool duty_met(const Case& from, const Party& party) {
  return std::any_of(from.services.begin(), from.services.end(), [&](const Service& service) {
    return serves_decision(from, service) && service.party == party.id &&
           (service.delivered_at || service.method == "announcement");
  });
}

}  // namespace

bool is_recused(const HearingFacts& hearing, OfficerId host, const std::string& name) {
  const auto among = [](const auto& list, const auto& one) {
    return std::find(list.begin(), list.end(), one) != list.end();
  };
  return host.is_nil() ? among(hearing.recused_names, name) : among(hearing.recused, host);
}

void fill_party_facts(const Case& from, Facts& facts) {
  const auto present = from.present_parties();
  // Also when only one of several is left: what the others were told or said is not about him.
  const bool joint = from.parties.size() > 1 || (from.proposal && !from.proposal->counts.empty());
  const bool penalty = from.proposal && from.proposal->outcome == "penalty";
  for (const Party* party : present) {
    PartyFacts row = party_facts(from, *party);
    const bool punished = penalty && (!row.has_counts || !row.kinds.empty());
    facts.parties_unheard += punished && !row.statement_heard ? 1 : 0;
    if (from.decision && !from.decision->served_at) {
      facts.parties_unserved += row.served ? 0 : 1;
      facts.service_duty_met = facts.service_duty_met && duty_met(from, *party);
    }
    if (joint) facts.parties.push_back(std::move(row));
  }
  if (!from.proposal) return;
  for (const Count& count : from.proposal->counts) facts.counts.push_back(count_facts(from, count));
}

void fill_hearing_facts(const Case& from, Facts& facts) {
  HearingFacts& out = facts.hearing_facts;
  for (const CaseOfficer& officer : from.officers) out.investigators.push_back(officer.id);
  for (const Record& record : from.records) {
    const bool investigates = record.act == Act::record_inquiry || record.act == Act::record_on_site ||
                              record.act == Act::add_evidence || record.act == Act::take_sample ||
                              record.act == Act::preserve_evidence || record.act == Act::conclude_investigation;
    if (investigates) out.investigators.insert(out.investigators.end(), record.officers.begin(), record.officers.end());
  }
  out.recused = from.recused;
  for (const Recusal& row : from.recusals) {
    if (row.subject == "hearing_host" && row.verdict == Verdict::granted) {
      if (row.officer.is_nil()) out.recused_names.push_back(row.name);
      else out.recused.push_back(row.officer);
    }
  }
  for (const Hearing& hearing : from.hearings) {
    const bool planned = hearing.outcome.empty();
    const bool to_report = hearing.outcome == "held" && !hearing.reported_at;
    if (!planned && !to_report) continue;
    out.planned = planned;
    out.to_report = to_report;
    out.planned_at = hearing.planned_at;
    out.basis_at = hearing.held_at.value_or(hearing.notified_at);
    out.host = hearing.host;
    out.host_user = hearing.host_user;
    out.host_name = hearing.host_name;
  }
  out.host_recused = is_recused(out, out.host, out.host_name);
}

}  // namespace mingjing::cases
