// Invented decisions for the tests and the gallery of pages.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/json.h"
#include "query/portal_views.h"

namespace mingjing::portal_test {

struct Canned {
  std::string id = "01990000-0000-7000-8000-000000000001";
  std::string number = "澜自然资罚决〔2026〕38号";
  std::string uscc = "11330900MB0X00001K";
  std::string agency = "澜川市自然资源和规划局";
  std::string act_type = "penalty";
  std::string party = "青衡县瑞禾建材有限公司";
  std::string cause = "未经批准非法占用土地案";
  std::string facts = "你公司未经批准，擅自在青衡县石门乡白崖村占用土地 3,260.40 平方米建设砂石加工厂房。";
  std::string result = "责令退还非法占用的土地；没收新建建筑物和其他设施 1,120 平方米；罚款 717,288.00 元";
  std::string decided_on = "2026-10-26";
  std::int64_t amount_fen = 71'728'800;
  std::string file_sha256 = std::string(64, 'a');  // empty: without a file
};

std::string publication_json(const Canned& canned);
query::PortalDecision decision(const Canned& canned);

}  // namespace mingjing::portal_test
