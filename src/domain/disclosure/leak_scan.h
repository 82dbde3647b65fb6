// The last look at a text before it becomes public: is there still something of a person in it? Deterministic rules
// over the folded text (full-width, spaced, hyphenated, split over lines, written in Chinese figures). A finding blocks
// the approval of a publication until the text is masked or a person has said why it is none.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/disclosure/folded_text.h"

namespace mingjing::disclosure {

enum class LeakKind {
  identity_number,  // 身份证号, 18 digits or 15
  mobile,           // 手机号
  landline,         // 固定电话 and other contact numbers
  bank_card,        // 银行卡号
  account,          // 账号
  plate,            // 车牌号
  email,            // 电子邮箱
  home_address,     // 详细住址
  health,           // 健康情况
  person_name,      // 自然人姓名, told by a word before it: 证人, 举报人, 其子 …
  known_value,      // a value the case knows to be personal or secret
};

struct Leak {
  LeakKind kind;
  Range range;             // bytes of the text
  std::size_t line = 1;    // from 1
  std::size_t column = 1;  // in characters, from 1
  bool certain = false;    // the check digit holds, or the case knows the value
  std::string sentence;    // for people; never repeats what was found
  bool operator==(const Leak&) const = default;
};

struct LeakScope {
  std::vector<std::string> known;    // values that must not appear: names, numbers, addresses, secrets
  std::vector<std::string> allowed;  // public in themselves: the agency's telephone, the collecting bank's account, the
                                     // registered address and credit code of an organisation
};

// All findings in order of place; none overlaps another.
std::vector<Leak> leak_scan(std::string_view text, const LeakScope& scope = {});

// One reason a kind, as the publication screen and the refusal show them:
// 「公开稿里还有 1 个像身份证号的数字（第 3 行）。隐去或说明不是，再批准。」 code "leak_identity_number" …
std::vector<Reason> leak_reasons(const std::vector<Leak>& leaks);

std::string_view to_string(LeakKind kind);  // identity_number
std::string_view name_zh(LeakKind kind);    // 像身份证号的数字

}  // namespace mingjing::disclosure
