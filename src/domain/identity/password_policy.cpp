// SPDX-License-Identifier: Apache-2.0
#include "domain/identity/password_policy.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "base/text.h"

namespace mingjing::identity {
namespace {

// Stems rather than passwords: what is left after removing digits and marks at both ends is compared, so that
// `Password@2026` falls with `password`.
constexpr std::array<std::string_view, 24> kCommonStems{
    "password", "passw0rd",   "p@ssw0rd",      "p@ssword", "qwerty",   "qwertyuiop", "asdfghjkl", "zxcvbnm",
    "admin",    "adminadmin", "administrator", "root",     "welcome",  "letmein",    "iloveyou",  "woaini",
    "abc",      "abcdef",     "abcabc",        "test",     "mingjing", "zhifa",      "zhengfu",   "changeme"};
constexpr std::string_view kRows[] = {"abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "98765432109876543210",
                                      "qwertyuiopasdfghjklzxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm"};

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

bool common(std::string_view password) {
  const std::string folded = lower(password);
  std::string_view stem = folded;
  while (!stem.empty() && !is_letter(stem.front())) stem.remove_prefix(1);
  while (!stem.empty() && !is_letter(stem.back())) stem.remove_suffix(1);
  if (std::find(kCommonStems.begin(), kCommonStems.end(), stem) != kCommonStems.end()) return true;
  if (std::set<char>(folded.begin(), folded.end()).size() < 5) return true;  // aaaaaaaaaaaa, 121212121212
  return std::any_of(std::begin(kRows), std::end(kRows),
                     [&](std::string_view row) { return row.find(folded) != std::string_view::npos; });
}

int classes(std::string_view password) {
  bool lower_case = false, upper_case = false, digit = false, other = false;
  for (char c : password) {
    if (c >= 'a' && c <= 'z')
      lower_case = true;
    else if (c >= 'A' && c <= 'Z')
      upper_case = true;
    else if (c >= '0' && c <= '9')
      digit = true;
    else
      other = true;
  }
  return lower_case + upper_case + digit + other;
}

}  // namespace

Status check_password(std::string_view password, std::string_view username) {
  const auto no = [](const char* sentence) { return invalid(sentence, "password"); };
  if (!is_utf8(password) || has_control(password)) return no("密码含有不可见字符，请重新设置。");
  if (password.size() > kPasswordBytesMax) return no("密码过长，请控制在128个字符以内。");
  const std::size_t length = count_chars(password);
  if (length < kPasswordMin && !(length >= kPasswordMinMixed && classes(password) >= 3)) {
    return no("密码至少12个字符；或者至少10个字符，且含大写字母、小写字母、数字、符号中的三类。");
  }
  if (!username.empty() && lower(password).find(lower(username)) != std::string::npos) {
    return no("密码不得包含用户名，请换一个。");
  }
  if (common(password)) return no("这个密码过于常见，容易被猜中，请换一个。");
  return {};
}

}  // namespace mingjing::identity
