// SPDX-License-Identifier: Apache-2.0
#include "tests/robust/random_bodies.h"

#include <algorithm>
#include <array>
#include <optional>

#include "domain/cases/form.h"
#include "domain/review/points.h"
#include "tests/robust/random_money.h"

namespace mingjing::robust {
namespace {

using cases::Act;

constexpr std::int64_t kFine = 2'520'000;
constexpr std::string_view kHostile[] = {"'; DROP TABLE event; --", "<script>alert(1)</script>", "\"><img src=x>",
                                         "{{TITLE}} %s \\"};
constexpr std::string_view kWords[] = {"现场核实", "已作记录", "当事人到场", "补充材料", "同意", "按规定办理"};
// Left out: the moment is now, and what would turn the walk into another one.
constexpr std::string_view kOmitted[] = {"occurred_at",
                                         "announced_on",
                                         "delivered_on",
                                         "display_until",
                                         "started_at",
                                         "ended_at",
                                         "item_id",
                                         "unit_id",
                                         "party",
                                         "illegal_gains_fen",
                                         "tags",
                                         "property_value_fen",
                                         "discussion_required",
                                         "five_year_limitation",
                                         "upload_id",
                                         "sha256",
                                         "refusal_note",
                                         "violation_ended_on",
                                         "discovered_on",
                                         "waiver_record",
                                         "officer_id",
                                         "party_id",
                                         "until",
                                         "landed_on"};
constexpr std::string_view kAlways[] = {"proposal",    "certificate_shown", "officers",           "signed",
                                        "rights_told", "recipient",         "recipient_relation", "receipt", "name"};

template <class Range>
bool among(const Range& range, std::string_view name) {
  return std::find(std::begin(range), std::end(range), name) != std::end(range);
}

class Filler {
 public:
  Filler(Chance& chance, const Known& known, const cases::Case& c, Act act, Instant now)
      : chance_(chance), known_(known), case_(c), act_(act), now_(now) {}

  Json object(const Json& schema) {
    Json out(Json::Object{});
    const auto& required = schema.items("required");
    for (const auto& [name, inner] : *schema.find("properties")->as_object()) {
      const bool must = std::any_of(required.begin(), required.end(),
                                    [&, n = std::string_view(name)](const Json& r) { return *r.as_string() == n; });
      if (!must && among(kOmitted, name)) continue;
      const bool late = name == "late_reason" && !chance_.once_in(3);
      if (must || late || among(kAlways, name) || chance_.once_in(6)) out.set(name, value(name, inner));
    }
    return out;
  }

 private:
  Json value(std::string_view name, const Json& schema) {
    if (name == "officers") return officers();
    if (name == "certificate_shown") return !chance_.once_in(20);
    if (name == "proposal") return proposal();
    if (name == "points") return points();
    if (name == "outcome") return outcome(schema);
    if (name == "method") return chance_.once_in(10) ? "lien" : "direct";
    if (name == "fine_fen") return kFine;
    if (name == "amount_fen") return chance_.once_in(3) ? kFine / 3 : kFine;
    if (const auto row = row_of_case(name)) return *row;
    if (name == "materials" && act_ == Act::hand_over_transfer) return Json::array({"report", "goods_list"});
    // Nobody handles a case from which both officers were recused: let it be somebody else most often.
    if (name == "asked_by") return chance_.once_in(15) ? "self" : "party";
    if (name == "ground") return "resources_complex";
    if (name == "on" || name == "given_on" || name == "told_on") return now_.date().text();
    if (name == "materials" && act_ == Act::submit_for_review) return Json::array({"explanation", "draft_decision", "legal_basis", "evidence"});
    if (name == "members") return members();
    if (name == "text" && act_ == Act::take_down_publication) return "复议决定变更了罚款数额。";
    if (auto money = money_value(chance_, case_, act_, now_, name)) return std::move(*money);
    return plain(schema);
  }

  Json plain(const Json& schema) {
    if (const auto& choices = schema.items("enum"); !choices.empty()) return choices[chance_.below(choices.size())];
    const std::string type = schema.text("type"), format = schema.text("format");
    if (type == "boolean") return !chance_.once_in(10);
    if (type == "integer") return schema.integer("minimum") + static_cast<std::int64_t>(chance_.below(9));
    if (type == "object") return object(schema);
    if (type == "array") {
      Json out(Json::Array{});
      out.push(plain(*schema.find("items")));
      return out;
    }
    if (format == "date") return now_.date().text();
    if (format == "date-time") return now_.text();
    if (format == "uuid") return known_.first_officer;  // an id, of something else
    if (format == "sha256") return std::string(64, 'a');
    std::string out(kWords[chance_.below(std::size(kWords))]);
    if (chance_.once_in(10)) out += kHostile[chance_.below(std::size(kHostile))];
    return out;
  }

