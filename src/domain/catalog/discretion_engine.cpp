// One standard applied to one set of facts, in the order of discretion.h.
// SPDX-License-Identifier: Apache-2.0
#include "domain/catalog/discretion_engine.h"

#include <algorithm>

namespace mingjing::catalog {
namespace {

bool has_any(const DiscretionFacts& facts, const std::vector<std::string>& ids) {
  return std::any_of(ids.begin(), ids.end(), [&](const std::string& id) { return facts.facts.contains(id); });
}

// Bands and steps are chosen alike: by fact the last that matches, else by measure the only one that matches.
template <class T>
Result<std::size_t> choose(const DiscretionBook& book, const std::vector<T>& rows, const std::string& by,
                           const DiscretionFacts& facts, const std::string& what) {
  for (std::size_t i = rows.size(); i-- > 0;) {
    if (has_any(facts, rows[i].applies.facts)) return i;
  }
  std::int64_t value = 0;
  if (!by.empty()) {
    const auto at = facts.measures.find(by);
    if (at == facts.measures.end()) {
      return refuse_all({{"measure_missing", "请先查明" + book.measure(by)->zh + "，才能确定" + what + "。", "", by}});
    }
    value = at->second;
  }
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& applies = rows[i].applies;
    if (!applies.measured || value < applies.from || (applies.to && value >= *applies.to)) continue;
    if (found) return refuse_all({{"several_steps", "裁量基准有重叠：本案同时符合两个" + what + "。", "", by}});
    found = i;
  }
  if (!found) return refuse_all({{"no_step", "裁量基准有空档：本案没有对应的" + what + "。", "", by}});
  return *found;
}

// The quantity that the rate of a band multiplies.
struct Base {
  std::int64_t value = 1, divisor = 1000;
  std::string zh;  // × 1,200平方米
};

Result<Base> base_of(const DiscretionBook& book, const FineBand& band, const DiscretionFacts& facts) {
  const auto* measure = book.measure(band.base);
  if (measure == nullptr) return Base{};
  const auto at = facts.measures.find(band.base);
  if (at == facts.measures.end()) {
    return refuse_all(
        {{"measure_missing", "请先查明" + measure->zh + "，才能计算罚款。", band.range.citation, band.base}});
  }
  // Rates are thousandths of a fen, or millionths of an amount of money.
  const std::int64_t divisor = band.range.unit == FineUnit::multiple ? 1'000'000 : 1000 * measure->scale();
  return Base{at->second, divisor, " × " + text_zh(*measure, at->second)};
}

// A case on its way through the rules.
class Course {
 public:
  Course(const DiscretionBook& book, const DiscretionStandard& standard, const DiscretionFacts& facts)
      : book_(book), standard_(standard), facts_(facts) {
    for (const auto* rules : {&book.rules(), &standard.rules}) {
      for (const auto& rule : *rules) {
        if (rule.in_force(facts.decided_on) && rule_holds(rule, facts)) held_.push_back(&rule);
      }
    }
    out_.item = standard.item, out_.standard = standard.id;
  }

  Result<Assessment> run() {
    out_.duties.emplace_back("责令当事人改正或者限期改正违法行为（《行政处罚法》第二十八条第一款）");
    if (const auto at = facts_.measures.find("illegal_gains"); at != facts_.measures.end() && at->second > 0) {
      out_.duties.push_back("没收违法所得" + format_yuan(Fen{at->second}) +
                            "元，依法应当退赔的除外（《行政处罚法》第二十八条第二款）");
    }
    if (no_penalty()) return std::move(out_);
    if (!standard_.requires_fact.empty() && !facts_.facts.contains(standard_.requires_fact)) {
      out_.outcome = DiscretionOutcome::correct_first;
      out_.applied.push_back({"correct_first", "先责令改正，逾期不改正的才处罚款", "没有查明“" + requirement_zh() + "”",
                              standard_.requires_citation});
      return std::move(out_);
    }
    if (auto priced = price(); !priced) return refuse(priced.error());
    return std::move(out_);
  }

 private:
  std::string requirement_zh() const { return book_.fact(standard_.requires_fact)->zh; }
  bool counts(const DiscretionRule& rule) const {
    return rule.force == RuleForce::must || facts_.taken.contains(rule.id);
  }

