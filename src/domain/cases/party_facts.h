// What guards see of each party 「当事人」 and each count 「一项处罚」, of the hearing and of service: plain values like the
// rest of the facts (facts.h). Joint parties are told, heard and served each for themselves; a case with one party and
// one violation has no rows here, its facts say it all.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/cases/case.h"

namespace mingjing::cases {

// A party still in the case.
struct PartyFacts {
  PartyId id;
  std::string name;
  // What is intended for this party: the sum of its counts.
  std::vector<PenaltyKind> kinds;
  Fen fine, illegal_gains, property_value;
  bool has_counts = false;
  std::optional<Told> told;
  bool hearing_right_told = false;
  HearingState hearing = HearingState::none;
  bool hearing_right_due = false;  // flow: catalog, APL 63 by the kind of this party and its sum
  std::string hearing_right_why;   // flow
  std::optional<Date> hearing_request_until, statement_until;
  bool statement_heard = false;  // since it was told
  bool statement_waived = false;
  bool served = false;  // the decision
};

// One count, judged in its own range.
struct CountFacts {
  PartyId party;
  std::string item_id;
  std::string label;  // 周某：对非法占用土地的处罚
  std::vector<PenaltyKind> kinds;
  Fen fine, illegal_gains, property_value;
  bool based = false;      // 有处罚依据
  bool mitigated = false;  // lawful ground and reasons given
  std::optional<Fen> fine_min, fine_max;    // flow: the range of this count's item
  std::vector<PenaltyKind> kinds_possible;  // flow
};

// The hearing under way 「听证」.
struct HearingFacts {
  bool planned = false;  // notified and still to come
  Instant planned_at;
  Instant basis_at;  // when it was notified, or held
  OfficerId host;
  UserId host_user;
  std::string host_name;
  bool host_recused = false;  // 主持人已决定回避
  bool actor_is_host = false;  // flow
  bool to_report = false;  // held, no report yet
  // 本案调查人员: handlers, and whoever took part in inquiry, inspection or evidence.
  std::vector<OfficerId> investigators;
  std::vector<OfficerId> recused;
  std::vector<std::string> recused_names;  // hosts who are no officers
};

// What the body of an act on a hearing says.
struct HearingInput {
  // A party whose notice goes another way, or on another day, than that of the others.
  struct Served {
    std::string name;
    std::string method;
    bool e_service_consent = false;
    bool receipt_recorded = false;
    std::optional<Date> delivered_on;
  };
  std::vector<Served> served_apart;
  OfficerId host;
  std::string host_name;
  bool host_may = true;  // flow: of the agency, and where an account is named, with the role of hearing host
  bool is_public = true;
  bool has_ground = false;  // a ground to hold it in private
  Instant planned_at;
  std::optional<Date> notice_until;  // flow: apl_64_notice, last day on which notice is in time
  std::optional<Date> notified_on;   // date of service of the notice, the last of several; empty: the day of the act
  std::size_t most_agents = 0;       // of one party
  bool minutes = false;
  bool signed_or_noted = false;
};

// What the body says of service beyond the common fields of ActInput.
struct ServiceInput {
  bool of_decision = false;
  PartyKind party_kind = PartyKind::organisation;  // of the one served
  bool recipient_given = false;
  std::string recipient_relation;
  bool place_given = false;
  bool reason_given = false;
  bool left_at_domicile = false;
  bool sent_through = false;    // 受托机关 or 转交单位 named
  bool online_channel = false;  // 互联网复议渠道已告知
  bool ground_given = false;    // of an announcement
  std::optional<Date> announced_until;  // flow: cpl_95_announce
  Date basis_on;                        // no service before this day: the document did not exist
  bool already_served = false;
};

// Was this host's recusal decided on?
bool is_recused(const HearingFacts& hearing, OfficerId host, const std::string& name);

// Parts of `facts_of`: what follows from the case for the parties, the counts and the hearing.
struct Facts;
void fill_party_facts(const Case& from, Facts& facts);
void fill_hearing_facts(const Case& from, Facts& facts);

}  // namespace mingjing::cases
