// The two data files, read strictly: every member is known, every id resolves, every rule is cited.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "base/money.h"
#include "domain/catalog/discretion_book.h"
#include "law/citation.h"

namespace mingjing::catalog {
namespace {

constexpr std::int64_t kRateMax = 100'000;                // a hundred times
constexpr std::int64_t kAmountMax = 100'000'000'000'000;  // fen in a statute's range

template <class T>
const T* by_id(const std::vector<T>& rows, std::string_view id) {
  const auto at = std::find_if(rows.begin(), rows.end(), [&](const T& row) { return row.id == id; });
  return at == rows.end() ? nullptr : &*at;
}

}  // namespace

// One pass over the files. The first thing wrong is kept in `wrong_`; what is read after it is not used.
class DiscretionReader {
 public:
  Result<DiscretionBook> read(std::string_view rules_json, std::string_view standards_json) {
    const auto rules = parse_json(rules_json);
    if (!rules) return refuse(rules.error());
    const auto standards = parse_json(standards_json);
    if (!standards) return refuse(standards.error());
    where_ = "裁量规则";
    members(*rules, {"title", "source", "method", "facts", "measures", "rules"});
    read_terms(*rules);
    read_method(*rules);
    for (const auto& row : rules->items("rules")) book_.rules_.push_back(rule_of(row));
    where_ = "裁量基准";
    members(*standards, {"title", "source", "standards"});
    for (const auto& row : standards->items("standards")) book_.standards_.push_back(standard_of(row));
    check_ids();
    if (wrong_) return refuse(*wrong_);
    return std::move(book_);
  }

 private:
  void wrong(std::string_view what) {
    if (!wrong_) wrong_ = Error{ErrorCode::invalid, where_ + "：" + std::string(what), {}, {}, {}};
  }

  void members(const Json& json, std::initializer_list<std::string_view> known) {
    if (json.as_object() == nullptr) return wrong("这里应当是一个对象。");
    for (const auto& [name, value] : *json.as_object()) {
      if (std::find(known.begin(), known.end(), name) == known.end()) wrong("不认识的成员“" + name + "”。");
    }
  }

  std::string text(const Json& json, std::string_view name) {
    auto out = json.text(name);
    if (out.empty()) wrong("缺少“" + std::string(name) + "”。");
    return out;
  }

  std::string cited(const Json& json, std::string_view name) {
    auto out = text(json, name);
    if (!law::Citation::parse(out)) wrong("条文出处“" + out + "”不能识别。");
    return out;
  }

  std::int64_t number(const Json& json, std::string_view name, std::int64_t least, std::int64_t most) {
    const auto* found = json.find(name);
    const auto* n = found == nullptr ? nullptr : found->as_int();
    if (n != nullptr && *n >= least && *n <= most) return *n;
    wrong("“" + std::string(name) + "”应当是" + std::to_string(least) + "到" + std::to_string(most) + "的整数。");
    return least;
  }

  Date day(const Json& json, std::string_view name) {
    const auto out = Date::parse(json.text(name));
    if (!out) wrong("日期“" + std::string(name) + "”不能识别，应写成2026-01-01。");
    return out.value_or(Date{});
  }

  std::optional<Date> last_day(const Json& json, Date from) {
    if (json.find("until") == nullptr) return std::nullopt;
    const Date out = day(json, "until");
    if (out < from) wrong("截止日期早于起始日期。");
    return out;
  }

  std::vector<std::string> texts(const Json& json, std::string_view name) {
    std::vector<std::string> out;
    for (const auto& item : json.items(name)) {
      if (item.as_string() == nullptr)
        wrong("“" + std::string(name) + "”应当是一列文字。");
      else
        out.push_back(*item.as_string());
    }
    return out;
  }

  void known_fact(std::string_view id) {
    if (by_id(book_.facts_, id) == nullptr) wrong("没有登记情节“" + std::string(id) + "”。");
  }

  std::string measure_id(const Json& json, std::string_view name) {
    auto id = json.text(name);
    if (!id.empty() && by_id(book_.measures_, id) == nullptr) wrong("没有登记计量“" + id + "”。");
    return id;
  }

  void read_terms(const Json& json) {
    for (const auto& row : json.items("facts")) {
      members(row, {"id", "zh", "excludes", "natural_person_only"});
      book_.facts_.push_back(
          {text(row, "id"), text(row, "zh"), texts(row, "excludes"), row.flag("natural_person_only")});
    }
    for (const auto& fact : book_.facts_) {
      for (const auto& other : fact.excludes) known_fact(other);
    }
    known_fact(kNaturalPerson);
    for (const auto& row : json.items("measures")) {
      members(row, {"id", "zh", "unit", "kind"});
      Measure one{text(row, "id"), text(row, "zh"), text(row, "unit"), MeasureKind::money};
      const auto kind = text(row, "kind");
      if (kind == "quantity")
        one.kind = MeasureKind::quantity;
      else if (kind == "count")
        one.kind = MeasureKind::count;
      else if (kind != "money")
        wrong("计量种类“" + kind + "”应当是money、quantity或者count。");
      book_.measures_.push_back(std::move(one));
    }
  }

