// SPDX-License-Identifier: Apache-2.0
#include "domain/identity/check_digits.h"

#include <algorithm>
#include <array>
#include <string>

namespace mingjing::identity {
namespace {

constexpr std::string_view kUsccAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
constexpr std::array<int, 17> kUsccWeights{1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
constexpr std::array<int, 8> kOrganisationWeights{3, 7, 9, 10, 5, 8, 4, 2};
constexpr std::array<int, 17> kCitizenWeights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
constexpr std::string_view kCitizenMap = "10X98765432";
// GB/T 2260, the first two digits.
constexpr std::array kProvinces{11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43,
                                44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83};

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::optional<char> uscc_check(std::string_view first17) {
  if (first17.size() != kUsccWeights.size()) return std::nullopt;
  std::size_t sum = 0;
  for (std::size_t i = 0; i < first17.size(); ++i) {
    const auto value = kUsccAlphabet.find(first17[i]);
    if (value == std::string_view::npos) return std::nullopt;
    sum += value * static_cast<std::size_t>(kUsccWeights[i]);
  }
  return kUsccAlphabet[(31 - sum % 31) % 31];
}

bool is_uscc(std::string_view code) { return code.size() == 18 && uscc_check(code.substr(0, 17)) == code[17]; }

Status check_uscc(std::string_view code, std::string_view field) {
  if (code.size() != 18) return invalid("统一社会信用代码应为18位，请核对后重新填写。", std::string(field));
  const auto check = uscc_check(code.substr(0, 17));
  if (!check) {
    return invalid("统一社会信用代码只含数字和大写字母（不含I、O、S、V、Z），请核对。", std::string(field));
  }
  if (*check != code[17])
    return invalid("统一社会信用代码的校验位不符，可能录错一位，请对照证照核对。", std::string(field));
  return {};
}

std::optional<char> organisation_check(std::string_view first8) {
  if (first8.size() != kOrganisationWeights.size()) return std::nullopt;
  int sum = 0;
  for (std::size_t i = 0; i < first8.size(); ++i) {
    const char c = first8[i];
    int value = 0;
    if (c >= '0' && c <= '9')
      value = c - '0';
    else if (c >= 'A' && c <= 'Z')
      value = c - 'A' + 10;
    else
      return std::nullopt;
    sum += value * kOrganisationWeights[i];
  }
  const int check = 11 - sum % 11;
  return check == 10 ? 'X' : check == 11 ? '0' : static_cast<char>('0' + check);
}

bool is_organisation_code(std::string_view code) {
  if (code.size() == 10 && code[8] == '-') return organisation_check(code.substr(0, 8)) == code[9];
  return code.size() == 9 && organisation_check(code.substr(0, 8)) == code[8];
}

std::optional<char> citizen_check(std::string_view first17) {
  if (first17.size() != kCitizenWeights.size() || !all_digits(first17)) return std::nullopt;
  int sum = 0;
  for (std::size_t i = 0; i < first17.size(); ++i) sum += (first17[i] - '0') * kCitizenWeights[i];
  return kCitizenMap[static_cast<std::size_t>(sum % 11)];
}

std::optional<CitizenNumber> parse_citizen_number(std::string_view number) {
  if (number.size() != 18 || citizen_check(number.substr(0, 17)) != number[17]) return std::nullopt;
  const int province = (number[0] - '0') * 10 + (number[1] - '0');
  if (std::find(kProvinces.begin(), kProvinces.end(), province) == kProvinces.end()) return std::nullopt;
  const std::string day = std::string(number.substr(6, 4)) + "-" + std::string(number.substr(10, 2)) + "-" +
                          std::string(number.substr(12, 2));
  const auto birth = Date::parse(day);
  if (!birth) return std::nullopt;
  return CitizenNumber{*birth, (number[16] - '0') % 2 == 0};
}

Status check_citizen_number(std::string_view number, Date today, std::string_view field) {
  if (number.size() != 18) return invalid("公民身份号码应为18位，请核对后重新填写。", std::string(field));
  const auto parsed = parse_citizen_number(number);
  if (!parsed) {
    return invalid("公民身份号码的地区、出生日期或者校验位不符，请对照证件核对。", std::string(field));
  }
  if (parsed->birth > today) return invalid("公民身份号码中的出生日期晚于今天，请对照证件核对。", std::string(field));
  return {};
}

int full_years(Date birth, Date on) {
  int years = on.year() - birth.year();
  const bool passed = on.month() > birth.month() || (on.month() == birth.month() && on.day() > birth.day());
  if (!passed) --years;
  return years;
}

}  // namespace mingjing::identity
