// SPDX-License-Identifier: Apache-2.0
#include "query/tasks_list.h"

#include <algorithm>

#include "base/bytes.h"
#include "base/check.h"
#include "base/text.h"

namespace mingjing::query {
namespace {

constexpr std::size_t kPage = 50;

std::string marks(std::size_t from, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += (i == 0 ? "$" : ", $") + std::to_string(from + i);
  return out;
}

// $1 agency, $2 today, $3 kind or empty, $4 only mine (1) or all (0), $5 officer, $6 words as a pattern; then the desks.
const std::string kOfDesks =
    "FROM task_row t WHERE t.agency_id = $1 AND t.desk IN (" + marks(7, kDesksMax) +
    ") AND ($3 = '' OR t.kind = $3) AND t.mine >= $4 AND t.hidden_from NOT LIKE $5 ";
// The light as a number is the place in TaskLight.
const std::string kLight = "CASE WHEN t.due = '9999-12-31' THEN 5 WHEN t.due = '9999-12-30' THEN 4 WHEN t.red_on <= $2 THEN 1 "
                           "WHEN t.yellow_on <= $2 THEN 2 ELSE 3 END";
// A task on two desks of one person is one.
const std::string kDistinct = "SELECT DISTINCT t.due, t.subject_id, t.task, t.row_id, " + kLight + " AS light " + kOfDesks;
const std::string kOfCase = "LEFT JOIN case_row c ON c.agency_id = $1 AND c.id = w_subquery.subject_id ";
const std::string kNamed =
    "(c.case_no LIKE $6 ESCAPE '\\' OR c.party_name LIKE $6 ESCAPE '\\' OR c.cause LIKE $6 ESCAPE '\\') ";

// Only words ask for the cases of all tasks; without them the cases of one page are read, which a head with thousands of
// tasks sees at once.
const db::Statement kCount{
    "task_counts", "SELECT w_subquery.light, count(*) FROM (" + kDistinct + "AND $6 = '') w_subquery GROUP BY w_subquery.light"};
const db::Statement kCountNamed{"task_counts_by_words", "SELECT w_subquery.light, count(*) FROM (" + kDistinct + ") w_subquery " + kOfCase +
                                                            "WHERE " + kNamed + "GROUP BY w_subquery.light"};
// … then $25 light (0: any), $26 $27 $28 $29 the cursor.
const std::string kTasks =
    "(SELECT t.due, t.subject_id, t.task, t.row_id, max(t.mine) AS mine, min(t.kind) AS kind, min(t.since) AS since, "
    "min(t.owner) AS owner, min(t.detail) AS detail, min(t.limit_id) AS limit_id " +
    kOfDesks + "AND ($25 = 0 OR " + kLight + " = $25) AND (t.due, t.subject_id, t.task, t.row_id) > ($26, $27, $28, $29) ";
const std::string kGrouped = "GROUP BY t.due, t.subject_id, t.task, t.row_id ";
const std::string kShown =
    "SELECT w_subquery.due, w_subquery.subject_id, w_subquery.task, w_subquery.row_id, w_subquery.mine, w_subquery.kind, "
    "w_subquery.since, w_subquery.owner, w_subquery.detail, c.case_no, c.stage, c.party_name, c.cause, c.summary, p.data, o.data FROM ";
const std::string kJoined =
    kOfCase +
    "LEFT JOIN part p ON p.agency_id = $1 AND p.aggregate_id = w_subquery.subject_id AND p.name = 'complaint' AND p.part_key = '' "
    "LEFT JOIN part o ON o.agency_id = $1 AND o.aggregate_id = w_subquery.subject_id AND o.name = 'obligation' AND o.part_key = "
    "w_subquery.limit_id ";
const std::string kInOrder = "ORDER BY w_subquery.due, w_subquery.subject_id, w_subquery.task, w_subquery.row_id";
const db::Statement kList{"task_list", kShown + kTasks + "AND $6 = '' " + kGrouped +
                                           "ORDER BY t.due, t.subject_id, t.task, t.row_id LIMIT 51) w_subquery " + kJoined + kInOrder};
const db::Statement kListNamed{"task_list_by_words",
                               kShown + kTasks + kGrouped + ") w_subquery " + kJoined + "WHERE " + kNamed + kInOrder + " LIMIT 51"};

struct Cursor {
  std::string due, subject, task, row;
};
Result<Cursor> read(const std::string& after) {
  if (after.empty()) return Cursor{};
  Cursor out;
  const auto bytes = from_base64url(after);
  std::string* members[] = {&out.due, &out.subject, &out.task, &out.row};
  std::size_t member = 0;
  for (const char c : bytes.value_or("")) {
    if (c == '\n') ++member;
    else if (member < 4) members[member]->push_back(c);
  }
  if (member == 3 && out.due.size() == 10 && Uuid::parse(out.subject)) return out;
  return refuse(ErrorCode::bad_request, "翻页位置无法识别，请从第一页重新查看。", "after");
}

std::string pattern(std::string_view words) {
  if (words.empty()) return {};
  std::string out = "%";
  for (const char c : words) {
    if (c == '%' || c == '_' || c == '\\') out.push_back('\\');
    out.push_back(c);
  }
  return out + "%";
}

db::Values values_of(const TasksRequest& request) {
  MJ_CHECK(request.desks.size() <= kDesksMax);
  db::Values out{request.agency.text(), request.today.text(), request.kind, std::int64_t{request.mine},
                 request.officer.empty() ? std::string("-") : "%" + request.officer + "%", pattern(trim(request.words))};
  for (std::size_t i = 0; i < kDesksMax; ++i) out.emplace_back(i < request.desks.size() ? request.desks[i] : std::string());
  return out;
}

}  // namespace

Result<TasksPage> list_tasks(db::Database& database, const TasksRequest& request, const std::function<void()>& begin,
                             const std::function<void(const TaskRow&)>& visit) {
  auto cursor = read(request.after);
  if (!cursor) return refuse(std::move(cursor.error()));
  const db::Values counted = values_of(request);
  db::Values listed = counted;
  listed.emplace_back(static_cast<std::int64_t>(request.light));
  for (const auto* member : {&cursor->due, &cursor->subject, &cursor->task, &cursor->row}) listed.emplace_back(*member);
  TasksPage out;
  const bool named = !trim(request.words).empty();
  database.read([&](db::Transaction& tx) {
    begin();
    out = {};
    tx.each(named ? kCountNamed : kCount, counted, [&](const db::Row& row) {
      out.counts.of.at(static_cast<std::size_t>(row.integer(0))) = row.integer(1);
      out.counts.of[0] += row.integer(1);
      return true;
    });
    std::size_t shown = 0;
    std::string last;
    tx.each(named ? kListNamed : kList, listed, [&](const db::Row& row) {
      if (shown == kPage) {
        out.next = to_base64url(last);
        return false;
      }
      visit({row.text(1), row.text(2), row.text(3), row.text(5), row.text(7), row.text(8), row.integer(4) != 0,
             row.integer(6), row.text(9), row.text(10), row.text(11), row.text(12), row.text(13), row.text(14), row.text(15)});
      if (++shown == kPage) {
        for (const int i : {0, 1, 2, 3}) last += (i == 0 ? "" : "\n") + std::string(row.text(static_cast<std::size_t>(i)));
      }
      return true;
    });
  });
  return out;
}

}  // namespace mingjing::query
