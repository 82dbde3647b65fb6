// SPDX-License-Identifier: Apache-2.0
#include "tests/portal/canned.h"

#include "base/check.h"

namespace mingjing::portal_test {

std::string publication_json(const Canned& c) {
  const auto masked = [](const char* text) {
    return Json::object({{"text", text}, {"style", "masked"}, {"field", "person.name"}});
  };
  const auto block = [](int indent, std::initializer_list<Json> text) {
    return Json::object({{"kind", "paragraph"}, {"text", Json::array(text)}, {"indent", indent}});
  };
  const Json body = Json::object(
      {{"agency", c.agency},
       {"title", Json::array({Json(c.agency), Json("行政处罚决定书")})},
       {"number", c.number},
       {"date", c.decided_on},
       {"blocks",
        Json::array({block(0, {Json("当事人：" + c.party)}), block(0, {Json("法定代表人："), masked("魏某")}),
                     block(2, {Json("经查，"), Json(c.facts)}),
                     block(2, {Json("以上事实有现场勘测笔录、勘测定界图、"), masked("魏某"), Json("及"),
                               masked("证人甲"), Json("的询问笔录、航空影像等证据证明。")}),
                     block(2, {Json("本局于2026年9月21日告知你公司拟作出的处罚及听证权利。应你公司申请，本局于10月13日"
                                    "举行听证。你公司提出“已主动停工”的意见，经复核予以采纳。")})})}});
  const Json json = Json::object(
      {{"act_type", c.act_type},
       {"agency", Json::object({{"name", c.agency}, {"uscc", c.uscc}})},
       {"basis", Json::array({Json::object({{"citation", "《土地管理法》第七十七条第一款"}}),
                              Json::object({{"citation", "《土地管理法实施条例》第五十七条第一款"}})})},
       {"cause", c.cause},
       {"decided_on", c.decided_on},
       {"display_until", "2027-10-29"},
       {"body", body},
       {"facts", c.facts},
       {"files",
        c.file_sha256.empty()
            ? Json::array()
            : Json::array({Json::object({{"name", "decision.pdf"}, {"sha256", c.file_sha256}, {"size", 219136}})})},
       {"id", c.id},
       {"number", c.number},
       {"party", Json::object({{"kind", "organisation"}, {"name", c.party}, {"uscc", "91539902MA6PH72K91"}})},
       {"procedure", "ordinary"},
       {"remedy",
        "收到决定书之日起 60 日内，可以向澜川市人民政府申请行政复议；也可以在收到决定书之日起 6 "
        "个月内，依法向有管辖权的人民法院提起行政诉讼。"},
       {"result", Json::object({{"text", c.result}, {"amount_fen", c.amount_fen}})},
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
  d.updates = {{1, "2026-10-28", "决定书直接送达，当事人签收", "{}", 12795},
               {2, "2026-11-09", "罚款缴清 717,288.00 元，在 15 日期限内", "{}", 12820}};
  return d;
}

}  // namespace mingjing::portal_test
