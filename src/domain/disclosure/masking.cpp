// SPDX-License-Identifier: Apache-2.0
#include "domain/disclosure/masking.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "base/check.h"
#include "base/text.h"
#include "domain/disclosure/folded_text.h"
#include "domain/disclosure/masking_rules.h"
#include "domain/identity/check_digits.h"

namespace mingjing::disclosure {

namespace {

using documents::Block;
using documents::DocumentModel;
using documents::Span;
using documents::Text;

constexpr std::array<std::pair<ValueKind, std::string_view>, 15> kKinds{{
    {ValueKind::party_name, "party_name"},
    {ValueKind::operator_name, "operator_name"},
    {ValueKind::representative_name, "representative_name"},
    {ValueKind::witness_name, "witness_name"},
    {ValueKind::complainant_name, "complainant_name"},
    {ValueKind::person_name, "person_name"},
    {ValueKind::citizen_id, "citizen_id"},
    {ValueKind::phone, "phone"},
    {ValueKind::home_address, "home_address"},
    {ValueKind::bank_account, "bank_account"},
    {ValueKind::health, "health"},
    {ValueKind::email, "email"},
    {ValueKind::plate, "plate"},
    {ValueKind::secret, "secret"},
    {ValueKind::improper, "improper"},
}};

constexpr std::array<std::string_view, 10> kStems{"甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"};

struct Hit {
  Range range;
  std::size_t value = 0;  // index in values_
};

bool has_figure(std::string_view text) {
  const auto folded = with_plain_figures(fold(text));
  return std::any_of(folded.chars.begin(), folded.chars.end(), is_digit);
}

// An address without its province, city, county and township, as long as it still says where somebody lives.
void add_shorter_addresses(std::string_view address, std::vector<std::string>& out) {
  auto rest = address.substr(county_of(address).size());
  if (rest.size() != address.size() && has_figure(rest)) out.emplace_back(rest);
  for (std::string_view end : {"乡", "镇", "街道"}) {
    const auto at = rest.find(end);
    if (at == std::string_view::npos || at == 0 || at > 30) continue;
    rest.remove_prefix(at + end.size());
    if (count_chars(rest) > 3 && has_figure(rest)) out.emplace_back(rest);
    return;
  }
}

// The day of birth and the older number of 15 figures stand in the number of 18.
void add_of_citizen_id(std::string_view id, std::vector<std::string>& out) {
  const auto number = identity::parse_citizen_number(id);
  if (!number) return;
  const auto birth = number->birth;
  out.push_back(birth.text());
  out.push_back(birth.text_zh());
  out.push_back(fmt::format("{}年{:02}月{:02}日", birth.year(), birth.month(), birth.day()));
  if (id.substr(6, 2) == "19") out.push_back(std::string(id.substr(0, 6)) + std::string(id.substr(8, 9)));
}

// A telephone number without the code of country or area.
void add_local_numbers(std::string_view phone, std::vector<std::string>& out) {
  const auto figures = with_plain_figures(fold(phone)).compact;
  std::string digits;
  for (auto c : figures) {
    if (is_digit(c)) digits.push_back(static_cast<char>(c));
  }
  if (digits.size() == 13 && digits.starts_with("86")) out.push_back(digits.substr(2));
  if (digits.size() >= 10 && digits.size() <= 12 && digits[0] == '0') {
    out.push_back(digits.substr(digits[1] == '1' || digits[1] == '2' ? 3 : 4));
  }
}

// A known value and what it gives away in part.
std::vector<std::string> forms_of(const KnownValue& known) {
  std::vector<std::string> out{known.value};
  const auto value = trim(known.value);
  if (known.kind == ValueKind::home_address) add_shorter_addresses(value, out);
  if (known.kind == ValueKind::citizen_id) add_of_citizen_id(value, out);
  if (known.kind == ValueKind::phone) add_local_numbers(value, out);
  return out;
}

class Masker {
 public:
  Masker(const MaskingInput& input, const MaskingRules& rules) : input_(input), rules_(rules) {
    for (const auto& known : input.values) {
      for (const auto& value : forms_of(known)) add_value(to_string(known.kind), value);
    }
  }

  Masked run(const DocumentModel& model) {
    // Values of removed fields are looked for everywhere else too.
    each_text(model, [this](const Text& text, const std::string&) {
      for (const auto& span : text) {
        const auto* rule = rule_of_field(span.field);
        if (rule == nullptr) continue;
        const auto kind = std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& row) { return row.second == rule->id; });
        if (kind == kKinds.end()) add_value(rule->id, span.text);
        else for (const auto& value : forms_of({kind->first, span.text})) add_value(rule->id, value);
      }
    });
    // Longest first, so that 魏强国 is not taken for 魏强.
    std::stable_sort(values_.begin(), values_.end(),
                     [](const auto& a, const auto& b) { return a.value.size() > b.value.size(); });
    Masked out;
    out.model = model;
    each_text(out.model, [this](Text& text, const std::string& where) {
      text = masked(text, where);
      ++unit_;
    });
    const auto masked_line = [this](std::string& line, const char* where) {
      line = plain(masked({{line, Span::Style::plain, {}}}, where));
      ++unit_;
    };
    for (auto& line : out.model.title) masked_line(line, "标题");
    masked_line(out.model.copies, "版记");
    for (auto& block : out.model.blocks) masked_line(block.label, kLabelPlace.data());
    for (auto& line : out.model.foot) masked_line(line, "页脚");
    out.removals = std::move(removals_);
    out.differences = std::move(differences_);
    for (const auto& value : values_) out.values.push_back(value.value);
    return out;
  }

