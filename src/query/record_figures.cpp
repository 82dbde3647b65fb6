// SPDX-License-Identifier: Apache-2.0
#include "query/record_figures.h"

#include <array>

#include "base/json.h"
#include "domain/archive/looks.h"

namespace mingjing::query {
namespace {

const db::Statement kClosed{"closed_between",
                            "SELECT summary FROM case_row WHERE agency_id = $1 AND closed_on >= $2 AND closed_on <= $3"};
const db::Statement kLooks{"looks_between",
                           "SELECT term, count(*) FROM term WHERE agency_id = $1 AND kind = 'look_use' AND sort_key >= $2 AND "
                           "sort_key < $3 GROUP BY term"};
const db::Statement kAnalyses{"analyses_of_year", "SELECT count(*) FROM term WHERE agency_id = $1 AND kind = 'record_analysis' AND term = $2"};
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kLookCounts{{
    {"case_file_review", "looks_review"},
    {"supervision", "looks_supervision"},
    {"appraisal", "looks_appraisal"},
    {"public_opinion", "looks_opinion"},
    {"decision_making", "looks_decisions"},
    {"credit", "looks_credit"},
}};

}  // namespace

supervision::IndicatorCounts record_counts(db::Database& database, AgencyId agency, Date from, Date to) {
  supervision::IndicatorCounts out;
  database.read([&](db::Transaction& tx) {
    out.clear();
    tx.each(kClosed, {agency.text(), from.text(), to.text()}, [&](const db::Row& row) {
      const auto summary = parse_json(row.text(0));
      const Json* record = summary ? summary->find("record") : nullptr;
      if (record == nullptr || record->as_object() == nullptr) return true;
      for (const auto& [name, value] : *record->as_object()) {
        if (const auto* number = value.as_int()) out[name] += *number;
      }
      return true;
    });
    out["analyses"] = tx.query(kAnalyses, {agency.text(), std::to_string(from.year())}).integer(0, 0);
    const auto looks = tx.query(kLooks, {agency.text(), from.text(), (to + 1).text()});
    for (std::size_t i = 0; i < looks.size(); ++i) {
      for (const auto& [purpose, name] : kLookCounts) {
        if (looks.text(i, 0) == purpose) out[std::string(name)] += looks.integer(i, 1);
      }
    }
  });
  return out;
}

}  // namespace mingjing::query
