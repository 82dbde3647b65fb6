// SPDX-License-Identifier: Apache-2.0
#include "domain/catalog/term_grounds.h"

#include <algorithm>

#include "base/check.h"
#include "base/embedded.h"
#include "base/json.h"
#include "law/citation.h"

namespace mingjing::catalog {

namespace {

Result<TermGround> read(const Json& json) {
  TermGround out;
  out.id = json.text("id");
  const auto wrong = [&](std::string_view what) { return invalid("情形“" + out.id + "”：" + std::string(what)); };
  if (out.id.empty()) return wrong("缺少编号。");
  const std::string kind = json.text("kind");
  if (kind != "extend" && kind != "suspend") return wrong("kind 是 extend 或者 suspend。");
  out.suspends = kind == "suspend";
  out.name = json.text("name");
  if (out.name.empty()) return wrong("缺少名称。");
  out.citation = json.text("citation");
  if (!law::Citation::parse(out.citation)) return wrong("条文出处不能识别。");
  out.days_max = json.integer("days_max");
  out.times_max = json.integer("times_max");
  if (out.days_max < 0 || out.times_max < 0) return wrong("天数和次数不能是负数。");
  if (out.suspends && out.days_max != 0) return wrong("不计入的情形没有最长天数。");
  out.while_transferred = json.flag("while_transferred");
  const auto from = Date::parse(json.text("from"));
  if (!from) return wrong("起始日期不能识别。");
  out.from = *from;
  out.until = Date::parse(json.text("until"));
  if (json.find("until") != nullptr && !out.until) return wrong("截止日期不能识别。");
  for (const auto& law : json.items("laws")) {
    if (law.as_string() == nullptr) return wrong("法律名称不能识别。");
    out.laws.push_back(*law.as_string());
  }
  out.agency = json.text("agency");
  if (out.laws.empty() && out.agency.empty()) return wrong("没有写明适用的法律或者机关。");
  out.note = json.text("note");
  return out;
}

bool serves(const TermGround& ground, const std::vector<std::string>& laws, std::string_view agency_name) {
  if (!ground.agency.empty() && agency_name.find(ground.agency) != std::string_view::npos) return true;
  return std::find_first_of(laws.begin(), laws.end(), ground.laws.begin(), ground.laws.end()) != laws.end();
}

}  // namespace

const TermGrounds& TermGrounds::built_in() {
  static const TermGrounds all = [] {
    auto parsed = parse(embedded("catalog/term_grounds.json"));
    MJ_CHECK(parsed.has_value());
    return std::move(*parsed);
  }();
  return all;
}

Result<TermGrounds> TermGrounds::parse(std::string_view json) {
  const auto parsed = parse_json(json);
  if (!parsed) return tl::make_unexpected(parsed.error());
  TermGrounds out;
  for (const auto& entry : parsed->items("grounds")) {
    auto ground = read(entry);
    if (!ground) return tl::make_unexpected(std::move(ground.error()));
    const bool twice = std::any_of(out.all_.begin(), out.all_.end(), [&](const auto& g) { return g.id == ground->id; });
    if (twice) return invalid("情形“" + ground->id + "”登记了两次。");
    out.all_.push_back(std::move(*ground));
  }
  return out;
}

std::vector<TermGround> TermGrounds::granted(const std::vector<std::string>& basis, std::string_view agency_name,
                                             Date day) const {
  std::vector<TermGround> out;
  std::vector<std::string> laws;
  for (const auto& text : basis) {
    if (auto cited = law::Citation::parse(text)) laws.push_back(std::move(cited->law));
  }
  for (const auto& ground : all_) {
    const bool in_force = day >= ground.from && (!ground.until || day <= *ground.until);
    if (in_force && serves(ground, laws, agency_name)) out.push_back(ground);
  }
  return out;
}

}  // namespace mingjing::catalog
