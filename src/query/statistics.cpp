// SPDX-License-Identifier: Apache-2.0
#include "query/statistics.h"

#include "base/check.h"
#include "base/json.h"

namespace mingjing::query {
namespace {

// Stages in which something is still to be done; cases that ended are not walked through.
const std::string kOpen =
    "stage IN ('clue_registered', 'filed', 'investigating', 'investigation_concluded', 'unit_reviewed', "
    "'prior_notice_served', 'statement_heard', 'legal_review', 'collective_discussion', 'decided', 'served', 'performing', "
    "'transferred')";

// The reader's cases: $1 agency, $2 unit or empty, $3 officer or empty.
const std::string kScope = "agency_id = $1 AND ($2 = '' OR unit_id = $2) AND ($3 = '' OR lead_officer = $3)";

// $4 today.
const db::Statement kStages{
    "statistics_cases_by_stage",
    "SELECT stage, count(*), sum(CASE WHEN yellow_on <= $4 AND red_on > $4 THEN 1 ELSE 0 END), sum(CASE WHEN red_on <= $4 "
    "THEN 1 ELSE 0 END) FROM case_row WHERE " +
        kScope + " AND " + kOpen + " GROUP BY stage"};
const db::Statement kLights{
    "statistics_cases_by_light",
    "SELECT CASE WHEN red_on <= $4 THEN 'red' WHEN yellow_on <= $4 THEN 'yellow' WHEN next_due < '9999-12-31' THEN 'green' "
    "ELSE 'none' END, count(*) FROM case_row WHERE " +
        kScope + " AND " + kOpen + " GROUP BY 1"};
// $4 $5 the period.
const db::Statement kMonths{
    "statistics_cases_by_month",
    "SELECT month, sum(filed), sum(closed) FROM (SELECT substr(filed_on, 1, 7) AS month, 1 AS filed, 0 AS closed FROM "
    "case_row WHERE " +
        kScope + " AND filed_on >= $4 AND filed_on <= $5 UNION ALL SELECT substr(closed_on, 1, 7), 0, 1 FROM case_row WHERE " +
        kScope + " AND closed_on >= $4 AND closed_on <= $5) months_subquery GROUP BY month ORDER BY month"};
const db::Statement kDecisions{
    "statistics_filing_to_decision",
    "SELECT id, case_no, filed_on, decided_on, summary FROM case_row WHERE " + kScope +
        " AND decided_on >= $4 AND decided_on <= $5 AND filed_on > '' ORDER BY decided_on DESC, id DESC LIMIT $6"};
const db::Statement kPublications{
    "statistics_publication_timeliness",
    "SELECT decided_on, summary FROM case_row WHERE " + kScope + " AND decided_on >= $4 AND decided_on <= $5"};

db::Values scope(const Counted& what) { return {what.agency.text(), what.unit, what.lead_officer}; }
db::Values on_day(const Counted& what) {
  auto out = scope(what);
  out.emplace_back(what.today.text());
  return out;
}
db::Values in_period(const Counted& what) {
  auto out = scope(what);
  out.emplace_back(what.from.text());
  out.emplace_back(what.to.text());
  return out;
}

std::optional<Date> day_of(const Result<Json>& summary, std::string_view name) {
  return summary ? Date::parse(summary->text(name)) : std::nullopt;
}

}  // namespace

std::vector<StageFigure> cases_by_stage(db::Database& database, const Counted& what) {
  std::vector<StageFigure> out;
  database.read([&](db::Transaction& tx) {
    out.clear();
    tx.each(kStages, on_day(what), [&](const db::Row& row) {
      out.push_back({std::string(row.text(0)), row.integer(1), row.integer(2), row.integer(3)});
      return true;
    });
  });
  return out;
}

std::vector<LightFigure> cases_by_light(db::Database& database, const Counted& what) {
  std::vector<LightFigure> out;
  database.read([&](db::Transaction& tx) {
    out.clear();
    tx.each(kLights, on_day(what), [&](const db::Row& row) {
      out.push_back({std::string(row.text(0)), row.integer(1)});
      return true;
    });
  });
  return out;
}

std::vector<MonthFigure> cases_by_month(db::Database& database, const Counted& what) {
  std::vector<MonthFigure> out;
  database.read([&](db::Transaction& tx) {
    out.clear();
    tx.each(kMonths, in_period(what), [&](const db::Row& row) {
      out.push_back({std::string(row.text(0)), row.integer(1), row.integer(2)});
      return true;
    });
  });
  return out;
}

std::vector<DecisionFigure> filing_to_decision(db::Database& database, const Counted& what) {
  auto values = in_period(what);
  values.emplace_back(kDecisionsMax);
  std::vector<DecisionFigure> out;
  database.read([&](db::Transaction& tx) {
    out.clear();
    tx.each(kDecisions, values, [&](const db::Row& row) {
      const auto filed = Date::parse(row.text(2)), decided = Date::parse(row.text(3));
      MJ_CHECK(filed && decided);
      out.push_back({std::string(row.text(0)), std::string(row.text(1)), *filed, *decided, day_of(parse_json(row.text(4)), "decide_due")});
      return true;
    });
  });
  return out;
}

std::vector<PublicationFigure> publication_timeliness(db::Database& database, const Counted& what) {
  std::vector<PublicationFigure> out;
  database.read([&](db::Transaction& tx) {
    out.clear();
    tx.each(kPublications, in_period(what), [&](const db::Row& row) {
      const auto decided = Date::parse(row.text(0));
      MJ_CHECK(decided.has_value());
      const auto summary = parse_json(row.text(1));
      out.push_back({*decided, day_of(summary, "publish_due"), day_of(summary, "publish_done_on")});
      return true;
    });
  });
  return out;
}

const std::string& sql_of(FigureQuestion question) {
  switch (question) {
    case FigureQuestion::cases_by_stage:
      return kStages.sql;
    case FigureQuestion::cases_by_month:
      return kMonths.sql;
    case FigureQuestion::cases_by_light:
      return kLights.sql;
    case FigureQuestion::filing_to_decision:
      return kDecisions.sql;
    case FigureQuestion::publication_timeliness:
      return kPublications.sql;
  }
  return kStages.sql;
}

}  // namespace mingjing::query
