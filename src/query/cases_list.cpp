// SPDX-License-Identifier: Apache-2.0
#include "query/cases_list.h"

#include <array>
#include <deque>
#include <set>

#include "base/bytes.h"
#include "base/text.h"
#include "search/segment.h"

namespace mingjing::query {
namespace {

constexpr std::size_t kMaxTerms = 6;
constexpr std::string_view kColumns =
    "c.id, c.case_no, c.stage, c.cause, c.party_name, c.item_code, c.registered_on, c.filed_on, c.decided_on, "
    "c.next_due, c.yellow_on, c.red_on, c.publication, c.summary";
constexpr std::string_view kNever = "9999-12-31";

enum class Scope { agency, unit, lead };

// $1 agency, $2 $3 cursor (day, id), $4 today, $5 first day of registration; then unit or officer, then stage. Whatever
// has a light has a day on which it turns yellow: those alone stand in the index case_row_lit.
std::string light_condition(CaseLight light) {
  switch (light) {
    case CaseLight::any:
      return " AND $4 <> ''";
    case CaseLight::red:
      return " AND c.yellow_on < '9999-12-31' AND c.red_on <= $4";
    case CaseLight::yellow:
      return " AND c.yellow_on < '9999-12-31' AND c.yellow_on <= $4 AND c.red_on > $4";
    case CaseLight::green:
      return " AND c.yellow_on < '9999-12-31' AND c.yellow_on > $4 AND c.red_on > $4 AND c.next_due < '9999-12-31'";
  }
  return {};
}

// Among cases with a light no other index is to be chosen: of a unit's cases nearly all are closed.
std::string narrowed(std::string_view column, int parameter, CaseLight light) {
  const std::string_view plain = light == CaseLight::any ? " = $" : " || '' = $";
  return " AND c." + std::string(column) + std::string(plain) + std::to_string(parameter);
}

constexpr std::array<std::string_view, 3> kScopeNames{"agency", "unit", "lead"};
constexpr std::array<std::string_view, 4> kLightNames{"any", "green", "yellow", "red"};

// One statement for each set of filters, so that each is planned with its own index.
const std::deque<db::Statement>& list_statements() {
  static const std::deque<db::Statement> all = [] {
    std::deque<db::Statement> out;
    for (std::size_t scope = 0; scope < 3; ++scope) {
      for (std::size_t light = 0; light < 4; ++light) {
        for (std::size_t stage = 0; stage < 2; ++stage) {
          std::string sql = "SELECT " + std::string(kColumns) + " FROM case_row c WHERE c.agency_id = $1";
          int next = 6;
          const auto lit = static_cast<CaseLight>(light);
          if (scope == 1) sql += narrowed("unit_id", next++, lit);
          if (scope == 2) sql += narrowed("lead_officer", next++, lit);
          if (stage == 1) sql += narrowed("stage", next++, lit);
          sql += " AND (c.registered_on, c.id) < ($2, $3) AND c.registered_on >= $5" + light_condition(lit) +
                 " ORDER BY c.registered_on DESC, c.id DESC LIMIT 51";
          std::string name = "case_list_" + std::string(kScopeNames[scope]);
          name += "_" + std::string(kLightNames[light]);
          if (stage == 1) name += "_stage";
          out.emplace_back(name, sql);
        }
      }
    }
    return out;
  }();
  return all;
}

// By words: $6 unit or empty, $7 officer or empty, $8 stage or empty, $9… one term each. The terms choose the rows.
const std::deque<db::Statement>& word_statements() {
  static const std::deque<db::Statement> all = [] {
    std::deque<db::Statement> out;
    for (std::size_t n = 1; n <= kMaxTerms; ++n) {
      for (std::size_t light = 0; light < 4; ++light) {
        std::string sql = "SELECT " + std::string(kColumns) + " FROM term t1";
        for (std::size_t i = 2; i <= n; ++i) {
          const std::string t = "t" + std::to_string(i);
          sql += " JOIN term " + t + " ON " + t + ".agency_id = t1.agency_id AND " + t + ".kind = 'case' AND " + t +
                 ".term = $" + std::to_string(8 + i) + " AND " + t + ".sort_key = t1.sort_key AND " + t + ".id = t1.id";
        }
        sql += " JOIN case_row c ON c.agency_id = t1.agency_id AND c.id = t1.id WHERE t1.agency_id = $1 AND t1.kind = "
               "'case' AND t1.term = $9 AND (t1.sort_key, t1.id) < ($2, $3) AND t1.sort_key >= $5";
        sql += light_condition(static_cast<CaseLight>(light));
        sql += " AND ($6 = '' OR c.unit_id = $6) AND ($7 = '' OR c.lead_officer = $7) AND ($8 = '' OR c.stage = $8)";
        sql += " ORDER BY t1.sort_key DESC, t1.id DESC LIMIT 51";
        out.emplace_back("case_words_" + std::to_string(n) + "_" + std::string(kLightNames[light]), sql);
      }
    }
    return out;
  }();
  return all;
}

// Registered when the program starts, for the tests that look at every statement.
const auto& kRegisterLists = list_statements();
const auto& kRegisterWords = word_statements();

struct Cursor {
  std::string day, id;
};
Result<Cursor> read(const std::string& after) {
  if (after.empty()) return Cursor{"9999-12-31", "~"};
  const auto bytes = from_base64url(after);
  if (bytes && bytes->size() == 46) {
    Cursor out{bytes->substr(0, 10), bytes->substr(10)};
    if (Date::parse(out.day) && CaseId::parse(out.id)) return out;
  }
  return refuse(ErrorCode::bad_request, "翻页位置无法识别，请从第一页重新查看。", "after");
}

// Words as pairs of characters. A word of several characters is asked for by its pairs alone.
Result<std::vector<std::string>> terms_of(const std::string& words) {
  std::vector<std::string> out;
  std::set<std::string> seen;
  for (const auto& word : search::words(words)) {
    const bool longer = count_chars(word) > 1;
    for (auto& term : search::terms(word)) {
      const bool latin = static_cast<unsigned char>(term.front()) < 0x80;
      if (!latin && count_chars(term) < 2 && longer) continue;  // the tail of a run, for one-character queries
      if (!latin && count_chars(term) < 2) return invalid("请至少输入两个字。", "q");
      if (seen.insert(term).second && out.size() < kMaxTerms) out.push_back(std::move(term));
    }
  }
  if (out.empty()) return invalid("请至少输入两个字。", "q");
  return out;
}

std::string_view light_of(std::string_view yellow, std::string_view red, std::string_view next, std::string_view today) {
  if (red <= today) return "red";
  if (yellow <= today) return "yellow";
  return next >= kNever ? "done" : "green";
}

}  // namespace

Result<std::string> list_cases(db::Database& database, const CaseListRequest& request,
                               const std::function<void()>& begin,
                               const std::function<void(const CaseListRow&)>& visit) {
  auto cursor = read(request.after);
  if (!cursor) return tl::make_unexpected(std::move(cursor.error()));
  // The list runs backward in time, so the last day is where it begins.
  if (request.to && request.to->text() < cursor->day) *cursor = {request.to->text(), "~"};
  const std::string today = request.today.text();
  const auto light = static_cast<std::size_t>(request.light);
  db::Values values{request.agency.text(), cursor->day, cursor->id, today, request.from ? request.from->text() : ""};
  const db::Statement* statement = nullptr;
  if (trim(request.words).empty()) {
    const auto scope = !request.unit.empty() ? Scope::unit : !request.lead_officer.empty() ? Scope::lead : Scope::agency;
    if (scope == Scope::unit) values.emplace_back(request.unit);
    if (scope == Scope::lead) values.emplace_back(request.lead_officer);
    if (!request.stage.empty()) values.emplace_back(request.stage);
    statement = &list_statements()[(static_cast<std::size_t>(scope) * 4 + light) * 2 + (request.stage.empty() ? 0 : 1)];
  } else {
    auto terms = terms_of(request.words);
    if (!terms) return tl::make_unexpected(std::move(terms.error()));
    values.emplace_back(request.unit);
    values.emplace_back(request.lead_officer);
    values.emplace_back(request.stage);
    for (auto& term : *terms) values.emplace_back(term);
    statement = &word_statements()[(terms->size() - 1) * 4 + light];
  }
  std::string next;
  database.read([&](db::Transaction& tx) {
    begin();
    next.clear();
    std::size_t shown = 0;
    std::string last;
    tx.each(*statement, values, [&](const db::Row& row) {
      if (shown == kCasePage) {
        next = to_base64url(last);
        return false;
      }
      const auto due = row.text(9);
      visit({row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5), row.text(6), row.text(7),
             row.text(8), due >= kNever ? std::string_view() : due, light_of(row.text(10), row.text(11), due, today),
             row.text(12), row.text(13)});
      if (++shown == kCasePage) last.append(row.text(6)).append(row.text(0));
      return true;
    });
  });
  return next;
}

}  // namespace mingjing::query
