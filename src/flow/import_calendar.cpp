// SPDX-License-Identifier: Apache-2.0
#include "flow/import_calendar.h"

#include <fmt/format.h>

#include "base/check.h"
#include "domain/cases/case.h"
#include "flow/act_context.h"
#include "law/light.h"

namespace mingjing::flow {
namespace {

bool same_count(const cases::Obligation& a, const cases::Obligation& b) {
  return a.due == b.due && a.due_at == b.due_at && a.provisional == b.provisional && a.yellow_on == b.yellow_on &&
         a.red_on == b.red_on;
}

// What moved, said as law/light says it; only the days are looked at there.
std::string notice_of(const Services& services, const cases::Obligation& before, const cases::Obligation& after,
                      const std::vector<law::MovedDay>& moved) {
  const auto* rule = services.limits->find(after.rule);
  if (rule == nullptr) return {};
  law::Due was, is;
  was.start = is.start = before.start.date();
  was.due = before.due;
  was.provisional = before.provisional;
  is.due = after.due;
  is.provisional = after.provisional;
  return law::moved_notice_zh(*rule, was, is, moved);
}

}  // namespace

Result<catalog::Taken> import_calendar_year(ports::UnitOfWork& work, const law::Calendar& held,
                                            const law::CalendarYear& year) {
  const std::string key = std::to_string(year.year);
  const auto stored = work.lookup(ports::kind::calendar_year, key);
  if (const auto* known = held.year(year.year)) {
    if (*known == year) return catalog::Taken::unchanged;
    if (year.version <= known->version) {
      return invalid(fmt::format("{} 年的放假安排已有第 {} 版，导入的是第 {} 版。调整通知请把 version 写成 {}。", year.year,
                                 known->version, year.version, known->version + 1),
                     "version");
    }
  }
  auto opened = stored ? work.open(ports::kind::calendar_year, *stored, std::nullopt)
                       : Result<ports::Aggregate>(work.create(ports::kind::calendar_year, work.new_id()));
  if (!opened) return tl::make_unexpected(std::move(opened.error()));
  const auto notice = parse_json(law::to_json(year));
  MJ_CHECK(notice.has_value());
  work.put(*opened, {std::string(ports::kind::calendar_year),
                     {},
                     Json::object({{"notice", *notice}, {"version", year.version}, {"year", year.year}}),
                     {}});
  work.append(*opened, {"import_calendar",
                        Json::object({{"days", static_cast<std::int64_t>(year.days.size())},
                                      {"version", year.version},
                                      {"year", year.year}}),
                        work.now()});
  return catalog::Taken::taken;
}

Result<std::vector<MovedLimit>> recompute_limits(ports::UnitOfWork& work, const Services& services, CaseId id,
                                                 const std::vector<law::MovedDay>& moved) {
  const auto counted = [&](const cases::Case& from) -> Result<std::pair<std::vector<cases::Obligation>, std::vector<MovedLimit>>> {
    std::vector<cases::Obligation> obligations = from.obligations;
    std::vector<MovedLimit> out;
    for (auto& obligation : obligations) {
      if (!obligation.is_open()) continue;
      cases::Obligation anew = obligation;
      if (auto done = count_limit(services, anew, obligation.start); !done) return tl::make_unexpected(done.error());
      if (same_count(obligation, anew)) continue;
      MovedLimit limit{obligation.rule, obligation.due, anew.due, notice_of(services, obligation, anew, moved)};
      if (!limit.notice.empty()) {
        anew.working.push(Json::object(
            {{"date", work.today().text()}, {"kind", "moved"}, {"text", limit.notice}, {"citation", ""}}));
      }
      obligation = std::move(anew);
      out.push_back(std::move(limit));
    }
    return std::pair{std::move(obligations), std::move(out)};
  };
  // Looked at before it is opened, so that a case without moved limits keeps its version.
  const auto stored = work.load(ports::kind::enforcement_case, id.uuid());
  if (!stored) return refuse(ErrorCode::not_found, "没有这个案件。");
  const auto before = cases::Case::from_parts(id, stored->parts);
  if (!before) return tl::make_unexpected(before.error());
  const auto first = counted(*before);
  if (!first) return tl::make_unexpected(first.error());
  if (first->second.empty()) return std::vector<MovedLimit>{};

  auto aggregate = work.open(ports::kind::enforcement_case, id.uuid(), std::nullopt);
  if (!aggregate) return tl::make_unexpected(std::move(aggregate.error()));
  auto current = cases::Case::from_parts(id, aggregate->parts);
  if (!current) return tl::make_unexpected(std::move(current.error()));
  auto again = counted(*current);
  if (!again) return tl::make_unexpected(std::move(again.error()));
  current->obligations = std::move(again->first);
  for (auto& part : current->to_parts()) work.put(*aggregate, std::move(part));
  Json limits(Json::Array{});
  for (const auto& limit : again->second) {
    limits.push(Json::object({{"due", limit.after.text()}, {"rule", limit.rule}, {"was", limit.before.text()}}));
  }
  work.append(*aggregate, {"recompute_limits", Json::object({{"limits", std::move(limits)}}), work.now()});
  return std::move(again->second);
}

}  // namespace mingjing::flow
