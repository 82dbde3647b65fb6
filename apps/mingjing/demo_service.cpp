// SPDX-License-Identifier: Apache-2.0
#include "demo_service.h"

#include <fmt/format.h>

#include "domain/cases/procedure.h"

namespace mingjing::app::demo {

using cases::Act;

std::string Services::method_for(const Receiver& receiver) {
  if (course_.served_by == "entrusted" || course_.served_by == "forwarded") return course_.served_by;
  if (receiver.e_service_consent && random_.chance(40)) return "electronic";
  if (random_.chance(18)) return "postal";
  return random_.chance(6) ? "lien" : "direct";
}

Json Services::by(const std::string& method, const Receiver& receiver) {
  Json body = Json::object({{"method", method}, {"officers", officers()}});
  if (method == "direct" || method == "lien") {
    body.set("certificate_shown", true);
    body.set("place", receiver.natural ? "当事人住处" : "当事人办公场所");
  } else {
    body.set("delivered_on", now_.date().text());
  }
  if (method == "lien") {
    body.set("witness", "居民委员会工作人员");
    body.set("reason", "当事人拒绝签收。");
    body.set("left_at_domicile", true);
    return for_party(receiver, std::move(body));
  }
  if (method == "direct") {
    body.set("recipient", receiver.person);
    body.set("recipient_relation", receiver.natural ? "self" : "legal_representative");
  }
  if (method == "entrusted") body.set("sent_through", "临江市自然资源局");
  if (method == "forwarded") body.set("sent_through", "澜州市看守所");
  body.set("receipt", fmt::format("{}字{}号", method == "postal" ? "邮" : "送", random_.between(1000, 9999)));
  return for_party(receiver, std::move(body));
}

void Services::serve_notice() {
  for (const auto& receiver : receivers_) add(Act::serve_prior_notice, lead_, by(method_for(receiver), receiver));
}

void Services::serve_decision() {
  for (const auto& receiver : receivers_) {
    if (course_.served_by == "announcement") {
      announce(receiver);
      continue;
    }
    const auto method = method_for(receiver);
    Json body = by(method, receiver);
    body.set("outcome", "delivered");
    if (method == "electronic") body.set("online_channel", "行政复议服务平台");
    add(Act::serve_decision, lead_, std::move(body));
    served_ = delivered_ = now_;
  }
}

// The decision is published while the announcement runs; the party counts as served when it is over.
void Services::announce(const Receiver& receiver) {
  const Instant begun = now_;
  Json body = Json::object({{"outcome", "started"}, {"method", "announcement"}, {"officers", officers()},
                            {"announced_on", begun.date().text()}, {"announced_in", "本局门户网站和澜州日报"},
                            {"announcement_ground", "other_ways_failed"},
                            {"reason", "邮寄两次被退回，登记的住所已无人，电话无法接通。"}});
  add(Act::serve_decision, lead_, for_party(receiver, body));
  const auto last = law::last_day(law::Limits::built_in(), calendar_, cases::rule::announce, begun.date());
  pass_until(*last + 1);
  body.set("outcome", "delivered");
  add(Act::serve_decision, lead_, for_party(receiver, std::move(body)));
  delivered_ = now_;
  served_ = now_.plus_hours(-24);
  announced_until_ = *last;
  now_ = begun;
}

}  // namespace mingjing::app::demo
