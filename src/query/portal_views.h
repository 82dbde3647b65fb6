// What the public sees, as plain structs: what pages, feeds and lists are rendered from. They hold only what was
// approved for publication; the case database is not read for them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "query/portal_lists.h"

namespace mingjing::query {

// 依据: `text` is what people read, 《土地管理法》第七十七条第一款.
struct PortalBasis {
  std::string text;
};

// A span of a document paragraph; `masked` ones stand in the place of something removed by law.
struct PortalSpan {
  std::string text;
  bool masked = false;
};
enum class ParagraphKind { body, flush, heading, head, number, right };
struct PortalParagraph {
  ParagraphKind kind = ParagraphKind::body;
  std::vector<PortalSpan> spans;
};

struct PortalFile {
  std::string name, sha256;
  std::int64_t size = 0;
};

// 公开更新: performance, remedy outcome. `json` are the exact bytes served.
struct PortalUpdate {
  std::int64_t n = 0;
  std::string on;  // the civil day it speaks of
  std::string text;
  std::string json;
  std::int64_t pos = 0;
};

// One row of a list.
struct PortalRow {
  std::int64_t rowid = 0;  // grows with the log position: newest first is highest first
  std::string id, number, agency_uscc, agency, act_type, party, cause, result, decided_on;
  std::string excerpt;  // the facts, at most kExcerptChars of them: lists cut out what a search found
  Instant published_at;
  std::string title() const { return party.empty() ? cause : party + cause; }
};

struct PortalDecision {
  PortalRow row;
  std::string party_kind;  // natural_person, organisation …
  std::string party_uscc;  // of organisations only
  std::string procedure;
  std::string facts, remedy;
  std::int64_t amount_fen = 0;  // money due: fines and confiscated gains
  std::vector<PortalBasis> violated, basis;
  std::vector<PortalParagraph> document;
  std::vector<PortalFile> files;
  std::vector<PortalUpdate> updates;
  std::string display_until;  // 公示至, empty when not limited
  std::int64_t seq = 0;       // the agency's own count of publications
  std::int64_t pos = 0;       // log position
  std::string digest;         // sha256:… as the log entry says
  std::string json, proof;
  std::int64_t masked_spans() const;
};

// 撤下说明: what is left after a takedown. No party, no facts.
struct PortalTombstone {
  std::string id, number, agency, act_type, decided_on, published_on, taken_down_on;
  std::string reason;  // changed, revoked, … (CONTRACTS 3)
  std::string reason_text, citation;
  std::string replaced_by;  // id of the publication in its place, or empty
  std::int64_t seq = 0, published_pos = 0, pos = 0;
  std::string proof;
};

struct PortalTakedowns {
  std::vector<PortalTombstone> rows;  // what a list shows: number, agency, act_type, taken_down_on, reason
  std::string next;                   // cursor, empty on the last page
};

// A decision is found when it has every word of `q` and, of each list that is not empty, one of the values.
struct PortalFilter {
  std::string q;
  std::vector<std::string> agencies, act_types;
  std::vector<int> years;            // of the decision
  std::vector<std::string> amounts;  // keys of amount_bands()
  std::optional<Date> from, to;      // of the decision
  bool by_relevance = false;
  std::string after;  // cursor of the page before
  std::size_t chosen() const {
    return agencies.size() + act_types.size() + years.size() + amounts.size() + from.has_value() + to.has_value();
  }
  bool plain() const { return q.empty() && chosen() == 0; }
};

inline constexpr std::size_t kExcerptChars = 400;
inline constexpr int kPortalPageRows = 20;
inline constexpr int kPortalCountMax = 60;      // counting stops here: 「60 件以上」
inline constexpr int kPortalCountUnknown = -1;  // later pages are not counted

struct PortalPage {
  std::vector<PortalRow> rows;
  std::vector<std::string> words;  // of the query, for marking
  std::string next;                // cursor, empty on the last page
  int count = 0;                   // at most kPortalCountMax + 1, or kPortalCountUnknown
  int offset = 0;                  // rows before this page, where known
};

struct PortalAgency {
  std::string uscc, name;
  std::int64_t live = 0;
};
struct PortalTypeCount {
  std::string act_type;
  std::int64_t live = 0;
};
struct PortalCount {
  std::string key;
  std::int64_t live = 0;
};
// What can be filtered by, with how many decisions each holds now; only what holds some.
struct PortalFacets {
  std::vector<PortalAgency> agencies;   // by number of decisions, largest first
  std::vector<PortalTypeCount> types;   // in the order of act_types()
  std::vector<PortalCount> years;       // newest first
  std::vector<PortalCount> amounts;     // in the order of amount_bands()
};
// How decisions ended in public 「公开情况」: every one is published or lawfully withheld.
struct PortalFigures {
  std::int64_t live = 0, taken_down = 0, withheld = 0;
  struct Ground {
    std::string id, name, citation;  // minor, 当事人是未成年人
    std::int64_t count = 0;
  };
  std::vector<Ground> grounds;  // those that occurred, in the order of the closed list
};

struct PortalHome {
  std::int64_t live = 0, taken_down = 0, answers = 0, pos = 0;
  Instant newest;  // of the last change taken from the feed
  std::vector<PortalTypeCount> types;
  std::vector<PortalAgency> agencies;
  std::vector<PortalRow> latest;
  std::vector<PortalListVersion> lists;  // the newest of each list and agency
};

// 行政处罚 and the like for `act_type` (catalog::act_types); the key itself when unknown.
std::string act_type_name(const std::string& act_type);
// Every act type that can be filtered by, in the order shown.
const std::vector<std::pair<std::string, std::string>>& act_types();
// 复议机关撤销 and the like for a takedown reason of CONTRACTS 3.
std::string takedown_reason_name(const std::string& reason);
std::string takedown_citation(const std::string& reason);  // empty when unknown

// Reads the public JSON of a decision. Refused (invalid, with field) when a member every page needs is missing.
Result<PortalDecision> parse_publication(std::string_view json);
// The same of bytes that it has taken before, as portal.db holds them: their form is not checked again.
Result<PortalDecision> read_publication(std::string_view json);

}  // namespace mingjing::query
