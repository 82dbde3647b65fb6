// SPDX-License-Identifier: Apache-2.0
#include "domain/catalog/recording_matters.h"

#include <algorithm>

#include "base/check.h"
#include "base/embedded.h"
#include "law/citation.h"

namespace mingjing::catalog {
namespace {

constexpr std::string_view kDuties[] = {"must", "should", "may"};
constexpr std::string_view kDutiesZh[] = {"应当记录", "按需要记录", "可以记录"};
constexpr std::string_view kWays[] = {"photo", "audio", "video"};

Result<std::vector<std::string>> texts(const Json& json, std::string_view member) {
  std::vector<std::string> out;
  for (const auto& entry : json.items(member)) {
    if (entry.as_string() == nullptr) return invalid(std::string(member) + " 不能识别。");
    out.push_back(*entry.as_string());
  }
  if (out.empty()) return invalid("缺少 " + std::string(member) + "。");
  return out;
}

Result<RecordingMatter> read(const Json& json) {
  RecordingMatter out;
  out.id = json.text("id");
  const auto wrong = [&](std::string_view what) { return invalid("事项“" + out.id + "”：" + std::string(what)); };
  out.name = json.text("name");
  if (out.id.empty() || out.name.empty()) return wrong("缺少编号或者名称。");
  auto acts = texts(json, "acts");
  auto ways = texts(json, "ways");
  if (!acts) return wrong(acts.error().message);
  if (!ways) return wrong(ways.error().message);
  for (const auto& way : *ways) {
    if (std::find(std::begin(kWays), std::end(kWays), way) == std::end(kWays)) return wrong("记录方式不能识别。");
  }
  out.acts = std::move(*acts);
  out.ways = std::move(*ways);
  if (const auto* when = json.find("when")) {
    if (when->as_object() == nullptr) return wrong("when 不能识别。");
    out.when = *when;
  }
  const auto duty = std::find(std::begin(kDuties), std::end(kDuties), json.text("duty"));
  if (duty == std::end(kDuties)) return wrong("duty 是 must、should 或者 may。");
  out.duty = static_cast<RecordingDuty>(duty - std::begin(kDuties));
  const auto extent = json.text("extent");
  if (extent != "whole" && extent != "part") return wrong("extent 是 whole 或者 part。");
  out.whole = extent == "whole";
  out.citation = json.text("citation");
  if (out.citation.empty()) return wrong("缺少依据。");
  const auto from = Date::parse(json.text("from"));
  if (!from) return wrong("起始日期不能识别。");
  out.from = *from;
  return out;
}

bool meets(const Json& when, const Json& form) {
  const auto* wanted = when.as_object();
  if (wanted == nullptr) return true;
  return std::all_of(wanted->begin(), wanted->end(), [&](const auto& member) {
    const auto* found = form.find(member.first);
    return found != nullptr && *found == member.second;
  });
}

}  // namespace

std::string_view to_string(RecordingDuty duty) { return kDuties[static_cast<std::size_t>(duty)]; }
std::string_view name_zh(RecordingDuty duty) { return kDutiesZh[static_cast<std::size_t>(duty)]; }

Json to_json(const RecordingMatter& matter) {
  Json out = Json::object({{"id", matter.id}, {"name", matter.name}, {"duty", to_string(matter.duty)},
                           {"extent", matter.whole ? "whole" : "part"}, {"citation", matter.citation},
                           {"from", matter.from.text()}});
  Json acts = Json::array(), ways = Json::array();
  for (const auto& act : matter.acts) acts.push(act);
  for (const auto& way : matter.ways) ways.push(way);
  out.set("acts", std::move(acts));
  out.set("ways", std::move(ways));
  if (matter.approved_on) out.set("approved_on", matter.approved_on->text());
  return out;
}

std::optional<RecordingMatter> matter_from_json(const Json& json) {
  auto out = read(json);
  if (!out) return std::nullopt;
  out->approved_on = Date::parse(json.text("approved_on"));
  return std::move(*out);
}

const RecordingMatters& RecordingMatters::built_in() {
  static const RecordingMatters all = [] {
    auto parsed = parse(embedded("catalog/recording_matters.json"));
    MJ_CHECK(parsed.has_value());
    return std::move(*parsed);
  }();
  return all;
}

Result<RecordingMatters> RecordingMatters::parse(std::string_view json) {
  const auto parsed = parse_json(json);
  if (!parsed) return refuse(parsed.error());
  RecordingMatters out;
  const auto seconds = parsed->integer("gap_seconds");
  if (seconds < 0 || seconds > 3600) return invalid("gap_seconds 应在 0 到 3600 之间。");
  out.gap_ms_ = seconds * 1000;
  for (const auto& entry : parsed->items("matters")) {
    auto matter = read(entry);
    if (!matter) return refuse(std::move(matter.error()));
    if (!law::Citation::parse(matter->citation)) return invalid("事项“" + matter->id + "”：条文出处不能识别。");
    const bool twice = std::any_of(out.all_.begin(), out.all_.end(), [&](const auto& m) { return m.id == matter->id; });
    if (twice) return invalid("事项“" + matter->id + "”登记了两次。");
    out.all_.push_back(std::move(*matter));
  }
  auto further = texts(*parsed, "further_acts");
  if (!further) return refuse(std::move(further.error()));
  out.further_acts_ = std::move(*further);
  for (std::size_t i = 0; i < out.all_.size(); ++i) {
    for (const auto& act : out.all_[i].acts) out.by_act_[act].push_back(i);
  }
  return out;
}

const RecordingMatter* RecordingMatters::of(std::string_view act, const Json& form, Date day) const {
  const auto named = by_act_.find(act);
  if (named == by_act_.end()) return nullptr;
  for (const auto i : named->second) {
    if (day >= all_[i].from && meets(all_[i].when, form)) return &all_[i];
  }
  return nullptr;
}

const RecordingMatter* RecordingMatters::find(std::string_view id) const {
  const auto found = std::find_if(all_.begin(), all_.end(), [&](const auto& matter) { return matter.id == id; });
  return found == all_.end() ? nullptr : &*found;
}

}  // namespace mingjing::catalog
