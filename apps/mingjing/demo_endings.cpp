// SPDX-License-Identifier: Apache-2.0
#include "demo_endings.h"

#include <fmt/format.h>

#include "base/embedded.h"

namespace mingjing::app::demo {
namespace {

using cases::Act;

// Items with a term to sue by special statute: the tenth column of data/demo/items.csv.
bool sued_within_days(const std::string& code) {
  const std::string_view all = embedded("demo/items.csv");
  const auto line = all.find("\n" + code + ",");
  if (line == std::string_view::npos) return false;
  std::size_t at = line;
  for (int commas = 0; commas < 9; ++commas) at = all.find(',', at + 1);
  return all[at + 1] != ',';
}

}  // namespace

void Endings::pay(Json amount, Date on, std::string_view channel) {
  const std::string way = channel.empty() ? (random_.chance(60) ? "bank" : "electronic") : std::string(channel);
  add(Act::record_payment, lead_,
      Json::object({{"amount_fen", std::move(amount)}, {"paid_on", on.text()}, {"channel", way},
                    {"receipt_no", fmt::format("FS{:08}", random_.between(1, 99999999))}}));
}

void Endings::pay_by_instalments() {
  pass(2, 4);
  const std::int64_t half = story_.fine.count / 200 * 100;
  const Date first = now_.date() + 30, second = now_.date() + 60;
  const auto part = [](Date day, std::int64_t amount) { return Json::object({{"due", day.text()}, {"amount_fen", amount}}); };
  add(Act::apply_deferral, lead_,
      Json::object({{"kind", "instalment"}, {"applicant", story_.person}, {"reason", "经营困难，一次缴清确有困难。"},
                    {"plan", Json::array({part(first, half), part(second, story_.fine.count - half)})}}));
  pass(1, 2);
  add(Act::decide_deferral, leader(),
      Json::object({{"deferral_id", "@deferral"}, {"outcome", "granted"}, {"opinion", "情况属实，同意分期缴纳。"}}));
  pass_until(first - 4);
  pay(half, std::min(now_.date(), first));
  pass_until(second - 6);
  pay(due() - half, std::min(now_.date(), second));
}

void Endings::pay_late() {
  pass_until(pay_until() + 6);
  pay(due(), now_.date());
  pass(0, 0);
  add(Act::record_payment, lead_,
      Json::object({{"amount_fen", "@surcharge"}, {"paid_on", now_.date().text()}, {"channel", "bank"}, {"towards", "surcharge"},
                    {"receipt_no", fmt::format("FS{:08}", random_.between(1, 99999999))}}));
}

void Endings::pay_on_the_spot() {
  pass(0, 1);
  pay(due(), now_.date(), "on_spot");
  steps_.back().body.set("on_spot_ground", "apl_69_traffic");
  steps_.back().body.set("asked_by_party", true);
  pass(1, 1);
  add(Act::hand_in_payment, lead_, Json::object({{"payment_id", "@payment"}, {"handed_in_on", now_.date().text()}}));
  pass(1, 1);
  add(Act::hand_in_payment, lead_, Json::object({{"payment_id", "@payment"}, {"banked_on", now_.date().text()}}));
}

void Endings::enforce_by_court() {
  pass_until(pay_until() + 6);
  add(Act::demand_performance, lead_,
      Json::object({{"content", "请缴纳罚款，并履行决定书确定的其他义务。"}, {"covers_surcharge", true}, {"method", "direct"},
                    {"officers", officers()}, {"certificate_shown", true}, {"recipient", story_.person},
                    {"recipient_relation", story_.natural ? "self" : "legal_representative"}, {"place", "当事人住处"},
                    {"receipt", fmt::format("催{}号", random_.between(1000, 9999))}}));
  // After both remedies have run out, and within three months.
  pass_until(served_.date() + (sued_within_days(story_.item_code) ? 80 : 200));
  add(Act::apply_court_enforcement, leader(),
      Json::object({{"court", "澜州市云栖区人民法院"}, {"scope", "罚款及加处罚款，决定书确定的其他义务。"}, {"covers_surcharge", true}}));
  pass(3, 5);
  add(Act::record_court_outcome, lead_,
      Json::object({{"application_id", "@application"}, {"result", "accepted"}, {"on", now_.date().text()}, {"note", "已受理。"}}));
  pass(15, 25);
  add(Act::record_court_outcome, lead_,
      Json::object({{"application_id", "@application"}, {"result", "executed"}, {"on", now_.date().text()}, {"note", "已执行完毕。"}}));
}

void Endings::file_remedy(std::string_view kind) {
  const bool court = kind == "litigation";
  add(Act::record_remedy, lead_,
      Json::object({{"kind", kind}, {"body", court ? "澜州市云栖区人民法院" : "澜州市人民政府"},
                    {"number", fmt::format("{}{}号", court ? "澜行初" : "澜政复", random_.between(10, 999))},
                    {"filed_on", now_.date().text()}}));
}

void Endings::take_down(std::string_view reason, std::string_view text) {
  pass(0, 1);
  add(Act::take_down_publication, one(identity::Role::publicity_approver), Json::object({{"reason", reason}, {"text", text}}));
}

void Endings::litigate() {
  pass(2, 8);
  pay(due(), paid_in_time());
  pass(5, 9);
  file_remedy("litigation");
  pass(50, 70);
  add(Act::record_remedy_outcome, lead_,
      Json::object({{"remedy_id", "@remedy"}, {"result", "upheld"}, {"decided_on", now_.date().text()},
                    {"served_on", now_.date().text()}, {"final", true}, {"text", "驳回原告的诉讼请求。"}}));
}

void Endings::reconsider_changed() {
  pass(2, 8);
  pay(due(), paid_in_time());
  pass(5, 20);
  file_remedy("reconsideration");
  pass(20, 35);
  const std::int64_t less = story_.fine.count / 500 * 100 * 4;
  add(Act::record_remedy_outcome, lead_,
      Json::object({{"remedy_id", "@remedy"}, {"result", "changed"}, {"decided_on", now_.date().text()},
                    {"served_on", now_.date().text()}, {"fine_fen", less}, {"text", "变更罚款数额。"}}));
  take_down("changed", "行政复议决定变更了罚款数额，原公示信息撤下。");
  pass(3, 8);
  add(Act::refund_payment, lead_,
      Json::object({{"amount_fen", story_.fine.count - less}, {"on", now_.date().text()},
                    {"receipt_no", fmt::format("退{}号", random_.between(100, 999))}, {"reason", "行政复议变更了罚款数额。"}}));
}

void Endings::reconsider_remade() {
  pass(5, 10);
  file_remedy("reconsideration");
  pass(20, 35);
  add(Act::record_remedy_outcome, lead_,
      Json::object({{"remedy_id", "@remedy"}, {"result", "remake"}, {"decided_on", now_.date().text()},
                    {"served_on", now_.date().text()}, {"text", "撤销原决定，责令重新作出。"}}));
  take_down("revoked", "行政复议决定撤销了本决定，责令重新作出。");
  pass(1, 3);
  add(Act::remake_decision, leader(),
      Json::object({{"reason", "按行政复议决定重新作出决定。"}, {"until", (now_.date() + 60).text()}}));
  story_.facts += story_.supplement;
}

void Endings::revoke_own_decision() {
  pass(3, 9);
  add(Act::revoke_decision, leader(), Json::object({{"result", "revoked"}, {"reason", "复核发现认定的面积有误，自行撤销。"}}));
  take_down("revoked", "本机关自行撤销了本决定。");
}

}  // namespace mingjing::app::demo
