// Reads data/limits. A file is {"in_force_from", "unit_citation"?, "roll"?, "rules": [...]}; what a rule does not say,
// it takes from its file. SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/check.h"
#include "base/embedded.h"
#include "base/json.h"
#include "law/citation.h"
#include "law/limits.h"

namespace mingjing::law {
namespace {

template <class E, std::size_t N>
std::optional<E> named(std::string_view text, const std::array<E, N>& values) {
  for (const E value : values) {
    if (to_string(value) == text) return value;
  }
  return std::nullopt;
}

constexpr std::array kUnits = {LimitUnit::hour, LimitUnit::working_day, LimitUnit::calendar_day, LimitUnit::month,
                               LimitUnit::year};
constexpr std::array kDirections = {LimitDirection::forward, LimitDirection::backward, LimitDirection::window,
                                    LimitDirection::fixed};
constexpr std::array kEffects = {LimitEffect::red,   LimitEffect::bars,   LimitEffect::lapses,   LimitEffect::waits,
                                 LimitEffect::lifts, LimitEffect::deemed, LimitEffect::surcharge};

struct Loading {
  std::vector<LimitRule> rules;
  std::vector<Reason> reasons;
  void wrong(const std::string& id, std::string message) {
    reasons.push_back({"limit_rule", id + "：" + std::move(message), {}, id});
  }
};

// The rule's own member, else the file's.
std::string text_of(const Json& rule, const Json& file, std::string_view name) {
  return rule.text(name, file.text(name));
}

LimitAnchor read_anchor(const Json& json, const std::string& id, Loading& loading) {
  LimitAnchor out{json.text("name"), json.text("zh"), json.text("role", "start"),
                  static_cast<int>(json.integer("amount")), LimitUnit::calendar_day};
  if (out.name.empty() || out.zh.empty()) loading.wrong(id, "起算事件没有名称。");
  if (out.role != "start" && out.role != "later_of" && out.role != "opens_after")
    loading.wrong(id, "事件的作用不认识。");
  if (const Json* unit = json.find("unit")) {
    const auto known = named(unit->as_string() != nullptr ? *unit->as_string() : "", kUnits);
    if (!known) loading.wrong(id, "事件的单位不认识。");
    out.unit = known.value_or(LimitUnit::calendar_day);
  }
  return out;
}

void check_citation(const std::string& id, const std::string& text, Loading& loading) {
  if (!Citation::parse(text)) loading.wrong(id, "出处读不懂：" + text);
}

void read_changes(const Json& json, LimitRule& rule, Loading& loading) {
  if (const Json* extension = json.find("extension")) {
    rule.extension = LimitExtension{static_cast<int>(extension->integer("max")), extension->text("by"),
                                    extension->text("citation", rule.citation)};
    if (rule.extension->by.empty() || rule.extension->max < 0) loading.wrong(rule.id, "延长没有写明由谁批准。");
    check_citation(rule.id, rule.extension->citation, loading);
  }
  for (const Json& item : json.items("suspend")) {
    rule.suspensions.push_back({item.text("ground"), item.text("zh"), item.text("citation", rule.citation)});
    if (rule.suspensions.back().zh.empty()) loading.wrong(rule.id, "中止没有写明事由。");
    check_citation(rule.id, rule.suspensions.back().citation, loading);
  }
  for (const Json& note : json.items("notes")) {
    if (const std::string* text = note.as_string()) rule.notes.push_back(*text);
  }
}

void read_validity(const Json& json, const Json& file, LimitRule& rule, Loading& loading) {
  const auto from = Date::parse(text_of(json, file, "in_force_from"));
  if (!from) loading.wrong(rule.id, "没有写明自何时施行。");
  rule.in_force_from = from.value_or(Date(1900, 1, 1));
  const std::string until = text_of(json, file, "in_force_until");
  if (until.empty()) return;
  rule.in_force_until = Date::parse(until);
  if (!rule.in_force_until || *rule.in_force_until < rule.in_force_from) loading.wrong(rule.id, "施行期间不对。");
}

void read_rule(const Json& json, const Json& file, Loading& loading) {
  LimitRule rule;
  rule.id = json.text("id");
  rule.family = json.text("family", rule.id);
  rule.name = json.text("name");
  rule.amount = static_cast<int>(json.integer("amount"));
  rule.owed_by = json.text("owed_by");
  rule.yellow = static_cast<int>(json.integer("yellow"));
  rule.red = static_cast<int>(json.integer("red"));
  rule.citation = json.text("citation");
  rule.fixed_on = json.text("on");
  const auto unit = named(json.text("unit"), kUnits);
  const auto direction = named(json.text("direction", "forward"), kDirections);
  const auto effect = named(json.text("effect", "red"), kEffects);
  if (!unit || !direction || !effect) loading.wrong(rule.id, "单位、方向或者后果不认识。");
  rule.unit = unit.value_or(LimitUnit::calendar_day);
  rule.direction = direction.value_or(LimitDirection::forward);
  rule.effect = effect.value_or(LimitEffect::red);
  if (rule.unit == LimitUnit::working_day) rule.unit_citation = text_of(json, file, "unit_citation");
  const std::string roll = text_of(json, file, "roll");
  if (roll != "none" && roll != "direct" && roll != "analogy") loading.wrong(rule.id, "没有写明末日顺延的依据。");
  rule.roll = roll == "direct" ? LimitRoll::direct : roll == "analogy" ? LimitRoll::analogy : LimitRoll::none;
  for (const Json& anchor : json.items("anchors")) rule.anchors.push_back(read_anchor(anchor, rule.id, loading));
  read_validity(json, file, rule, loading);
  read_changes(json, rule, loading);
  if (rule.id.empty() || rule.name.empty() || rule.owed_by.empty()) loading.wrong(rule.id, "缺编号、名称或者由谁办。");
  if (rule.amount < 1 || rule.amount > 1000) loading.wrong(rule.id, "长度不对。");
  if (rule.anchors.empty() || rule.anchors.front().role != "start") loading.wrong(rule.id, "没有起算事件。");
  if (rule.yellow < rule.red || rule.red < 0) loading.wrong(rule.id, "黄灯应当不晚于红灯。");
  if (rule.direction == LimitDirection::fixed && !Date::parse("2024-" + rule.fixed_on)) {
    loading.wrong(rule.id, "没有写明每年的哪一天。");
  }
  check_citation(rule.id, rule.citation, loading);
  if (!rule.unit_citation.empty()) check_citation(rule.id, rule.unit_citation, loading);
  loading.rules.push_back(std::move(rule));
}

void check_families(Loading& loading) {
  std::map<std::string, int> ids;
  for (const LimitRule& rule : loading.rules) {
    if (++ids[rule.id] == 2) loading.wrong(rule.id, "编号重复。");
  }
  for (const LimitRule& a : loading.rules) {
    if (!ids.contains(a.family)) loading.wrong(a.id, "前后相继的规定 " + a.family + " 不存在。");
    for (const LimitRule& b : loading.rules) {
      if (&a == &b || a.family != b.family || b.in_force_from < a.in_force_from) continue;
      if (!a.in_force_until || *a.in_force_until >= b.in_force_from)
        loading.wrong(a.id, "与 " + b.id + " 的施行期间重叠。");
    }
  }
}

}  // namespace

Result<Limits> Limits::parse(const std::vector<std::string_view>& files) {
  Loading loading;
  for (const std::string_view text : files) {
    const auto file = parse_json(text);
    if (!file) return refuse(file.error());
    for (const Json& rule : file->items("rules")) read_rule(rule, *file, loading);
  }
  check_families(loading);
  if (!loading.reasons.empty()) {
    Error error{ErrorCode::invalid, "期限规则有错，不能使用。", "", std::move(loading.reasons), {}};
    return refuse(std::move(error));
  }
  std::sort(loading.rules.begin(), loading.rules.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  Limits out;
  out.rules_ = std::move(loading.rules);
  return out;
}

const Limits& Limits::built_in() {
  static const Limits kLimits = [] {
    std::vector<std::string_view> files;
    for (const std::string_view path : embedded_under("limits/")) {
      if (path.ends_with(".json")) files.push_back(embedded(path));
    }
    auto limits = parse(files);
    if (!limits) {
      for (const Reason& reason : limits.error().reasons) fmt::print(stderr, "{}\n", reason.message);
    }
    MJ_CHECK(limits.has_value());
    return std::move(*limits);
  }();
  return kLimits;
}

const LimitRule* Limits::find(std::string_view id) const {
  const auto rule = std::find_if(rules_.begin(), rules_.end(), [&](const LimitRule& r) { return r.id == id; });
  return rule == rules_.end() ? nullptr : &*rule;
}

Result<const LimitRule*> Limits::choose(std::string_view id, Date on) const {
  const LimitRule* asked = find(id);
  if (asked == nullptr)
    return refuse(ErrorCode::not_found, fmt::format("没有编号为 {} 的期限，用 due --list 看全部。", id), "rule");
  for (const LimitRule& rule : rules_) {
    if (rule.family != asked->family || on < rule.in_force_from) continue;
    if (!rule.in_force_until || on <= *rule.in_force_until) return &rule;
  }
  return invalid(fmt::format("“{}”的规定在 {} 还没有施行，这一天不能据此起算。", asked->name, on.text_zh()), "start");
}

}  // namespace mingjing::law