  // APL 30, 31, 33. A rule that only allows it becomes an option until the agency makes use of it.
  bool no_penalty() {
    bool none = false;
    for (const auto* rule : held_) {
      if (rule->effect != RuleEffect::no_penalty) continue;
      out_.no_penalty_rules.push_back(rule->id);
      if (rule->force == RuleForce::may) out_.may_no_penalty.push_back(rule->id);
      if (!counts(*rule)) {
        out_.options.push_back({rule->id, rule->zh, rule->citation, DiscretionOutcome::no_penalty, {}});
        continue;
      }
      none = true;
      out_.applied.push_back({rule->id, rule->zh, "不予处罚", rule->citation});
      if (!rule->duty.empty()) out_.duties.push_back(rule->duty);
    }
    if (!none) return false;
    out_.outcome = DiscretionOutcome::no_penalty;
    out_.options.clear();
    out_.duties.emplace_back("对当事人进行教育（《行政处罚法》第三十三条第三款）");
    return true;
  }

  Status price() {
    const auto band_at = choose(book_, standard_.bands, standard_.by, facts_, "法定幅度");
    if (!band_at) return refuse(band_at.error());
    band_ = &standard_.bands[*band_at];
    auto base = base_of(book_, *band_, facts_);
    if (!base) return refuse(base.error());
    base_ = std::move(*base);
    const auto statutory =
        fen_range(base_.value, band_->range.min * 1000, band_->range.max * 1000, base_.divisor, true);
    if (!statutory) return too_large();
    out_.statutory = *statutory;
    out_.band = band_->id, out_.band_zh = band_->zh, out_.fine_optional = band_->optional;
    out_.applied.push_back(
        {"band", "法定罚款幅度（" + band_->zh + "）",
         mingjing::catalog::text_zh(band_->range) + base_.zh + "，即" + mingjing::catalog::text_zh(*statutory),
         band_->range.citation});
    const auto step_at = choose(book_, band_->steps, band_->by, facts_, "裁量阶次");
    if (!step_at) return refuse(step_at.error());
    out_.base_step = band_->steps[*step_at].id;
    if (auto moved = move(static_cast<int>(*step_at)); !moved) return moved;
    mitigate();
    if (out_.fine_optional) {
      out_.options.push_back({"no_fine", "法律规定“可以”处罚款，也可以不处罚款，须说明理由", band_->range.citation,
                              DiscretionOutcome::penalty, FenRange{}});
    }
    return {};
  }

  static tl::unexpected<Error> too_large() {
    return refuse_all({{"amount_too_large", "算出的罚款超出可以计算的范围，请核对填写的数量和单位。", "", "measures"}});
  }

  std::string percent(std::int64_t share) const { return std::to_string(share / 10) + "%"; }

  // Up a step for each ground that weighs heavier, then down a step for each that must or does weigh lighter.
  Status move(int base_step) {
    const int top = static_cast<int>(band_->steps.size()) - 1, most = book_.method().max_shift;
    const auto& first = band_->steps[static_cast<std::size_t>(base_step)];
    const auto start = place_range(base_step);
    if (!start) return too_large();
    out_.applied.push_back(
        {"step", "裁量基准（" + standard_.from.text_zh() + "起）阶次“" + first.zh + "”：" + why_step(first),
         mingjing::catalog::text_zh(*band_, first) + base_.zh + "，即" + mingjing::catalog::text_zh(*start),
         "《行政处罚法》第三十四条"});
    // The upper part of the highest step counts as one place more, the lower part of the lowest as one less: a ground
    // that must weigh lighter always does.
    const int up = std::min(most, grounds(RuleEffect::heavier, "从重"));
    const int raised = std::min(top + 1, base_step + up);
    const auto before = place_range(raised);
    const int down = std::min(most, grounds(RuleEffect::lighten, "从轻"));
    const int lowered = std::max(-1, raised - down);
    const auto recommended = place_range(lowered);
    if (!before || !recommended) return too_large();
    out_.before = *before, out_.recommended = *recommended;
    const auto& step = band_->steps[static_cast<std::size_t>(std::clamp(lowered, 0, top))];
    out_.step = step.id, out_.step_zh = step.zh;
    if (up + down == 0) return {};
    std::string how = "上调" + std::to_string(up) + "阶、下调" + std::to_string(down) + "阶，适用“" + step.zh + "”阶次";
    if (lowered < 0 || lowered > top) {
      how += lowered < 0 ? "的下段（" : "的上段（";
      how += percent(book_.method().edge_share) + "处为界）";
    }
    out_.applied.push_back({"shift", book_.method().source + "：先从重，后从轻，各不超过" + std::to_string(most) + "阶",
                            how + "，即" + mingjing::catalog::text_zh(*recommended), book_.method().citation});
    return {};
  }