  void read_method(const Json& json) {
    const auto* row = json.find("method");
    if (row == nullptr) return wrong("缺少“method”。");
    members(*row, {"source", "citation", "max_shift", "edge_share", "mitigation_floor"});
    book_.method_ = {text(*row, "source"), cited(*row, "citation"), static_cast<int>(number(*row, "max_shift", 1, 9)),
                     number(*row, "edge_share", 1, 999), number(*row, "mitigation_floor", 0, 999)};
  }

  DiscretionRule rule_of(const Json& json) {
    where_ = "裁量规则“" + json.text("id") + "”";
    members(json, {"id", "zh", "citation", "from", "until", "effect", "force", "when", "unless", "age_from",
                   "age_below", "duty"});
    DiscretionRule out;
    out.id = text(json, "id"), out.zh = text(json, "zh"), out.citation = cited(json, "citation");
    out.from = day(json, "from"), out.until = last_day(json, out.from);
    const auto effect = text(json, "effect"), force = text(json, "force");
    if (effect == "no_penalty")
      out.effect = RuleEffect::no_penalty;
    else if (effect == "heavier")
      out.effect = RuleEffect::heavier;
    else if (effect != "lighten")
      wrong("效果“" + effect + "”应当是no_penalty、lighten或者heavier。");
    if (force == "may")
      out.force = RuleForce::may;
    else if (force != "must")
      wrong("“force”应当是must（应当）或者may（可以）。");
    for (const auto& term : texts(json, "when")) {
      auto& any = out.when.emplace_back();
      for (std::size_t at = 0; at <= term.size();) {
        const auto end = std::min(term.find('|', at), term.size());
        known_fact(any.emplace_back(term.substr(at, end - at)));
        at = end + 1;
      }
    }
    out.unless = texts(json, "unless");
    for (const auto& id : out.unless) known_fact(id);
    if (json.find("age_from") != nullptr) out.age_from = static_cast<int>(number(json, "age_from", 0, 150));
    if (json.find("age_below") != nullptr) out.age_below = static_cast<int>(number(json, "age_below", 1, 150));
    if (out.when.empty() && !out.age_from && !out.age_below) wrong("没有任何条件。");
    out.duty = json.text("duty");
    return out;
  }

  Applies applies_of(const Json& json, std::string_view by) {
    Applies out;
    out.facts = texts(json, "or");
    for (const auto& id : out.facts) known_fact(id);
    const bool interval = json.find("from") != nullptr || json.find("to") != nullptr;
    if (interval && by.empty()) wrong("写了起止数值，却没有用“by”说明按什么计量。");
    out.measured = interval || out.facts.empty();
    if (json.find("from") != nullptr) out.from = number(json, "from", 0, kMaxMoney.count);
    if (json.find("to") != nullptr) out.to = number(json, "to", 0, kMaxMoney.count);
    if (out.to && *out.to <= out.from) wrong("计量区间的终点没有大于起点。");
    return out;
  }

  FineBand band_of(const Json& json, std::string_view standard_by) {
    const std::string standard = where_;
    where_ = standard + "幅度“" + json.text("id") + "”";
    members(json, {"id", "zh", "from", "to", "or", "fine", "by", "steps"});
    FineBand out;
    out.id = text(json, "id"), out.zh = text(json, "zh"), out.applies = applies_of(json, standard_by);
    const Json fine = json.find("fine") != nullptr ? *json.find("fine") : Json::object({});
    members(fine, {"unit", "base", "min", "max", "citation", "optional"});
    const auto unit = text(fine, "unit");
    out.base = measure_id(fine, "base");
    const auto* base = by_id(book_.measures_, out.base);
    if (unit == "per_unit")
      out.range.unit = FineUnit::per_unit;
    else if (unit == "multiple")
      out.range.unit = FineUnit::multiple;
    else if (unit != "fixed")
      wrong("罚款单位“" + unit + "”应当是fixed、per_unit或者multiple。");
    const bool fixed = out.range.unit == FineUnit::fixed, multiple = out.range.unit == FineUnit::multiple;
    if (fixed != (base == nullptr)) wrong("按倍数或者按单位计罚须写明“base”，固定数额不写。");
    if (base != nullptr && multiple != (base->kind == MeasureKind::money))
      wrong("按倍数计罚的基数应当是金额，按单位计罚的应当是数量。");
    if (base != nullptr) out.range.unit_name = multiple ? base->zh : base->unit;
    out.range.max = number(fine, "max", 1, multiple ? kRateMax : kAmountMax);
    out.range.min = number(fine, "min", 0, out.range.max);
    out.range.citation = cited(fine, "citation");
    out.optional = fine.flag("optional");
    out.by = measure_id(json, "by");
    for (const auto& row : json.items("steps")) out.steps.push_back(step_of(row, out));
    if (out.steps.empty()) wrong("没有裁量阶次。");
    where_ = standard;
    return out;
  }

