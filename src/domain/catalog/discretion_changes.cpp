// What would change the result: every fact that any rule or step of the case looks at is turned round, one at a time,
// and so are the age brackets and the borders of the measures; what comes out differently is told.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "domain/catalog/discretion_engine.h"

namespace mingjing::catalog {
namespace {

// What a reader of the result would notice.
auto gist(const Assessment& one) {
  return std::tuple(one.outcome, one.standard, one.band, one.step, one.statutory.from, one.statutory.to,
                    one.recommended.from, one.recommended.to, one.mitigated.has_value(), one.no_penalty_rules);
}

std::string told(const Assessment& one) {
  std::string out = summary_zh(one);
  if (one.mitigated) out += "；也可以减轻至" + text_zh(*one.mitigated);
  const bool may = std::any_of(one.options.begin(), one.options.end(), [](const DiscretionOption& option) {
    return option.outcome == DiscretionOutcome::no_penalty;
  });
  return may ? out + "；也可以不予处罚" : out;
}

std::vector<const DiscretionStandard*> standards_of(const DiscretionBook& book, const DiscretionFacts& facts) {
  std::vector<const DiscretionStandard*> out;
  for (const auto day : {facts.act_ended_on, facts.decided_on}) {
    const auto* one = book.find(facts.item, day);
    if (one != nullptr && (out.empty() || out.back() != one)) out.push_back(one);
  }
  return out;
}

void add(std::set<std::string>& to, const std::vector<std::string>& ids) { to.insert(ids.begin(), ids.end()); }

void add_rules(std::set<std::string>& to, const std::vector<DiscretionRule>& rules) {
  for (const auto& rule : rules) {
    for (const auto& any : rule.when) add(to, any);
    add(to, rule.unless);
  }
}

std::set<std::string> facts_looked_at(const DiscretionBook& book, const DiscretionFacts& facts) {
  std::set<std::string> out;
  add_rules(out, book.rules());
  for (const auto* one : standards_of(book, facts)) {
    add_rules(out, one->rules);
    if (!one->requires_fact.empty()) out.insert(one->requires_fact);
    for (const auto& band : one->bands) {
      add(out, band.applies.facts);
      for (const auto& step : band.steps) add(out, step.applies.facts);
    }
  }
  out.erase(std::string(kNaturalPerson));
  return out;
}

// Borders at which another step or band begins, by measure.
using Borders = std::set<std::pair<std::string, std::int64_t>>;
Borders borders(const DiscretionBook& book, const DiscretionFacts& facts) {
  Borders out;
  const auto add_row = [&](const std::string& by, const Applies& applies) {
    if (!by.empty() && applies.measured && applies.from > 0) out.emplace(by, applies.from);
  };
  for (const auto* one : standards_of(book, facts)) {
    for (const auto& band : one->bands) {
      add_row(one->by, band.applies);
      for (const auto& step : band.steps) add_row(band.by, step.applies);
    }
  }
  return out;
}

class Changes {
 public:
  Changes(const DiscretionBook& book, const DiscretionFacts& facts, const Assessment& found)
      : book_(book), facts_(facts), found_(found), borders_(borders(book, facts)) {}

  std::vector<DiscretionChange> all() {
    for (const auto& id : facts_looked_at(book_, facts_)) turn(id);
    if (facts_.age) {
      for (const int age : {13, 14, 18}) {
        if (bracket(age) == bracket(*facts_.age)) continue;
        auto other = facts_;
        other.age = age;
        tell("age", std::string("如果当事人行为时") + bracket_zh(age), other);
      }
    }
    for (const auto& [by, border] : borders_) cross(by, border);
    other_party();
    other_law();
    return std::move(out_);
  }

 private:
  static int bracket(int age) { return age < 14 ? 0 : age < 18 ? 1 : 2; }
  static std::string bracket_zh(int age) {
    if (age < 14) return "不满十四周岁";
    return age < 18 ? "已满十四周岁不满十八周岁" : "已满十八周岁";
  }

  void turn(const std::string& id) {
    auto other = facts_;
    const bool had = other.facts.erase(id) > 0;
    const bool natural = facts_.party == PartyType::natural_person;
    if (!had && !natural && book_.fact(id)->natural_person_only) return;
    if (!had) {
      std::erase_if(other.facts, [&](const std::string& held) { return book_.exclude(id, held); });
      other.facts.insert(id);
    }
    tell(id, std::string(had ? "如果没有“" : "如果有“") + book_.fact(id)->zh + "”", other);
  }

  // Only the nearest border on either side matters; farther ones follow from it.
  void cross(const std::string& by, std::int64_t border) {
    const auto at = facts_.measures.find(by);
    if (at == facts_.measures.end()) return;
    const auto between = [&](std::int64_t low, std::int64_t high) {
      return std::any_of(borders_.begin(), borders_.end(),
                         [&](const auto& row) { return row.first == by && row.second > low && row.second < high; });
    };
    auto other = facts_;
    const auto* measure = book_.measure(by);
    if (at->second < border && !between(at->second, border)) {
      other.measures[by] = border;
      tell(by, "如果" + measure->zh + "达到" + text_zh(*measure, border), other);
    } else if (at->second >= border && !between(border, at->second + 1)) {
      other.measures[by] = border - 1;
      tell(by, "如果" + measure->zh + "不足" + text_zh(*measure, border), other);
    }
  }

  void other_party() {
    auto other = facts_;
    other.age.reset();
    const bool natural = facts_.party == PartyType::natural_person;
    other.party = natural ? PartyType::organisation : PartyType::natural_person;
    if (natural) {
      other.facts.erase(std::string(kNaturalPerson));
      std::erase_if(other.facts, [&](const std::string& id) { return book_.fact(id)->natural_person_only; });
    } else {
      other.facts.insert(std::string(kNaturalPerson));
    }
    tell("party", natural ? "如果当事人是单位" : "如果当事人是自然人，且没有年龄情节", other);
  }

  // Had the act ended on the other side of the day on which the provisions changed.
  void other_law() {
    const auto* now = book_.find(facts_.item, facts_.decided_on);
    if (now == nullptr || book_.latest_before(facts_.item, now->from) == nullptr) return;
    auto other = facts_;
    const bool under_new = facts_.act_ended_on >= now->from;
    other.act_ended_on = under_new ? now->from - 1 : now->from;
    tell("act_ended_on", "如果违法行为在" + other.act_ended_on.text_zh() + (under_new ? "以前" : "以后") + "终了",
         other);
  }

  void tell(const std::string& id, std::string if_zh, const DiscretionFacts& other) {
    const auto then = assess_without_changes(book_, other);
    if (!then) return out_.push_back({id, std::move(if_zh), then.error().message});  // 请先查明…
    if (gist(*then) != gist(found_)) out_.push_back({id, std::move(if_zh), told(*then)});
  }

  const DiscretionBook& book_;
  const DiscretionFacts& facts_;
  const Assessment& found_;
  const Borders borders_;
  std::vector<DiscretionChange> out_;
};

}  // namespace

std::vector<DiscretionChange> what_would_change(const DiscretionBook& book, const DiscretionFacts& facts,
                                                const Assessment& found) {
  return Changes(book, facts, found).all();
}

}  // namespace mingjing::catalog