  // The amounts of a step; place −1 is the lower part of the lowest, the place behind the last the upper part of it.
  std::optional<FenRange> place_range(int place) const {
    const int top = static_cast<int>(band_->steps.size()) - 1;
    const int edge = place < 0 ? -1 : place > top ? 1 : 0;
    const auto& step = band_->steps[static_cast<std::size_t>(std::clamp(place, 0, top))];
    const bool last = place >= top;
    const std::int64_t border = step.low + (step.high - step.low) * book_.method().edge_share / 1000;
    auto out = fen_range(base_.value, edge > 0 ? border : step.low, edge < 0 ? border : step.high, base_.divisor,
                         edge < 0 || last);
    if (!out) return std::nullopt;
    out->from = std::clamp(out->from, out_.statutory.from, out_.statutory.to);
    out->to = std::clamp(out->to, out_.statutory.from, out_.statutory.to);
    return out;
  }

  std::string why_step(const DiscretionStep& step) const {
    for (const auto& id : step.applies.facts) {
      if (facts_.facts.contains(id)) return book_.fact(id)->zh;
    }
    const auto* measure = book_.measure(band_->by);
    if (measure == nullptr) return "没有更重的情形";
    Applies measured = step.applies;
    measured.facts.clear();
    return conditions_zh(book_, band_->by, measured);
  }

  int grounds(RuleEffect effect, const std::string& how) {
    int count = 0;
    for (const auto* rule : held_) {
      if (rule->effect != effect) continue;
      if (!counts(*rule)) {
        out_.options.push_back(
            {rule->id, "可以" + how + "：" + rule->zh, rule->citation, DiscretionOutcome::penalty, {}});
        continue;
      }
      ++count;
      out_.applied.push_back({rule->id, rule->zh, how + "一阶", rule->citation});
      if (!rule->duty.empty()) out_.duties.push_back(rule->duty);
      if (effect != RuleEffect::lighten) continue;
      out_.must_lighten |= rule->force == RuleForce::must;
      out_.mitigation_citations.push_back(rule->citation);
    }
    return count;
  }

  // 减轻: below the statutory minimum, only with a ground of law, down to the agency's floor.
  void mitigate() {
    const auto least = out_.statutory.from;
    if (out_.mitigation_citations.empty() || least.count == 0) return;
    const auto floor = scaled(least.count, book_.method().mitigation_floor, 1000, Round::up);
    if (!floor || *floor >= least.count) return;
    out_.mitigated = FenRange{Fen{*floor}, least - Fen{1}};
    out_.options.push_back({"mitigated", "可以减轻处罚，低于法定最低罚款" + format_yuan(least) + "元，须说明理由",
                            out_.mitigation_citations.front(), DiscretionOutcome::penalty, out_.mitigated});
  }

  const DiscretionBook& book_;
  const DiscretionStandard& standard_;
  const DiscretionFacts& facts_;
  std::vector<const DiscretionRule*> held_;
  const FineBand* band_ = nullptr;
  Base base_;
  Assessment out_;
};

}  // namespace

bool rule_holds(const DiscretionRule& rule, const DiscretionFacts& facts) {
  if (rule.age_from && (!facts.age || *facts.age < *rule.age_from)) return false;
  if (rule.age_below && (!facts.age || *facts.age >= *rule.age_below)) return false;
  if (has_any(facts, rule.unless)) return false;
  return std::all_of(rule.when.begin(), rule.when.end(), [&](const auto& any) { return has_any(facts, any); });
}

Result<Assessment> assess_under(const DiscretionBook& book, const DiscretionStandard& standard,
                                const DiscretionFacts& facts) {
  return Course(book, standard, facts).run();
}

}  // namespace mingjing::catalog
