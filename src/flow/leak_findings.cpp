// SPDX-License-Identifier: Apache-2.0
#include "flow/leak_findings.h"

#include <algorithm>

namespace mingjing::flow {
namespace {

cases::LeakFinding place_of(const disclosure::Leak& leak) {
  return {std::string(disclosure::to_string(leak.kind)), static_cast<std::int64_t>(leak.line),
          static_cast<std::int64_t>(leak.column), leak.sentence, {}, {}};
}

template <class Noted>
auto find(Noted& noted, const std::string& id) {
  return std::find_if(noted.begin(), noted.end(), [&](const auto& one) { return one.id() == id; });
}

}  // namespace

std::vector<disclosure::Leak> note_findings(std::vector<cases::LeakFinding>& noted, const std::vector<disclosure::Leak>& leaks) {
  std::vector<cases::LeakFinding> now;
  std::vector<disclosure::Leak> standing;
  for (const auto& leak : leaks) {
    auto finding = place_of(leak);
    if (const auto answered = find(noted, finding.id()); answered != noted.end()) {
      finding.false_alarm = answered->false_alarm;
      finding.answered_by = answered->answered_by;
    }
    if (finding.false_alarm.empty()) standing.push_back(leak);
    now.push_back(std::move(finding));
  }
  noted = std::move(now);
  return standing;
}

Status answer_findings(std::vector<cases::LeakFinding>& noted, const Json& body, UserId by, std::string known) {
  for (const auto& answer : body.items("false_alarms")) {
    const auto found = find(noted, answer.text("finding"));
    if (found == noted.end()) return invalid("公开稿里没有这一处疑似个人信息，请刷新后再看。", "false_alarms");
    if (found->kind == disclosure::to_string(disclosure::LeakKind::known_value)) return invalid(std::move(known), "false_alarms");
    found->false_alarm = answer.text("reason");
    found->answered_by = by;
  }
  return {};
}

Status refuse_findings(const std::vector<disclosure::Leak>& standing, std::string field) {
  if (standing.empty()) return {};
  auto reasons = disclosure::leak_reasons(standing);
  std::string message = reasons.front().message;
  return refuse(Error{ErrorCode::invalid, std::move(message), std::move(field), std::move(reasons), {}});
}

void write_findings(JsonWriter& out, const std::vector<cases::LeakFinding>& noted, const std::string& text,
                    const std::vector<disclosure::Leak>& leaks, const std::function<std::string(std::string)>& shown) {
  out.key("findings").open_array();
  for (const auto& leak : leaks) {
    const auto place = place_of(leak);
    out.open_object().member("id", place.id()).member("kind", place.kind);
    out.member("kind_name", disclosure::name_zh(leak.kind)).member("line", place.line).member("column", place.column);
    std::string found = text.substr(leak.range.begin, leak.range.end - leak.range.begin);
    out.member("text", shown ? shown(std::move(found)) : found);
    out.member("sentence", leak.sentence);
    out.key("answerable").value(leak.kind != disclosure::LeakKind::known_value);
    if (const auto known = find(noted, place.id()); known != noted.end() && !known->false_alarm.empty()) {
      out.member("false_alarm", known->false_alarm).member("answered_by", known->answered_by.text());
    }
    out.close_object();
  }
  out.close_array();
}

}  // namespace mingjing::flow