  template <class Model, class Visit>
  static void each_text(Model& model, Visit visit) {
    std::size_t paragraph = 0;
    for (auto& block : model.blocks) {
      const auto where = "正文第 " + std::to_string(++paragraph) + " 段";
      visit(block.text, where);
      std::size_t row = 0;
      for (auto& cells : block.rows) {
        ++row;
        for (auto& cell : cells) visit(cell.text, where + "表格第 " + std::to_string(row) + " 行");
      }
    }
  }

 private:
  struct Value {
    const MaskRule* rule;
    std::string value;
    Sought sought;
  };

  void add_value(std::string_view rule, std::string_view value) {
    const auto text = std::string(trim(value));
    if (count_chars(text) < 2) return;  // a single character would tear the whole text
    for (const auto& known : values_) {
      if (known.value == text) return;
    }
    const auto found = rules_.rules.find(rule);
    MJ_CHECK(found != rules_.rules.end());
    values_.push_back({&found->second, text, sought(text)});
  }

  // The rule a field falls under; null when it may stay.
  const MaskRule* rule_of_field(std::string_view field) const {
    const auto root = field.substr(0, field.find('.'));
    if (std::find(rules_.personal_roots.begin(), rules_.personal_roots.end(), root) == rules_.personal_roots.end()) {
      return nullptr;
    }
    const auto open = rules_.public_fields.find(to_string(input_.party));
    if (open != rules_.public_fields.end() && open->second.contains(field)) return nullptr;
    const auto named = rules_.field_rules.find(field);
    return &rules_.rules.find(named != rules_.field_rules.end() ? std::string_view(named->second) : "other_field")
                ->second;
  }

  Text masked(const Text& text, const std::string& where) {
    const auto whole = plain(text);
    if (whole.empty()) return text;
    const auto hits = find(text, whole);
    Text out;
    std::size_t at = 0;
    std::size_t next = 0;
    for (const auto& span : text) {
      const std::size_t end = at + span.text.size();
      std::size_t from = at;
      while (next < hits.size() && hits[next].range.begin < end) {
        const auto& hit = hits[next];
        if (hit.range.begin >= at) {
          if (hit.range.begin > from)
            out.push_back({whole.substr(from, hit.range.begin - from), span.style, span.field});
          replace(hit, whole, span.field, where, out);
        }
        from = std::min(end, hit.range.end);
        if (hit.range.end > end) break;  // goes on in the next run
        ++next;
      }
      if (from < end) out.push_back({whole.substr(from, end - from), span.style, span.field});
      at = end;
    }
    return out;
  }

  std::vector<Hit> find(const Text& text, const std::string& whole) const {
    const auto folded = fold(whole);
    std::vector<Range> kept;
    for (const auto& name : input_.keep) {
      for (const auto& range : find_value(folded, name)) kept.push_back(range);
    }
    std::vector<Hit> hits;
    // A field that must go, goes whole.
    std::size_t at = 0;
    for (const auto& span : text) {
      const Range range{at, at + span.text.size()};
      at = range.end;
      if (rule_of_field(span.field) == nullptr || span.text.empty()) continue;
      const auto value =
          std::find_if(values_.begin(), values_.end(), [&](const Value& v) { return v.value == trim(span.text); });
      hits.push_back({range, static_cast<std::size_t>(value - values_.begin())});
    }
    for (std::size_t i = 0; i < values_.size(); ++i) {
      for (const auto& range : find_value(folded, values_[i].sought)) {
        const auto taken = [&range](const Hit& hit) { return hit.range.overlaps(range); };
        const auto stays = [&](const Range& keep) { return range.within(keep) && range != keep; };
        if (std::any_of(hits.begin(), hits.end(), taken) || std::any_of(kept.begin(), kept.end(), stays)) continue;
        hits.push_back({range, i});
      }
    }
    std::sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) { return a.range.begin < b.range.begin; });
    return hits;
  }

  void replace(const Hit& hit, const std::string& whole, const std::string& field, const std::string& where,
               Text& out) {
    // A one-character field has no entry among the values and is removed.
    const MaskRule& rule = hit.value < values_.size() ? *values_[hit.value].rule : rules_.rules.at("other_field");
    const std::string value = hit.value < values_.size() ? values_[hit.value].value : std::string();
    std::string marker = rules_.marker, kept;
    switch (rule.action) {
      case MaskAction::remove:
        break;
      case MaskAction::surname:
        marker = surname_only(value);
        break;
      case MaskAction::ordinal:
        marker = ordinal(rule, value, whole.substr(0, hit.range.begin));
        break;
      case MaskAction::county:
        if (kept = county_of(value); !kept.empty()) out.push_back({kept, Span::Style::plain, field});
        break;
    }
    differences_.push_back({unit_, hit.range.begin, hit.range.end, kept + marker, rule.id, rule.name, rule.citation});
    out.push_back({marker, Span::Style::masked, field});
    report(rule, where, marker);
  }

  // 证人甲, 证人乙 in the order they appear; 甲 alone where the word stands before the name already.
  std::string ordinal(const MaskRule& rule, const std::string& value, const std::string& before) {
    auto& order = ordinals_[rule.id];
    const auto at = static_cast<std::size_t>(std::find(order.begin(), order.end(), value) - order.begin());
    if (at == order.size()) order.push_back(value);
    const std::string stem = at < kStems.size() ? std::string(kStems[at]) : std::to_string(at + 1);
    return before.ends_with(rule.prefix) ? stem : rule.prefix + stem;
  }

  void report(const MaskRule& rule, const std::string& where, const std::string& marker) {
    for (auto& removal : removals_) {
      if (removal.rule != rule.id || removal.where != where || removal.replacement != marker) continue;
      ++removal.count;
      return;
    }
    removals_.push_back({rule.id, rule.name, rule.citation, where, marker, 1});
  }

  const MaskingInput& input_;
  const MaskingRules& rules_;
  std::vector<Value> values_;
  std::vector<Removal> removals_;
  std::vector<Difference> differences_;
  std::size_t unit_ = 0;
  std::map<std::string, std::vector<std::string>> ordinals_;
};

}  // namespace

