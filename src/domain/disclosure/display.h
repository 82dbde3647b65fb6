// How long a published decision is shown 「公开期限」, by the weight of the penalty (data/disclosure/display.json). The
// term starts on the date of the document; after `repair_from` the party may apply for credit repair; on `until` (the
// last day) display stops by itself. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace mingjing::disclosure {

enum class Severity {
  slight,   // 轻微
  general,  // 一般
  serious,  // 严重
};

struct DisplayQuestion {
  Date document_date;
  std::vector<std::string> kinds;                        // kinds of penalty given (APL 9), as in the result
  bool summary_procedure = false;                        // 简易程序
  bool very_large_fine = false;                          // 巨额罚款 by the region's threshold
  std::optional<Date> restriction_until = std::nullopt;  // of 限制开展生产经营活动、限制从业
  std::optional<Severity> set_by_hand =
      std::nullopt;  // an agency may weigh heavier or lighter, with reasons kept by the caller
};

// One place where it is shown 「公开渠道」.
struct DisplayChannel {
  std::string id;    // portal: this system's own page; credit: the credit sites
  std::string name;  // 信用网站
  bool shown = true;
  Date until;        // last day shown, when it is shown
  std::string citation;
};

struct DisplayTerm {
  Severity severity = Severity::general;
  bool shown = true;  // false: in principle not displayed on credit sites; the agency's own page may
  Date from;
  Date repair_from;
  Date until;  // last day shown
  std::string citation;
  std::vector<DisplayChannel> channels;
  std::string severity_name;  // 一般
  std::string working;  // 2026-10-26 起，一般，最长 12 个月，到 2027-10-25 止
};

DisplayTerm display_term(const DisplayQuestion& question);

std::string_view to_string(Severity severity);
std::optional<Severity> parse_severity(std::string_view text);

}  // namespace mingjing::disclosure
