// What of a decision may be seen by everybody 「公开稿」. Removes, never covers: the public model holds only markers
// where the removed text stood, and page, PDF and JSON are made from it alone. Two nets: fields of the structured model
// (span.field) go by data/disclosure/masking.json, where a field of a person that no rule names is removed; and every
// value the case knows is looked for in all text, whatever its width, spaces or hyphens. What neither knows is the leak
// scan's matter (leak_scan.h). SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "domain/documents/document_model.h"

namespace mingjing::disclosure {

enum class PartyKind {
  natural,              // 自然人
  individual_business,  // 个体工商户: its operator is a natural person
  organisation,         // 法人及非法人组织
};

// Kinds of values, each with its own rule in data/disclosure/masking.json.
enum class ValueKind {
  party_name,           // 受处罚的自然人
  operator_name,        // 个体工商户经营者
  representative_name,  // 法定代表人、负责人、委托代理人
  witness_name,         // 证人
  complainant_name,     // 投诉举报人
  person_name,          // 其他自然人
  citizen_id,           // 身份证件号码
  phone,                // 电话
  home_address,         // 自然人住址
  bank_account,         // 账号
  health,               // 健康情况
  email,                // 电子邮箱
  plate,                // 车牌号
  secret,               // 商业秘密 and other secrets
  improper,             // 其他不宜公开的内容, marked by hand
};

struct KnownValue {
  ValueKind kind;
  std::string value;
};

struct MaskingInput {
  PartyKind party = PartyKind::natural;
  bool minor = false;  // 未成年人: never published (default 未满十八周岁 on the day of the decision)
  std::vector<KnownValue> values;  // all the case knows; empty and one-character values are left out
  std::vector<std::string>
      keep;  // names of organisations and agencies that must stay whole, though a known name is in them
  Date on;   // rules in force on that day (of publication)
};

// One rule at one place; never the removed text itself.
struct Removal {
  std::string rule;  // citizen_id
  std::string name;  // 身份证件号码
  std::string citation;
  std::string where;        // 正文第 3 段; 表格第 2 行
  std::string replacement;  // （隐去）
  std::size_t count = 1;
  bool operator==(const Removal&) const = default;
};

// One passage that was removed, for whoever compares: bytes [begin, end) of the text `unit` (text_units) and what stands
// in their place. Internal to the agency: the public learns kinds and counts only.
struct Difference {
  std::size_t unit = 0;
  std::size_t begin = 0, end = 0;
  std::string replacement;
  std::string rule, name, citation;
};

// The texts of a document in the order in which masking reads them: paragraphs and cells, with their place in words.
struct TextUnit {
  std::string where;  // 正文第 3 段
  std::string text;
};
inline constexpr std::string_view kLabelPlace = "编号";  // where: the number of a listed paragraph
std::vector<TextUnit> text_units(const documents::DocumentModel& model);

struct Masked {
  documents::DocumentModel model;
  std::vector<Removal> removals;
  std::vector<Difference> differences;
  std::vector<std::string> values;  // what was removed, for the leak scan; not to be stored or shown
};

// Refuses (invalid, reason code "minor") the document of a minor: it may only be withheld (grounds.h).
Result<Masked> mask(const documents::DocumentModel& model, const MaskingInput& input);

// Lines that stand beside the document (案由, 摘要), masked by the same rules; whatever is known goes, as in the document.
std::vector<std::string> mask_lines(const std::vector<std::string>& lines, const MaskingInput& input);

// The party as it appears in lists, feed and JSON: 青衡县瑞禾建材有限公司; 魏某; 白崖村小卖部.
std::string public_party_name(PartyKind kind, std::string_view name);
// 魏某; 欧阳某; names of one character or in other scripts: 某.
std::string surname_only(std::string_view name);
// 澜川市青衡县 for a full address; empty when no county or city can be told.
std::string county_of(std::string_view address);

std::string_view to_string(ValueKind kind);
std::string_view to_string(PartyKind kind);

}  // namespace mingjing::disclosure
