// SPDX-License-Identifier: Apache-2.0
#include "domain/disclosure/display.h"

#include <algorithm>
#include <map>

#include "base/check.h"
#include "base/embedded.h"
#include "base/json.h"

namespace mingjing::disclosure {

namespace {

const Json& version_on(Date day) {
  static const auto versions = [] {
    auto json = parse_json(embedded("disclosure/display.json"));
    MJ_CHECK(json.has_value());
    std::map<Date, Json> out;
    for (const auto& one : json->items("versions")) {
      const auto from = Date::parse(one.text("from"));
      MJ_CHECK(from.has_value());
      out.emplace(*from, one);
    }
    MJ_CHECK(!out.empty());
    return out;
  }();
  const auto next = versions.upper_bound(day);
  return next == versions.begin() ? next->second : std::prev(next)->second;
}

// The corresponding day, else the last of the month.
Date plus_months(Date date, int months) {
  const auto ymd = date.ymd();
  const auto month = ymd.year() / ymd.month() + std::chrono::months{months};
  const auto last = month / std::chrono::last;
  return Date(std::chrono::sys_days(month / std::min(ymd.day(), last.day())));
}

Severity heaviest(const Json& rules, const DisplayQuestion& question) {
  const auto read = [](std::string_view text) {
    const auto severity = parse_severity(text);
    MJ_CHECK(severity.has_value());
    return *severity;
  };
  if (question.summary_procedure) return read(rules.text("summary_procedure"));
  Severity out = Severity::slight;
  const auto* kinds = rules.find("kinds");
  MJ_CHECK(kinds != nullptr);
  for (const auto& kind : question.kinds) out = std::max(out, read(kinds->text(kind, rules.text("unknown_kind"))));
  if (question.kinds.empty()) out = read(rules.text("unknown_kind"));
  return question.very_large_fine ? std::max(out, read(rules.text("very_large_fine"))) : out;
}

}  // namespace

DisplayTerm display_term(const DisplayQuestion& question) {
  const auto& rules = version_on(question.document_date);
  DisplayTerm out;
  out.severity = question.set_by_hand.value_or(heaviest(rules, question));
  const auto* all = rules.find("severities");
  MJ_CHECK(all != nullptr);
  const auto* rule = all->find(to_string(out.severity));
  MJ_CHECK(rule != nullptr);
  const int longest = static_cast<int>(rule->integer("longest_months"));
  out.shown = rule->flag("shown");
  out.from = question.document_date;
  out.repair_from = plus_months(out.from, static_cast<int>(rule->integer("repair_after_months")));
  out.until = plus_months(out.from, longest) - 1;
  out.citation = rule->text("citation");
  out.working = out.from.text() + " 起，" + rule->text("name") + "，最长 " + std::to_string(longest) + " 个月，到 " +
                out.until.text() + " 止";
  if (question.restriction_until && *question.restriction_until > out.until) {
    out.until = *question.restriction_until;
    out.working += "；限制到 " + out.until.text() + "，公开到同一天";
  }
  out.severity_name = rule->text("name");
  // `longest`: as long as the term runs, whatever the severity; `shown`: only where the severity is shown at all.
  for (const auto& channel : rules.items("channels")) {
    out.channels.push_back({channel.text("id"), channel.text("name"),
                            channel.text("follows") == "longest" || out.shown, out.until, channel.text("citation")});
  }
  return out;
}

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::slight:
      return "slight";
    case Severity::general:
      return "general";
    case Severity::serious:
      return "serious";
  }
  check_failed("severity is listed", __FILE__, __LINE__);
}

std::optional<Severity> parse_severity(std::string_view text) {
  for (auto severity : {Severity::slight, Severity::general, Severity::serious}) {
    if (to_string(severity) == text) return severity;
  }
  return std::nullopt;
}

}  // namespace mingjing::disclosure
