// Facts of invented cases for the tests and the benchmark of documents.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"

namespace mingjing::sample {

inline Json decision_facts() {
  auto facts = parse_json(R"json({
    "agency": {"name": "澜川市自然资源和规划局", "self": "本局"},
    "number": "澜自然资罚决〔2026〕38号", "date": "2026-10-26",
    "public_url": "https://zrzy.lanchuan.example/decisions/019a1f2e-7c44-7a10-9d3b-5f0e4c2a0001",
    "party": {"kind": "organisation", "name": "青衡县瑞禾建材有限公司", "uscc": "91230500MA1B3N1N2M",
      "address": "青衡县石门乡白崖村", "representative": "魏䶮堃", "representative_post": "法定代表人"},
    "cause": "未经批准非法占用土地", "filed_on": "2026-07-06",
    "facts": "2026年3月至6月，你单位未经批准，擅自占用青衡县石门乡白崖村集体土地3,260.40平方米建设砂石加工厂房，已建成建筑物和其他设施1,120平方米。所占土地地类为其他农用地，符合土地利用总体规划。\n调查期间，你单位能够配合调查，已于2026年8月12日停止建设。",
    "evidence": [
      {"name": "现场勘测笔录及勘测定界图", "proves": "占用土地的位置、面积和地类"},
      {"name": "对魏䶮堃的询问笔录", "proves": "占地和建设的经过"},
      {"name": "2026年5月航空影像", "proves": "建设的时间和范围"},
      {"name": "营业执照复印件", "proves": "当事人的主体身份"}],
    "notice": {"number": "澜自然资罚告〔2026〕31号", "on": "2026-09-21"},
    "hearing": {"offered": true, "held_on": "2026-10-13", "summary": "听证中你单位提出已主动停工、积极整改，请求减少罚款。"},
    "statement": {"summary": "已主动停工，请求从轻处罚。", "answer": "你单位停止建设的事实属实，意见成立，予以采纳，罚款由每平方米260元调整为每平方米220元。"},
    "violated": [{"citation": "《中华人民共和国土地管理法》第四十四条第一款"}],
    "discretion": {"benchmark": "《自然资源行政处罚裁量基准》非法占地“一般”阶次", "reasons": "你单位占用其他农用地3,260.40平方米，主动停止建设，没有造成耕地破坏，酌定按每平方米220元处以罚款。"},
    "basis": [{"citation": "《中华人民共和国土地管理法》第七十七条第一款"}, {"citation": "《中华人民共和国土地管理法实施条例》第五十七条第一款"}],
    "penalties": [{"text": "没收在非法占用的土地上新建的建筑物和其他设施1,120平方米；"}, {"text": "对非法占用的3,260.40平方米土地，按每平方米220元处以罚款，计人民币717,288.00元。"}],
    "order_correction": "退还非法占用的土地。",
    "performance": {"method": "自收到本决定书之日起，将没收的建筑物和其他设施移交青衡县人民政府指定的部门，将非法占用的土地退还原集体经济组织。", "term": "收到本决定书之日起三十日内"},
    "fine_fen": 71728800,
    "payment": {"bank": "澜川银行青衡支行", "bank_address": "青衡县云台路66号", "account_name": "澜川市财政局非税收入专户", "account": "6222 0000 0000 0000", "surcharge": "yes"},
    "remedies": {"reconsideration_organ": "澜川市人民政府", "reconsideration_term": "六十日", "court": "有管辖权的人民法院", "litigation_term": "六个月"}
  })json");
  return std::move(*facts);
}

}  // namespace mingjing::sample