  // An act that names a row of the case names one that is there, most often the newest.
  template <class Rows>
  std::optional<Json> pick(const Rows& rows) {
    if (rows.empty() || chance_.once_in(12)) return std::nullopt;
    const auto& row = chance_.once_in(4) ? rows[chance_.below(rows.size())] : rows.back();
    return Json(row.id.text());
  }
  std::optional<Json> row_of_case(std::string_view name) {
    if (name == "recusal_id") return pick(case_.recusals);
    if (name == "preservation_id") return pick(case_.preservations);
    if (name == "entrustment_id") return pick(case_.entrustments);
    if (name == "correction_id") return pick(case_.corrections);
    if (name == "transfer_id") return pick(case_.transfers);
    if (name == "evidence_id") return pick(case_.evidence);
    if (name == "party_id") return pick(case_.parties);
    return std::nullopt;
  }

  Json officers() {
    if (act_ == Act::assign_officers) {
      return Json::array({Json::object({{"officer_id", known_.first_officer}, {"role", "lead"}}),
                          Json::object({{"officer_id", known_.second_officer}, {"role", "assist"}})});
    }
    if (chance_.once_in(15)) return Json::array({known_.first_officer});
    return Json::array({known_.first_officer, known_.second_officer});
  }

  Json proposal() {
    Json out = Json::object(
        {{"outcome", chance_.once_in(8) ? "no_penalty" : "penalty"},
         {"facts", "当事人建设附属用房" + std::to_string(chance_.below(900) + 100) + "平方米，未取得许可。"},
         {"reasons", "当事人配合调查。"},
         {"violated", Json::array({"《城乡规划法》第四十条第一款"})},
         {"basis", Json::array({"《城乡规划法》第六十四条"})}});
    if (out.text("outcome") == "penalty") {
      out.set("kinds", Json::array({"fine"}));
      out.set("fine_fen", kFine);
      out.set("benchmark", "裁量基准较轻档");
    }
    return out;
  }

  Json points() {
    Json out(Json::Array{});
    const bool flaw = chance_.once_in(3);
    for (const auto& point : review::kReviewPoints) {
      out.push(Json::object(
          {{"id", point.id}, {"verdict", flaw && point.id == "evidence" ? "flawed" : "sound"}, {"text", "已核。"}}));
    }
    return out;
  }

  Json outcome(const Json& schema) {
    if (act_ == Act::decide && case_.proposal && !chance_.once_in(10)) return case_.proposal->outcome;
    const auto& choices = schema.items("enum");  // the first is the usual one
    if (act_ == Act::serve_decision) return chance_.once_in(4) ? "started" : "delivered";
    return chance_.once_in(4) ? choices[chance_.below(choices.size())] : choices[0];
  }

  Json members() {
    Json out(Json::Array{});
    for (const char* name : {"甲某", "乙某", "丙某"}) out.push(Json::object({{"name", name}, {"opinion", "同意。"}}));
    return out;
  }

  Chance& chance_;
  const Known& known_;
  const cases::Case& case_;
  Act act_;
  Instant now_;
};

}  // namespace

Json random_clue(Chance& chance, const Known& known, Date today) {
  std::string name = "澜州望岳仓储" + std::to_string(chance.below(1'000'000)) + "有限公司";
  if (chance.once_in(5)) name += kHostile[chance.below(std::size(kHostile))];
  return Json::object({{"source", "inspection"},
                       {"summary", "新建附属用房，未见许可。"},
                       {"cause", "未取得建设工程规划许可证建设附属用房"},
                       {"item_id", known.item},
                       {"unit_id", known.unit},
                       {"discovered_on", today.text()},
                       {"violation_ended_on", (today + -10).text()},
                       {"party", Json::object({{"kind", "organisation"},
                                               {"name", name},
                                               {"uscc", "91619920187364022F"},
                                               {"legal_representative", "祝远舟"},
                                               {"address", "澜州市云栖区柳河镇"},
                                               {"phone", "19900001234"}})}});
}

Json random_body(Chance& chance, const Known& known, const cases::Case& enforcement_case, cases::Act act, Instant now) {
  Json out = Filler(chance, known, enforcement_case, act, now).object(cases::form_of(act));
  if (act == Act::decide) {  // as submitted, unless the chances of the outcome said otherwise
    for (const char* name : {"kinds", "fine_fen"}) {
      auto& members = *out.as_object();
      std::erase_if(members, [&](const Json::Member& m) { return m.first == name; });
    }
  }
  if (act == Act::hear_statement && out.text("result") == "made") {
    out.set("text", "请求从轻。");
    out.set("review_opinion", "已核，不予采纳。");
    out.set("adopted", "none");
  }
  return out;
}

}  // namespace mingjing::robust
