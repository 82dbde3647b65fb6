// SPDX-License-Identifier: Apache-2.0
#include "flow/import_calendar.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "domain/cases/case.h"
#include "domain/supervision/complaint.h"
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

Result<catalog::Taken> judge_calendar_year(const law::Calendar& held, const law::CalendarYear& year) {
  const auto* known = held.year(year.year);
  if (known == nullptr) return catalog::Taken::taken;
  if (*known == year) return catalog::Taken::unchanged;
  if (year.version > known->version) return catalog::Taken::taken;
  return invalid(fmt::format("{} 年的放假安排已有第 {} 版，导入的是第 {} 版。调整通知请把 version 写成 {}。", year.year,
                             known->version, year.version, known->version + 1),
                 "version");
}

Result<catalog::Taken> import_calendar_year(ports::UnitOfWork& work, const law::Calendar& held,
                                            const law::CalendarYear& year) {
  const std::string key = std::to_string(year.year);
  const auto stored = work.lookup(ports::kind::calendar_year, key);
  if (const auto judged = judge_calendar_year(held, year); !judged || *judged == catalog::Taken::unchanged) return judged;
  auto opened = stored ? work.open(ports::kind::calendar_year, *stored, std::nullopt)
                       : Result<ports::Aggregate>(work.create(ports::kind::calendar_year, work.new_id()));
  if (!opened) return tl::make_unexpected(std::move(opened.error()));
  Json changes(Json::Array{});
  const auto word = [](law::DayKind kind) { return kind == law::DayKind::workday || kind == law::DayKind::make_up ? "worked" : "off"; };
  for (const auto& day : law::moved_days(held, held.with(year))) {
    changes.push(Json::object({{"date", day.date.text()}, {"from", word(day.before)}, {"to", word(day.after)}}));
  }
  const auto notice = parse_json(law::to_json(year));
  MJ_CHECK(notice.has_value());
  work.put(*opened, {std::string(ports::kind::calendar_year),
                     {},
                     Json::object({{"notice", *notice}, {"version", year.version}, {"year", year.year}}),
                     {}});
  work.append(*opened, {"import_calendar",
                        Json::object({{"changes", std::move(changes)},
                                      {"days", static_cast<std::int64_t>(year.days.size())},
                                      {"version", year.version},
                                      {"year", year.year}}),
                        work.now()});
  return catalog::Taken::taken;
}

namespace {

struct Recount {
  std::vector<cases::Obligation> obligations;
  std::vector<MovedLimit> moved;
};

Result<Recount> counted_anew(ports::UnitOfWork& work, const Services& services,
                             const std::vector<cases::Obligation>& from, const std::vector<law::MovedDay>& moved) {
  Recount out{from, {}};
  for (auto& obligation : out.obligations) {
    if (!obligation.is_open()) continue;
    cases::Obligation anew = obligation;
    if (auto done = count_limit(services, anew, obligation.start); !done) return tl::make_unexpected(done.error());
    if (same_count(obligation, anew)) continue;
    MovedLimit limit{obligation.rule, obligation.due, anew.due, notice_of(services, obligation, anew, moved)};
    if (!limit.notice.empty()) {
      Json days(Json::Array{});
      for (const auto& day : moved) {
        if (day.date > obligation.start.date() && day.date <= std::max(obligation.due, anew.due)) days.push(day.date.text());
      }
      anew.working.push(Json::object({{"date", work.today().text()},
                                      {"kind", "moved"},
                                      {"text", limit.notice},
                                      {"citation", ""},
                                      {"days", std::move(days)}}));
    }
    obligation = std::move(anew);
    out.moved.push_back(std::move(limit));
  }
  return out;
}

struct OfCase {
  static constexpr std::string_view kKind = ports::kind::enforcement_case;
  static auto read(Uuid id, const domain::Parts& parts) { return cases::Case::from_parts(CaseId(id), parts); }
  static auto parts(const cases::Case& c) { return c.to_parts(); }
};
struct OfComplaint {
  static constexpr std::string_view kKind = supervision::kComplaint;
  static auto read(Uuid id, const domain::Parts& parts) { return supervision::complaint_from_parts(id, parts); }
  static auto parts(const supervision::Complaint& c) { return supervision::to_parts(c); }
};

// Nothing when the subject is of another kind.
template <class Of>
std::optional<Result<std::vector<MovedLimit>>> recompute(ports::UnitOfWork& work, const Services& services, Uuid id,
                                                         const std::vector<law::MovedDay>& moved) {
  using Out = Result<std::vector<MovedLimit>>;
  // Looked at before it is opened, so that a subject without moved limits keeps its version.
  const auto stored = work.load(Of::kKind, id);
  if (!stored) return std::nullopt;
  const auto before = Of::read(id, stored->parts);
  if (!before) return Out(tl::make_unexpected(before.error()));
  const auto first = counted_anew(work, services, before->obligations, moved);
  if (!first) return Out(tl::make_unexpected(first.error()));
  if (first->moved.empty()) return Out(std::vector<MovedLimit>{});

  auto aggregate = work.open(Of::kKind, id, std::nullopt);
  if (!aggregate) return Out(tl::make_unexpected(std::move(aggregate.error())));
  auto current = Of::read(id, aggregate->parts);
  if (!current) return Out(tl::make_unexpected(std::move(current.error())));
  auto again = counted_anew(work, services, current->obligations, moved);
  if (!again) return Out(tl::make_unexpected(std::move(again.error())));
  current->obligations = std::move(again->obligations);
  for (auto& part : Of::parts(*current)) work.put(*aggregate, std::move(part));
  Json limits(Json::Array{});
  for (const auto& limit : again->moved) {
    limits.push(Json::object({{"due", limit.after.text()}, {"rule", limit.rule}, {"was", limit.before.text()}}));
  }
  work.append(*aggregate, {"recompute_limits", Json::object({{"limits", std::move(limits)}}), work.now()});
  return Out(std::move(again->moved));
}

}  // namespace

Result<std::vector<MovedLimit>> recompute_limits(ports::UnitOfWork& work, const Services& services, Uuid subject,
                                                 const std::vector<law::MovedDay>& moved) {
  if (auto done = recompute<OfCase>(work, services, subject, moved)) return std::move(*done);
  if (auto done = recompute<OfComplaint>(work, services, subject, moved)) return std::move(*done);
  return refuse(ErrorCode::not_found, "没有这个案件或者投诉举报。");
}

}  // namespace mingjing::flow
