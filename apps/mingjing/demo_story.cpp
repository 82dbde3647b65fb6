// SPDX-License-Identifier: Apache-2.0
#include "demo_story.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/check.h"
#include "base/embedded.h"
#include "domain/identity/check_digits.h"

namespace mingjing::app::demo {
namespace {

using Slots = std::map<std::string, std::string>;

const std::string& pick(Random& random, const Json::Array& from) { return *random.pick(from).as_string(); }

// 12,000.00 without the idle decimals: 12,000
std::string plain_yuan(Fen amount) {
  std::string out = format_yuan(amount);
  if (out.ends_with(".00")) out.resize(out.size() - 3);
  return out;
}

std::int64_t stepped(Random& random, const Json::Array& range) {
  const std::int64_t low = *range[0].as_int(), high = *range[1].as_int();
  const std::int64_t step = range.size() > 2 ? *range[2].as_int() : 1;
  return low + step * random.between(0, (high - low) / step);
}

bool may_be(const Json& story, std::string_view kind) {
  const auto& kinds = story.items("parties");
  return std::any_of(kinds.begin(), kinds.end(), [&](const Json& one) { return *one.as_string() == kind; });
}

const Json& choose_story(Random& random, const Json::Array& all, Date found, const StoryWishes& wishes) {
  std::vector<const Json*> open;
  for (const auto& story : all) {
    const auto from = Date::parse(story.text("decided_from"));
    if (from && found < *from) continue;
    if (wishes.minor && !story.flag("minor")) continue;
    if (wishes.hearing && story.text("code") != "LZR-CF-013") continue;
    if (wishes.survey && story.text("code") != "LZR-CF-040") continue;
    if (wishes.joint && story.text("code") != "LZR-CF-007") continue;
    if (wishes.natural && !may_be(story, "natural")) continue;
    if (wishes.small && story.find("gains") != nullptr) continue;
    if (wishes.small && story.find("property") != nullptr) continue;
    for (std::int64_t i = 0; i < story.integer("weight"); ++i) open.push_back(&story);
  }
  return *random.pick(open);
}

struct Measured {
  double value = 0;
  std::string text;
};
Measured measure(Random& random, const Json& quantity, const StoryWishes& wishes) {
  double low = static_cast<double>(quantity.integer("min"));
  double high = static_cast<double>(quantity.integer("max"));
  if (wishes.small || wishes.minor) high = low * 1.3;
  if (wishes.hearing) low = high / 2;
  Measured out;
  if (quantity.flag("whole")) {
    out.value = std::floor(random.log_between(low, high + 0.99));
    out.text = fmt::format("{}{}", static_cast<std::int64_t>(out.value), quantity.text("unit"));
  } else {
    const auto hundredths = static_cast<std::int64_t>(random.log_between(low, high) * 100);
    out.value = static_cast<double>(hundredths) / 100;
    out.text = format_yuan(Fen{hundredths}) + quantity.text("unit");
  }
  return out;
}

Fen whole_yuan(double amount) { return yuan(static_cast<std::int64_t>(std::llround(amount))); }

void reckon(Random& random, const Json& story, const Measured& quantity, Story& out, Slots& slots) {
  const Json& fine = *story.find("fine");
  Fen base;
  if (const Json* range = fine.find("unit_cost")) {
    const std::int64_t cost = stepped(random, *range->as_array());
    slots["unit_cost"] = std::to_string(cost);
    base = whole_yuan(quantity.value * static_cast<double>(cost));
    slots["base"] = plain_yuan(base);
  }
  if (const Json* range = story.find("gains")) {
    out.gains = whole_yuan(random.log_between(static_cast<double>(*(*range->as_array())[0].as_int()),
                                              static_cast<double>(*(*range->as_array())[1].as_int())));
    slots["gains"] = plain_yuan(out.gains);
  }
  if (const Json* range = story.find("property")) {
    out.property = whole_yuan(random.log_between(static_cast<double>(*(*range->as_array())[0].as_int()),
                                                 static_cast<double>(*(*range->as_array())[1].as_int())));
  }
  if (story.flag("property_is_base")) out.property = base;
  const auto times = [&](const Json& range, Fen of, double scale) {
    const std::int64_t n = stepped(random, *range.as_array());
    slots["times"] = std::to_string(n);
    return whole_yuan(static_cast<double>(of.count) / 100 * static_cast<double>(n) * scale);
  };
  if (const Json* range = fine.find("per_unit")) {
    const std::int64_t rate = stepped(random, *range->as_array());
    slots["rate"] = std::to_string(rate);
    out.fine = whole_yuan(quantity.value * static_cast<double>(rate));
  } else if (const Json* fixed = fine.find("fixed")) {
    out.fine = yuan(stepped(random, *fixed->as_array()));
    slots["rate_text"] = random.chance(50) ? "违法程度较轻档" : "违法程度一般档";
  } else if (const Json* multiple = fine.find("multiple")) {
    out.fine = times(*multiple, base, 1);
    const std::int64_t least = fine.integer("least");
    if (least > 0 && base < yuan(least)) out.fine = yuan(least + 1000 * random.between(0, 80));
  } else if (const Json* percent = fine.find("percent")) {
    out.fine = times(*percent, out.gains, 0.01);
  } else if (const Json* of_cost = fine.find("percent_cost")) {
    out.fine = times(*of_cost, base, 0.01);
  } else if (const Json* of_gains = fine.find("multiple_gains")) {
    out.fine = times(*of_gains, out.gains, 1);
  }
}

std::string person_name(Random& random, const Json& words) {
  return pick(random, words.items("surnames")) + pick(random, words.items("given"));
}

void make_party(Random& random, const Json& words, const Json& story, const StoryWishes& wishes, Date found,
                Story& out) {
  std::string kind = pick(random, story.items("parties"));
  if (wishes.minor || wishes.natural) kind = "natural";
  if (wishes.hearing || wishes.joint) kind = "organisation";
  const std::string district = pick(random, words.items("districts"));
  const std::string region = fmt::format("6199{:02}", random.between(2, 29));
  const bool female = random.chance(30);
  const int years = static_cast<int>(wishes.minor ? random.between(15, 17) : random.between(22, 68));
  const Date birth = Date(found.year() - years, static_cast<unsigned>(random.between(1, 12)),
                          static_cast<unsigned>(random.between(1, 28))) + (wishes.minor ? 0 : -200);
  const std::string home = fmt::format("澜州市{}{}{}{}组{}号", district, pick(random, words.items("towns")),
                                       pick(random, words.items("villages")), random.between(1, 9), random.between(1, 180));
  const std::string phone = fmt::format("199{:08}", random.between(10000000, 99999999));
  out.natural = kind == "natural";
  out.minor = wishes.minor;
  out.e_service_consent = random.chance(35);
  const std::string human = person_name(random, words);
  out.person = human;
  Json party = Json::object({{"kind", kind}});
  if (out.natural) {
    party.set("name", human);
    party.set("citizen_no", citizen_number(random, region, birth, female));
    party.set("birth_date", birth.text());
    party.set("address", home);
    if (wishes.minor) party.set("is_minor", true);
  } else if (kind == "individual_business") {
    party.set("name", fmt::format("{}{}{}（个体工商户）", district, pick(random, words.items("brands")),
                                  pick(random, words.items("shops"))));
    party.set("uscc", credit_code(random, region, true));
    party.set("legal_representative", human);
    party.set("citizen_no", citizen_number(random, region, birth, female));
    party.set("address", home);
  } else {
    party.set("name", fmt::format("澜州{}{}{}", pick(random, words.items("brands")), random.chance(40) ? pick(random, words.items("brands")) : std::string(),
                                  pick(random, words.items("trades"))));
    party.set("uscc", credit_code(random, region, false));
    party.set("legal_representative", human);
    party.set("address", fmt::format("澜州市{}{}{}号", district, pick(random, words.items("towns")), random.between(1, 300)));
  }
  party.set("phone", phone);
  party.set("e_service_consent", out.e_service_consent);
  out.party = std::move(party);
}

std::string month_zh(Date date) { return fmt::format("{}年{}月", date.year(), date.month()); }

}  // namespace

std::string expand(Random& random, std::string_view pattern, const Slots& slots) {
  std::string out;
  for (std::size_t i = 0; i < pattern.size();) {
    const char c = pattern[i];
    if (c == '[') {
      const auto end = pattern.find(']', i);
      MJ_CHECK(end != std::string_view::npos);
      std::vector<std::string_view> choices;
      std::string_view rest = pattern.substr(i + 1, end - i - 1);
      for (auto bar = rest.find('|'); bar != std::string_view::npos; bar = rest.find('|')) {
        choices.push_back(rest.substr(0, bar));
        rest.remove_prefix(bar + 1);
      }
      choices.push_back(rest);
      out += expand(random, random.pick(choices), slots);
      i = end + 1;
    } else if (c == '{') {
      const auto end = pattern.find('}', i);
      MJ_CHECK(end != std::string_view::npos);
      const auto found = slots.find(std::string(pattern.substr(i + 1, end - i - 1)));
      MJ_CHECK(found != slots.end());
      out += found->second;
      i = end + 1;
    } else {
      out.push_back(c);
      ++i;
    }
  }
  return out;
}

std::string citizen_number(Random& random, std::string_view region, Date birth, bool female) {
  const std::int64_t order = random.between(10, 499) * 2 + (female ? 0 : 1);
  std::string out = fmt::format("{}{:04}{:02}{:02}{:03}", region, birth.year(), birth.month(), birth.day(), order);
  out.push_back(identity::citizen_check(out).value());
  return out;
}

std::string credit_code(Random& random, std::string_view region, bool individual) {
  std::string organisation = individual ? "MA" : "";
  while (organisation.size() < 8) organisation.push_back(static_cast<char>('0' + random.between(0, 9)));
  organisation.push_back(identity::organisation_check(organisation).value());
  std::string out = (individual ? "92" : "91") + std::string(region) + organisation;
  out.push_back(identity::uscc_check(out).value());
  return out;
}

StoryTeller::StoryTeller() {
  JsonLimits limits;
  auto json = parse_json(embedded("demo/stories.json"), limits);
  MJ_CHECK(json.has_value());
  data_ = std::move(*json);
}

Story StoryTeller::tell(Random& random, std::int64_t number, Date found, const StoryWishes& wishes) const {
  const Json& words = *data_.find("words");
  const Json& story = choose_story(random, data_.items("stories"), found, wishes);
  Story out;
  out.item_code = story.text("code");
  out.found = found;
  out.began = found - static_cast<int>(random.between(20, 500));
  make_party(random, words, story, wishes, found, out);
  out.place = fmt::format("{}{}{}{}", pick(random, words.items("districts")), pick(random, words.items("towns")),
                          pick(random, words.items("villages")), expand(random, pick(random, words.items("spots")), {}));
  Slots slots;
  slots["place"] = out.place;
  slots["thing"] = pick(random, story.items("things"));
  slots["began"] = month_zh(out.began);
  slots["found"] = found.text_zh();
  slots["n"] = std::to_string(random.between(3, 28));
  Measured quantity = measure(random, *story.find("quantity"), wishes);
  out.area = slots["area"] = quantity.text;
  out.quantity = std::llround(quantity.value * 1000);
  reckon(random, story, quantity, out, slots);
  if (wishes.minor) out.fine = yuan(random.between(2, 5) * 100);
  out.cause = expand(random, story.text("cause"), slots);
  slots["cause"] = out.cause;
  for (const auto& kind : story.items("kinds")) out.kinds.push_back(*kind.as_string());
  for (const auto& c : story.items("violated")) out.violated.push_back(*c.as_string());
  for (const auto& c : story.items("basis")) out.basis.push_back(*c.as_string());
  const auto say = [&](std::string_view name) { return expand(random, pick(random, words.items(name)), slots); };
  const Json::Object& sources = *words.find("sources")->as_object();
  const auto& source = sources[static_cast<std::size_t>(random.next() % sources.size())];
  out.source = source.first;
  out.source_detail = expand(random, pick(random, *source.second.as_array()), slots) + fmt::format("（登记第{}号）", number);
  out.summary = say("summary");
  out.facts = expand(random, story.text("facts"), slots);
  out.reasons = expand(random, story.text("reasons"), slots);
  out.measure = expand(random, story.text("measure"), slots);
  out.benchmark = fmt::format("本市自然资源行政处罚裁量基准“{}”档", random.chance(55) ? "较轻" : "一般");
  out.benchmark_reason = "情节与该档次相符。" + out.reasons;
  out.on_site = say("on_site");
  out.inquiry = say("inquiry");
  out.statement = say("statements");
  out.answer = say("answers");
  out.review = say("review");
  out.returned = say("returned");
  out.supplement = say("supplement");
  out.evidence = {{"现场检查笔录", fmt::format("{}的位置、{}的现场情况", out.place, out.area)},
                  {random.chance(50) ? "询问笔录" : "当事人询问笔录及身份证明", "违法行为的时间、经过和当事人身份"},
                  {fmt::format("现场照片{}张", slots["n"]), fmt::format("{}发现时的现状", found.text_zh())}};
  if (random.chance(60)) out.evidence.emplace_back("测量报告", fmt::format("数量为{}", out.area));
  if (random.chance(30)) out.evidence.emplace_back("影像对比图", fmt::format("{}前后的变化", month_zh(out.began)));
  return out;
}

Json Story::proposal(std::string_view outcome) const {
  Json out = Json::object({{"outcome", outcome}, {"facts", facts}, {"reasons", reasons}});
  const auto list = [](const std::vector<std::string>& from) {
    Json json(Json::Array{});
    for (const auto& text : from) json.push(text);
    return json;
  };
  out.set("violated", list(violated));
  if (outcome == "penalty") {
    out.set("basis", list(basis));
    out.set("kinds", list(kinds));
    if (!measure.empty()) out.set("kinds_text", measure + "；");
    if (fine.count > 0) out.set("fine_fen", fine.count);
    if (gains.count > 0) out.set("illegal_gains_fen", gains.count);
    if (property.count > 0) out.set("property_value_fen", property.count);
    out.set("benchmark", benchmark);
    out.set("benchmark_reason", benchmark_reason);
  } else {
    out.set("benchmark_reason", reasons);
    out.set("basis", Json::array({outcome == "no_penalty" ? "《行政处罚法》第三十三条第一款"
                                                          : "《行政处罚法》第五十七条第一款第三项"}));
  }
  return out;
}

}  // namespace mingjing::app::demo
