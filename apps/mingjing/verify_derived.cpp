// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>

#include "base/bytes.h"
#include "base/text.h"
#include "crypto/hash.h"
#include "domain/archive/metadata.h"
#include "mingjing/verify_pages.h"
#include "mingjing/verify_parts.h"
#include "ports/unit_of_work.h"

namespace mingjing::app {
namespace {

using store::DerivedTable;

// The tables as they stand, in the order of their keys; columns as store/projection has them.
const db::Statement kBusinessKeys{
    "verify_business_keys",
    "SELECT agency_id, kind, natural_key, id FROM business_key WHERE (agency_id, kind, natural_key) > ($1, $2, $3) ORDER "
    "BY agency_id, kind, natural_key LIMIT $4"};
const db::Statement kCases{
    "verify_case_rows",
    "SELECT agency_id, id, case_no, stage, cause, party_name, item_code, registered_on, filed_on, decided_on, next_due, "
    "yellow_on, red_on, open_until, publication, lead_officer, unit_id, summary, closed_on FROM case_row WHERE (agency_id, id) > "
    "($1, $2) ORDER BY agency_id, id LIMIT $3"};
const db::Statement kObligations{
    "verify_obligation_rows",
    "SELECT agency_id, subject_id, id, rule_id, due, yellow_on, red_on, open, provisional, calendar_years FROM "
    "obligation_row WHERE (agency_id, subject_id, id) > ($1, $2, $3) ORDER BY agency_id, subject_id, id LIMIT $4"};
const db::Statement kTerms{
    "verify_terms",
    "SELECT agency_id, kind, term, sort_key, id FROM term WHERE (agency_id, kind, term, sort_key, id) > ($1, $2, $3, $4, "
    "$5) ORDER BY agency_id, kind, term, sort_key, id LIMIT $6"};
const db::Statement kAgencies{
    "verify_agency_rows",
    "SELECT agency_id, ordinal, uscc, name, parent_id FROM agency_row WHERE agency_id > $1 ORDER BY agency_id LIMIT $2"};
const db::Statement kTasks{
    "verify_task_rows",
    "SELECT agency_id, desk, due, subject_id, task, row_id, mine, kind, yellow_on, red_on, limit_id, since, owner, detail, "
    "hidden_from FROM task_row WHERE (agency_id, desk, due, subject_id, task, row_id) > ($1, $2, $3, $4, $5, $6) ORDER BY "
    "agency_id, desk, due, subject_id, task, row_id LIMIT $7"};
const db::Statement kBodies{
    "verify_bodies",
    "SELECT agency_id, id, bytes FROM body WHERE (agency_id, id) > ($1, $2) ORDER BY agency_id, id LIMIT $3"};
const db::Statement kSeries{
    "verify_number_series",
    "SELECT agency_id, series, last FROM number_series WHERE (agency_id, series) > ($1, $2) ORDER BY agency_id, series "
    "LIMIT $3"};

struct Table {
  DerivedTable table;
  const db::Statement& statement;
  std::size_t columns;
};
// sealed_index needs the index key (store/schema: uncovered).
const Table kTables[] = {{DerivedTable::business_key, kBusinessKeys, 4},
                         {DerivedTable::case_row, kCases, 19},
                         {DerivedTable::obligation_row, kObligations, 10},
                         {DerivedTable::term, kTerms, 5},
                         {DerivedTable::agency_row, kAgencies, 5},
                         {DerivedTable::task_row, kTasks, 15}};

void each_row(db::Transaction& tx, const Table& t, const std::function<void(const db::Values&)>& visit) {
  db::Values row(t.columns);
  for (Pages pages(tx, t.statement, db::Values(store::key_columns(t.table), std::string())); !pages.at_end(); pages.next()) {
    for (std::size_t i = 0; i < t.columns; ++i) row[i] = pages.at(i);
    visit(row);
  }
}

std::string key_text(const db::Values& row, std::size_t columns) {
  std::string out;
  for (std::size_t i = 0; i < columns && i < row.size(); ++i) {
    if (i > 0) out.push_back('/');
    if (const auto* text = std::get_if<std::string>(&row[i])) out += *text;
    if (const auto* number = std::get_if<std::int64_t>(&row[i])) out += std::to_string(*number);
  }
  return out;
}

using Hashes = std::vector<std::uint64_t>;
bool holds(const Hashes& sorted, std::uint64_t hash) { return std::binary_search(sorted.begin(), sorted.end(), hash); }

// The sums differ: which rows are too many, which are missing.
void name_rows(db::Transaction& tx, VerifyReport& report, const Expected& expected, const Table& t) {
  Hashes should, are;
  each_aggregate(tx, false, [&](StoredAggregate& a) {
    const auto aggregate = read_aggregate(a, nullptr);
    if (!aggregate) return;
    for (const auto& row : derived_rows(*aggregate, nullptr)) {
      if (row.table == t.table) should.push_back(expected.hash(row.columns)[0]);
    }
  });
  std::sort(should.begin(), should.end());
  const std::string name(store::table_name(t.table));
  const std::size_t keys = store::key_columns(t.table);
  each_row(tx, t, [&](const db::Values& row) {
    const auto hash = expected.hash(row)[0];
    are.push_back(hash);
    if (!holds(should, hash)) report.add(name, key_text(row, keys), {}, "这一行与各部分推算的不符，或无从推算");
  });
  std::sort(are.begin(), are.end());
  each_aggregate(tx, false, [&](StoredAggregate& a) {
    const auto aggregate = read_aggregate(a, nullptr);
    if (!aggregate) return;
    for (const auto& row : derived_rows(*aggregate, nullptr)) {
      if (row.table == t.table && !holds(are, expected.hash(row.columns)[0])) {
        report.add(name, key_text(row.columns, keys), {}, "由各部分推算应有这一行，表里没有或不同");
      }
    }
  });
}

void each_body(db::Transaction& tx, const std::function<void(const db::Values&)>& visit) {
  for (Pages pages(tx, kBodies, {std::string(), std::string()}, 200); !pages.at_end(); pages.next()) {
    visit({pages.text(0), pages.text(1), to_hex(crypto::sha256(pages.text(2)))});
  }
}

void name_bodies(db::Transaction& tx, VerifyReport& report, const Expected& expected) {
  Hashes should, are;
  each_aggregate(tx, false, [&](StoredAggregate& a) {
    const auto aggregate = read_aggregate(a, nullptr);
    if (!aggregate) return;
    for (const auto& [id, digest] : bodies_named(*aggregate)) should.push_back(expected.hash({a.agency, id, digest})[0]);
  });
  std::sort(should.begin(), should.end());
  each_body(tx, [&](const db::Values& row) {
    const auto hash = expected.hash(row)[0];
    are.push_back(hash);
    if (!holds(should, hash)) report.add("body", key_text(row, 2), {}, "文书底稿与案件里的摘要不符，或没有案件提到它");
  });
  std::sort(are.begin(), are.end());
  each_aggregate(tx, false, [&](StoredAggregate& a) {
    const auto aggregate = read_aggregate(a, nullptr);
    if (!aggregate) return;
    for (const auto& [id, digest] : bodies_named(*aggregate)) {
      if (!holds(are, expected.hash({a.agency, id, digest})[0])) {
        report.add("body", a.agency + "/" + id, {}, "案件 " + a.id + " 的文书底稿不在或被改过");
      }
    }
  });
}

}  // namespace

void verify_derived(db::Transaction& tx, VerifyReport& report, const Expected& expected) {
  for (const auto& table : kTables) {
    RowSum sum;
    each_row(tx, table, [&](const db::Values& row) { sum.add(expected.hash(row)); });
    report.derived += sum.count();
    const auto found = expected.derived.find(table.table);
    if (!(sum == (found == expected.derived.end() ? RowSum{} : found->second))) name_rows(tx, report, expected, table);
  }
  RowSum bodies;
  each_body(tx, [&](const db::Values& row) { bodies.add(expected.hash(row)); });
  report.bodies = bodies.count();
  if (!(bodies == expected.bodies)) name_bodies(tx, report, expected);
}

namespace {

using SeriesKey = std::pair<std::string, std::string>;  // agency, series/year

struct Series {
  std::set<std::int64_t> used;
  std::int64_t after = 0;  // went on from this number of a shared series
  std::int64_t last() const { return used.empty() ? after : *used.rbegin(); }
  bool has_gap() const { return after + static_cast<std::int64_t>(used.size()) != last(); }
};

// Words that drew from one series before each had its own (store/schema, migration `own_series`): the shared row stays
// and says up to which number; each word went on from there.
struct SharedSeries {
  std::string_view name;
  std::array<std::string_view, 2> words;
};
constexpr std::array kSharedSeries{SharedSeries{"notice", {"prior_notice", "hearing_right_notice"}},
                                   SharedSeries{"decision", {"penalty_decision", "no_penalty_decision"}}};

void part_shared(std::map<SeriesKey, Series>& all, const SeriesKey& key, std::int64_t last) {
  const auto slash = key.second.find('/');
  for (const auto& shared : kSharedSeries) {
    if (shared.name != key.second.substr(0, slash)) continue;
    auto& together = all[key].used;
    for (const auto word : shared.words) {
      auto& own = all[{key.first, std::string(word) + key.second.substr(slash)}];
      const auto end = own.used.upper_bound(last);
      together.insert(own.used.begin(), end);
      own.used.erase(own.used.begin(), end);
      own.after = last;
    }
  }
}

}  // namespace

void verify_numbers(db::Transaction& tx, VerifyReport& report, const Expected& expected) {
  std::map<SeriesKey, std::int64_t> stored;
  std::map<SeriesKey, Series> all;
  for (const auto& [key, numbers] : expected.numbers) all[key].used = numbers;
  for (Pages pages(tx, kSeries, {std::string(), std::string()}); !pages.at_end(); pages.next()) {
    if (pages.text(1).find('/') == std::string::npos) continue;  // agency_ordinal: children may still be on their way
    stored.emplace(SeriesKey{pages.text(0), pages.text(1)}, pages.integer(2));
  }
  for (const auto& [key, last] : stored) part_shared(all, key, last);
  for (const auto& [key, last] : stored) {
    const std::int64_t highest = all[key].last();
    if (last == highest) continue;
    report.add("number_series", key.first + "/" + key.second, {},
               "已取到 " + std::to_string(last) + " 号，文书和案件里最大为 " + std::to_string(highest) + " 号");
  }
  for (const auto& [key, series] : all) {
    if (!stored.contains(key)) report.add("number_series", key.first + "/" + key.second, {}, "编号序列不在");
    if (series.has_gap()) report.add("number_series", key.first + "/" + key.second, {}, "编号有缺口");
  }
}

namespace {

constexpr std::uint64_t kPackageListBytesMax = std::uint64_t{16} << 20;
constexpr std::size_t kHexDigits = 64;

using RecordedSm3 = std::map<std::string, std::map<std::string, std::string>>;

void verify_file(const ports::ContentStore& files, VerifyReport& report, const std::string& digest, const std::string& named_by,
                 const RecordedSm3& recorded) {
  ++report.files;
  const auto also = recorded.find(digest);
  std::string found;
  const auto state = files.check(digest, also == recorded.end() ? nullptr : &found);
  if (state == ports::FileCheck::missing) {
    report.add("file", digest, {}, "文件不在；由 " + named_by + " 引用");
    return;
  }
  if (state == ports::FileCheck::altered) report.add("file", digest, {}, "文件内容与 SHA-256 摘要不符；由 " + named_by + " 引用");
  if (also == recorded.end()) return;
  for (const auto& [sm3, recorded_by] : also->second)
    if (sm3 != found) report.add("file", digest, {}, "文件内容与 SM3 摘要不符；由 " + recorded_by + " 登记");
}

// `<hex>  <path>` a line.
void each_listed(const ports::ContentStore& files, const std::string& list_digest,
                 const std::function<void(std::string_view hex, std::string_view path)>& visit) {
  const auto list = files.open(list_digest);
  if (!list || list->size() > kPackageListBytesMax) return;
  const std::string text = list->read(0, static_cast<std::size_t>(list->size()));
  for (const auto line : split(text, '\n')) {
    if (line.size() > kHexDigits + 2) visit(line.substr(0, kHexDigits), line.substr(kHexDigits + 2));
  }
}

}  // namespace

void verify_files(const ports::ContentStore& files, VerifyReport& report, const Expected& expected) {
  // Of a sealed package its parts name the volumes and the list of digests; the list names the rest.
  std::map<std::string, std::string> listed;
  RecordedSm3 sm3 = expected.sm3;
  for (const auto& [digest, package_of] : expected.packages) {
    const std::string named_by = package_of + " 的归档包";
    std::map<std::string, std::string, std::less<>> by_path;
    each_listed(files, digest, [&](std::string_view hex, std::string_view path) {
      auto named = "sha256:" + std::string(hex);
      by_path.emplace(path, named);
      if (!expected.files.contains(named) && !expected.destroyed.contains(named)) listed.emplace(std::move(named), named_by);
    });
    const auto sm3_list = by_path.find(archive::kSm3DigestsFile);
    if (sm3_list == by_path.end()) continue;
    each_listed(files, sm3_list->second, [&](std::string_view hex, std::string_view path) {
      if (const auto file = by_path.find(path); file != by_path.end()) sm3[file->second].emplace(hex, named_by);
    });
  }
  for (const auto& [digest, named_by] : expected.files) verify_file(files, report, digest, named_by, sm3);
  for (const auto& [digest, named_by] : listed) verify_file(files, report, digest, named_by, sm3);
}

}  // namespace mingjing::app
