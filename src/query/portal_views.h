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
  std::string id, number, agency_uscc, agency, act_type, party, cause, result, decided_on, excerpt;
  Instant published_at;
  std::string title() const { return party.empty() ? cause : party + cause; }
};

struct PortalDecision {
  PortalRow row;
  std::string party_kind;  // natural_person, organisation …
  std::string party_uscc;  // of organisations only
  std::string procedure;
  std::string facts, remedy;
  std::vector<PortalBasis> basis;
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

struct PortalFilter {
  std::string q, agency, act_type;
  std::optional<Date> from, to;  // of the decision
  bool by_relevance = false;
  std::string after;  // cursor of the page before
  bool plain() const { return q.empty() && agency.empty() && act_type.empty() && !from && !to; }
};

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
struct PortalHome {
  std::int64_t live = 0, taken_down = 0, pos = 0;
  Instant newest;  // of the last change taken from the feed
  std::vector<PortalTypeCount> types;
  std::vector<PortalAgency> agencies;
  std::vector<PortalRow> latest;
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