  DiscretionStep step_of(const Json& json, const FineBand& band) {
    const std::string outer = where_;
    where_ += "阶次“" + json.text("id") + "”";
    members(json, {"id", "zh", "from", "to", "or", "share", "amount"});
    DiscretionStep out;
    out.id = text(json, "id"), out.zh = text(json, "zh"), out.applies = applies_of(json, band.by);
    const bool share = json.find("share") != nullptr;
    const auto& ends = json.items(share ? "share" : "amount");
    if (share == (json.find("amount") != nullptr) || ends.size() != 2 || ends[0].as_int() == nullptr ||
        ends[1].as_int() == nullptr) {
      wrong("用“share”（占法定幅度的千分比）或者“amount”（数额）之一写明起止两个整数。");
    } else {
      const auto& range = band.range;
      const auto place = [&](std::int64_t n) {
        if (share ? n < 0 || n > 1000 : n < range.min || n > range.max) wrong("超出法定幅度。");
        return share ? range.min * 1000 + (range.max - range.min) * n : n * 1000;
      };
      out.low = place(*ends[0].as_int()), out.high = place(*ends[1].as_int());
      if (out.low > out.high) wrong("起点大于终点。");
    }
    where_ = outer;
    return out;
  }

  DiscretionStandard standard_of(const Json& json) {
    where_ = "裁量基准“" + json.text("id") + "”";
    members(json, {"id", "item", "name", "from", "until", "law_from", "basis", "requires", "afterwards", "rules", "by",
                   "bands"});
    DiscretionStandard out;
    out.id = text(json, "id"), out.item = text(json, "item"), out.name = text(json, "name");
    out.from = day(json, "from"), out.until = last_day(json, out.from), out.law_from = day(json, "law_from");
    if (out.law_from > out.from) wrong("基准的起始日期早于所依据规定的施行日期。");
    out.basis = texts(json, "basis");
    if (out.basis.empty()) wrong("缺少处罚依据。");
    for (const auto& citation : out.basis) {
      if (!law::Citation::parse(citation)) wrong("条文出处“" + citation + "”不能识别。");
    }
    if (const auto* row = json.find("requires")) {
      members(*row, {"fact", "citation"});
      known_fact(out.requires_fact = text(*row, "fact"));
      out.requires_citation = cited(*row, "citation");
    }
    if (json.find("afterwards") != nullptr) {
      if (!out.until) wrong("写了“afterwards”（此后不再违法），就要写明截止日期。");
      out.afterwards_citation = cited(json, "afterwards");
    }
    out.by = measure_id(json, "by");
    for (const auto& row : json.items("bands")) out.bands.push_back(band_of(row, out.by));
    if (out.bands.empty()) wrong("没有法定罚款幅度。");
    for (const auto& row : json.items("rules")) out.rules.push_back(rule_of(row));
    return out;
  }

  template <class T>
  void unique(const std::vector<T>& rows) {
    std::set<std::string> seen;
    for (const auto& row : rows) {
      if (!seen.insert(row.id).second) wrong("编号“" + row.id + "”重复。");
    }
  }

  void check_ids() {
    where_ = "裁量规则";
    unique(book_.facts_), unique(book_.measures_), unique(book_.rules_);
    where_ = "裁量基准";
    unique(book_.standards_);
    for (std::size_t i = 0; i < book_.standards_.size(); ++i) {
      const auto& one = book_.standards_[i];
      where_ = "裁量基准“" + one.id + "”";
      unique(one.bands);
      for (const auto& band : one.bands) unique(band.steps);
      auto rules = book_.rules_;
      rules.insert(rules.end(), one.rules.begin(), one.rules.end());
      unique(rules);
      for (std::size_t j = 0; j < i; ++j) {
        const auto& other = book_.standards_[j];
        if (one.item == other.item && (one.in_force(other.from) || other.in_force(one.from)))
          wrong("与“" + other.id + "”是同一事项，施行日期重叠。");
      }
    }
    if (book_.rules_.empty() || book_.standards_.empty()) wrong("文件中没有规则或者基准。");
  }

  DiscretionBook book_;
  std::string where_;
  std::optional<Error> wrong_;
};

Result<DiscretionBook> DiscretionBook::parse(std::string_view rules_json, std::string_view standards_json) {
  return DiscretionReader().read(rules_json, standards_json);
}

}  // namespace mingjing::catalog
