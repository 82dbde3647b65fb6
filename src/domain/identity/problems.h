// Collects everything wrong with a form, because a person who mends a form wants all of it at once (STYLE, Errors).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/text.h"

namespace mingjing::identity {

class Problems {
 public:
  void add(std::string field, std::string message) {
    reasons_.push_back({"invalid_field", std::move(message), {}, std::move(field)});
  }
  void add(const Status& status) {
    if (!status) add(status.error().field, status.error().message);
  }
  // A required line of text: trimmed, no control characters, at most `max` characters. `zh` names it in the sentence.
  void line(std::string_view field, std::string_view zh, std::string_view text, std::size_t max) {
    const std::string name(zh);
    if (trim(text).empty())
      add(std::string(field), "请填写" + name + "。");
    else if (!is_utf8(text))
      add(std::string(field), name + "不是有效的文字，请重新填写。");
    else if (has_control(text) || text.find_first_of("\n\t") != std::string_view::npos)
      add(std::string(field), name + "含有换行或者不可见字符，请删去后重新填写。");
    else if (count_chars(text) > max)
      add(std::string(field), name + "不得超过" + std::to_string(max) + "字。");
  }
  // Required text of several lines, likewise.
  void paragraphs(std::string_view field, std::string_view zh, std::string_view text, std::size_t max) {
    std::string one_line(text);
    for (const char kept : {'\n', '\t'}) std::replace(one_line.begin(), one_line.end(), kept, ' ');
    line(field, zh, one_line, max);
  }
  bool none() const { return reasons_.empty(); }
  Status status() const {
    if (reasons_.empty()) return {};
    return refuse(Error{ErrorCode::invalid, reasons_.front().message, reasons_.front().field, reasons_, {}});
  }

 private:
  std::vector<Reason> reasons_;
};

}  // namespace mingjing::identity
