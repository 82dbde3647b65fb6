// SPDX-License-Identifier: Apache-2.0
#include "law/known_laws.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "base/embedded.h"
#include "base/json.h"
#include "law/limits.h"

namespace mingjing::law {
namespace {

constexpr std::string_view kOpen = "《", kClose = "》";

Result<LawVersion> read_version(const Json& json, const std::string& title) {
  LawVersion out;
  for (const auto& [name, slot] : {std::pair{"adopted_on", &out.adopted_on},
                                   {"in_force_from", &out.in_force_from},
                                   {"in_force_until", &out.in_force_until}}) {
    if (json.find(name) == nullptr) continue;
    *slot = Date::parse(json.text(name));
    if (!*slot) return invalid(fmt::format("{}：{} 不是日期。", title, name));
  }
  out.text_stored = json.flag("text");
  out.presumed = json.flag("presumed");
  return out;
}

// A version ends the day before its successor begins, unless the data say that it ended sooner.
Status close_versions(KnownLaw& law) {
  for (std::size_t i = 0; i + 1 < law.versions.size(); ++i) {
    const auto next = law.versions[i + 1].in_force_from;
    if (!next || !law.versions[i].in_force_from || *next <= *law.versions[i].in_force_from) {
      return invalid(law.title + "：各版本的施行日期没有先后。");
    }
    const Date last = *next - 1;
    if (!law.versions[i].in_force_until || *law.versions[i].in_force_until > last)
      law.versions[i].in_force_until = last;
  }
  return {};
}

bool in_force(const LawVersion& version, Date on) {
  return (!version.in_force_from || *version.in_force_from <= on) &&
         (!version.in_force_until || on <= *version.in_force_until);
}

std::optional<LawKind> kind_of(std::string_view text) {
  for (const LawKind kind : {LawKind::law, LawKind::regulation, LawKind::rule, LawKind::document}) {
    if (to_string(kind) == text) return kind;
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_string(LawKind kind) {
  switch (kind) {
    case LawKind::law:
      return "law";
    case LawKind::regulation:
      return "regulation";
    case LawKind::rule:
      return "rule";
    case LawKind::document:
      return "document";
  }
  return {};
}

Result<KnownLaws> KnownLaws::parse(std::string_view text) {
  const auto json = parse_json(text);
  if (!json) return refuse(json.error());
  KnownLaws out;
  for (const Json& item : json->items("laws")) {
    KnownLaw law{item.text("title"), item.text("full", item.text("title")), item.text("code"), LawKind::law, {}};
    const auto kind = kind_of(item.text("kind"));
    if (law.title.empty() || !kind) return invalid("已知法律缺标题或者种类：" + law.title);
    if (out.find(law.title) != nullptr) return invalid("已知法律重复：" + law.title);
    law.kind = *kind;
    for (const Json& version : item.items("versions")) {
      auto read = read_version(version, law.title);
      if (!read) return refuse(read.error());
      law.versions.push_back(*read);
    }
    if (law.versions.empty()) return invalid(law.title + "：没有版本。");
    if (auto closed = close_versions(law); !closed) return refuse(closed.error());
    out.laws_.push_back(std::move(law));
  }
  return out;
}

const KnownLaws& KnownLaws::built_in() {
  static const KnownLaws kLaws = [] {
    auto laws = parse(embedded("known_laws.json"));
    if (!laws) fmt::print(stderr, "{}\n", laws.error().message);
    MJ_CHECK(laws.has_value());
    return std::move(*laws);
  }();
  return kLaws;
}

const KnownLaw* KnownLaws::find(std::string_view title) const {
  if (title.starts_with(kOpen) && title.ends_with(kClose)) {
    title = title.substr(kOpen.size(), title.size() - kOpen.size() - kClose.size());
  }
  const auto law = std::find_if(laws_.begin(), laws_.end(),
                                [&](const KnownLaw& known) { return known.title == title || known.full == title; });
  return law == laws_.end() ? nullptr : &*law;
}

const LawVersion* KnownLaws::find(std::string_view title, Date adopted_on) const {
  const KnownLaw* law = find(title);
  if (law == nullptr) return nullptr;
  const auto version = std::find_if(law->versions.begin(), law->versions.end(),
                                    [&](const LawVersion& v) { return v.adopted_on == adopted_on; });
  return version == law->versions.end() ? nullptr : &*version;
}

Result<ResolvedLaw> KnownLaws::resolve(std::string_view title, Date on) const {
  const KnownLaw* law = find(title);
  if (law == nullptr) return refuse(ErrorCode::not_found, fmt::format("没有登记《{}》，请核对名称。", title), "law");
  for (const LawVersion& version : law->versions) {
    if (in_force(version, on)) return ResolvedLaw{law, &version};
  }
  return invalid(fmt::format("《{}》在 {} 没有已知的有效版本。", law->title, on.text_zh()), "law");
}

std::string ResolvedLaw::text_zh() const {
  std::string parts;
  const auto part = [&](const std::string& text) { parts += (parts.empty() ? "" : "，") + text; };
  if (version->adopted_on) part(version->adopted_on->text() + " 版");
  if (version->in_force_from) {
    part(version->in_force_from->text() + " 起施行" + (version->presumed ? "（推定）" : ""));
  }
  if (!version->text_stored) part("文本未存");
  return fmt::format("《{}》{}", law->title, parts.empty() ? "" : "（" + parts + "）");
}

std::vector<CitedPlace> cited_in_data(Date today) {
  std::vector<CitedPlace> out;
  const auto add = [&](const LimitRule& rule, const std::string& text) {
    for (const Citation& citation : find_citations(text)) {
      Citation place = citation;
      if (place.article == 0) place = Citation::parse(text).value_or(place);
      out.push_back({rule.id, place, rule.in_force_from});
      out.push_back({rule.id, place, rule.in_force_until.value_or(today)});
    }
  };
  for (const LimitRule& rule : Limits::built_in().all()) {
    add(rule, rule.citation);
    add(rule, rule.unit_citation);
    if (rule.extension) add(rule, rule.extension->citation);
    for (const auto& suspension : rule.suspensions) add(rule, suspension.citation);
  }
  for (const std::string_view path : embedded_under("")) {
    const bool text =
        path.ends_with(".json") || path.ends_with(".tsv") || path.ends_with(".txt") || path.ends_with(".html");
    if (!text || path.starts_with("limits/")) continue;
    for (Citation& citation : find_citations(embedded(path))) {
      if (citation.article > 0) out.push_back({std::string(path), std::move(citation), today});
    }
  }
  return out;
}

std::vector<CitationProblem> check_citations(const std::vector<CitedPlace>& places, const KnownLaws& laws,
                                             const PlaceExists& exists) {
  std::vector<CitationProblem> out;
  for (const CitedPlace& place : places) {
    const auto resolved = laws.resolve(place.citation.law, place.on);
    if (!resolved) {
      out.push_back({place.where, place.citation.text(), resolved.error().message});
      continue;
    }
    if (place.citation.article == 0 && resolved->law->kind != LawKind::document) continue;
    if (place.citation.article > 0 && resolved->law->kind == LawKind::document) {
      out.push_back({place.where, place.citation.text(), "这是文件，没有条。"});
      continue;
    }
    if (!resolved->version->text_stored || exists == nullptr) continue;
    if (exists(*resolved->law, *resolved->version, place.citation) == false) {
      out.push_back({place.where, place.citation.text(), "这个版本里没有这一处：" + resolved->text_zh()});
    }
  }
  return out;
}

}  // namespace mingjing::law
