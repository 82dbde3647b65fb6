// SPDX-License-Identifier: Apache-2.0
#include "tests/portal/canned.h"

#include "base/check.h"

namespace mingjing::portal_test {

std::string publication_json(const Canned& c) {
  const auto span = [](const char* text) { return Json(text); };
  const auto masked = [](const char* text) { return Json::object({{"text", text}, {"masked", true}}); };
  const auto line = [](const char* kind, std::initializer_list<Json> spans) {
    return Json::object({{"kind", kind}, {"spans", Json::array(spans)}});
  };
  const Json json = Json::object(
      {{"act_type", c.act_type},
       {"agency", Json::object({{"name", c.agency}, {"uscc", c.uscc}})},
       {"basis", Json::array({Json::object({{"text", "《土地管理法》第七十七条第一款"}}),
                              Json::object({{"text", "《土地管理法实施条例》第五十七条第一款"}})})},
       {"cause", c.cause},
       {"decided_on", c.decided_on},
       {"display_until", "2027-10-29"},
       {"document", Json::array({line("head", {Json(c.agency)}), line("head", {span("行政处罚决定书")}), line("number", {Json(c.number)}),
                                 line("body", {Json("当事人：" + c.party)}), line("body", {span("法定代表人："), masked("魏某")}),
                                 line("body", {span("经查，" ), Json(c.facts)}),
                                 line("body", {span("以上事实有现场勘测笔录、勘测定界图、"), masked("魏某"), span("及"), masked("证人甲"),
                                               span("的询问笔录、航空影像等证据证明。")}),
                                 line("body", {span("本局于2026年9月21日告知你公司拟作出的处罚及听证权利。应你公司申请，本局于10月13日举行听证。你公司提出“已主动停工”的意见，经复核予以采纳。")}),
                                 line("right", {span("2026年10月26日")})})},
       {"facts", c.facts},
       {"files", Json::array({Json::object({{"name", "decision.pdf"}, {"sha256", std::string(64, 'a')}, {"size", 219136}})})},
       {"id", c.id},
       {"number", c.number},
       {"party", Json::object({{"kind", "organisation"}, {"name", c.party}, {"uscc", "91539902MA6PH72K91"}})},
       {"procedure_name", "普通程序，经听证"},
       {"remedy", "收到决定书之日起 60 日内，可以向澜川市人民政府申请行政复议；也可以在收到决定书之日起 6 个月内，依法向有管辖权的人民法院提起行政诉讼。"},
       {"result", Json::object({{"text", c.result}, {"amount_fen", 71728800}})},
       {"salt", std::string(64, '0')}});
  return canonical(json);
}

query::PortalDecision decision(const Canned& c) {
  auto parsed = query::parse_publication(publication_json(c));
  MJ_CHECK(parsed.has_value());
  query::PortalDecision d = std::move(*parsed);
  d.row.published_at = *Instant::parse("2026-10-30T09:12:00+08:00");
  d.pos = 12791;
  d.seq = 381;
  d.digest = "sha256:" + std::string(64, 'b');
  d.updates = {{1, "2026-10-28", "决定书直接送达，当事人签收", "{}", 12795}, {2, "2026-11-09", "罚款缴清 717,288.00 元，在 15 日期限内", "{}", 12820}};
  return d;
}

}  // namespace mingjing::portal_test