std::vector<TextUnit> text_units(const DocumentModel& model) {
  std::vector<TextUnit> out;
  Masker::each_text(model, [&out](const Text& text, const std::string& where) { out.push_back({where, plain(text)}); });
  for (const auto& line : model.title) out.push_back({"标题", line});
  out.push_back({"版记", model.copies});
  for (const auto& block : model.blocks) out.push_back({std::string(kLabelPlace), block.label});
  for (const auto& line : model.foot) out.push_back({"页脚", line});
  return out;
}

Result<Masked> mask(const DocumentModel& model, const MaskingInput& input) {
  const auto& rules = masking_rules(input.on);
  if (input.minor) {
    Error error{
        ErrorCode::invalid, "当事人是未成年人，这份决定不能公开；请登记为不予公开，理由选“未成年人”。", {}, {}, {}};
    error.reasons.push_back({"minor", error.message, rules.minor_citation, "party"});
    return refuse(std::move(error));
  }
  return Masker(input, rules).run(model);
}

std::vector<std::string> mask_lines(const std::vector<std::string>& lines, const MaskingInput& input) {
  DocumentModel model;
  for (const auto& line : lines) {
    Block block;
    block.text = {{line, Span::Style::plain, {}}};
    model.blocks.push_back(std::move(block));
  }
  std::vector<std::string> out;
  for (const auto& block : Masker(input, masking_rules(input.on)).run(model).model.blocks) out.push_back(plain(block.text));
  return out;
}

std::string public_party_name(PartyKind kind, std::string_view name) {
  return kind == PartyKind::natural ? surname_only(name) : std::string(name);
}

std::string surname_only(std::string_view name) {
  name = trim(name);
  const auto chars = count_chars(name);
  const auto first = first_chars(name, 1);
  // One character only, or letters: the initial would tell more than it hides.
  if (chars < 2 || (static_cast<unsigned char>(first[0]) < 0x80)) return "某";
  const auto two = first_chars(name, 2);
  const bool compound = chars > 2 && masking_rules(Date(2100, 1, 1)).compound_surnames.contains(two);
  return (compound ? two : first) + "某";
}

std::string county_of(std::string_view address) {
  // Characters before 区 that make it something smaller than a district.
  constexpr std::u32string_view kNoDistrict = U"小社园厂校院景库灾片山林矿牧活宅居住营防新发";
  std::size_t at = 0;
  std::size_t city = 0;
  std::size_t chars = 0;
  char32_t before = 0;
  while (at < address.size() && chars < 24) {
    const auto c = next_char(address, at);
    ++chars;
    if (c == U'县' || c == U'旗') return std::string(address.substr(0, at));
    if (c == U'区' && chars > 2 && kNoDistrict.find(before) == std::u32string_view::npos) {
      // 自治区 is a province.
      if (before != U'治') return std::string(address.substr(0, at));
    }
    if (c == U'市' && before != U'城' && chars > 1) city = at;
    if (c >= U'0' && c <= U'9') break;
    before = c;
  }
  return std::string(address.substr(0, city));
}

std::string_view to_string(ValueKind kind) {
  for (const auto& [known, text] : kKinds) {
    if (known == kind) return text;
  }
  check_failed("value kind is listed", __FILE__, __LINE__);
}

std::string_view to_string(PartyKind kind) {
  switch (kind) {
    case PartyKind::natural:
      return "natural";
    case PartyKind::individual_business:
      return "individual_business";
    case PartyKind::organisation:
      return "organisation";
  }
  check_failed("party kind is listed", __FILE__, __LINE__);
}

}  // namespace mingjing::disclosure
