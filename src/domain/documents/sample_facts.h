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

// Facts enough for every template.
inline Json form_facts() {
  auto facts = decision_facts();
  const auto more = parse_json(R"json({
    "case_name": "青衡县瑞禾建材有限公司未经批准非法占用土地案", "source": "卫星图片执法检查", "found_on": "2026-07-01",
    "summary": "2026年7月1日巡查发现，当事人在石门乡白崖村占用集体土地建设厂房，现场已建成厂房一座。初步证据：现场照片、航空影像。",
    "suspected": [{"citation": "《中华人民共和国土地管理法》第四十四条第一款"}],
    "officers": [{"name": "陈砚秋", "certificate": "05120001001"}, {"name": "周望舒", "certificate": "05120001002"}],
    "opinions": {"officers": {"text": "建议立案。", "name": "陈砚秋、周望舒", "on": "2026-07-03"},
      "unit_head": {"text": "同意，报局领导审批。", "name": "赵启文", "on": "2026-07-05"},
      "agency_head": {"text": "同意立案。", "name": "林远山", "on": "2026-07-06"}},
    "ground": {"citation": "《中华人民共和国行政处罚法》第三十三条第一款", "reasons": "你单位违法行为轻微并及时改正，没有造成危害后果。"},
    "education": "本局已对你单位进行了教育。",
    "statement_term": "五个工作日", "contact": {"address": "澜川市青衡新区云台路66号", "person": "陈砚秋", "phone": "0990-8210600"},
    "submitting_unit": "执法监察科", "register_no": "测自然资源法审收〔2026〕41号", "received_on": "2026-10-14", "round": 1, "trigger": "经过听证程序，直接关系当事人重大权益",
    "materials": ["案件情况说明", "拟作出的决定文本", "处罚依据", "证据材料", "听证报告"],
    "points": [
      {"name": "执法主体是否合法", "verdict": "符合", "opinion": "本局具有该项处罚权，属于本局管辖。"},
      {"name": "执法人员是否具备资格", "verdict": "符合", "opinion": "两名执法人员证件在有效期内。"},
      {"name": "程序是否合法", "verdict": "符合", "opinion": "立案、调查、告知、听证程序完备。"},
      {"name": "事实是否清楚", "verdict": "符合", "opinion": "占地面积、地类、建设时间均已查明。"},
      {"name": "证据是否合法充分", "verdict": "符合", "opinion": "勘测定界图与笔录相互印证。"},
      {"name": "适用法律是否准确", "verdict": "符合", "opinion": "适用土地管理法第七十七条正确。"},
      {"name": "裁量是否适当", "verdict": "有问题", "opinion": "应说明采纳申辩意见后单价的计算理由。"},
      {"name": "是否超越法定权限", "verdict": "符合", "opinion": "没有超越权限、滥用职权的情形。"},
      {"name": "文书是否完备规范", "verdict": "符合", "opinion": "文书齐全，签名完整。"},
      {"name": "是否涉嫌犯罪需要移送", "verdict": "符合", "opinion": "未达到移送标准。"}],
    "conclusion": "存在可以修改的瑕疵，退回修改后再次送审。", "suggestions": "补充裁量理由。",
    "reviewer": {"name": "林知夏", "qualification": "法律职业资格"},
    "investigation_concluded_on": "2026-09-10", "statement_summary": "已告知，当事人请求从轻，予以采纳。",
    "hearing_summary": "2026年10月13日举行听证，当事人对事实没有异议。", "proposal": "没收建筑物和其他设施，罚款717,288.00元。",
    "review": {"required": true, "conclusion": "通过", "by": "林知夏", "on": "2026-10-20"},
    "discussion": {"conclusion": "同意处罚意见", "on": "2026-10-23"},
    "receiver": {"name": "青衡县瑞禾建材有限公司"}, "method": "直接送达", "place": "青衡县石门乡白崖村",
    "documents": [{"name": "行政处罚决定书", "number": "澜自然资罚决〔2026〕38号", "copies": 1, "pages": 4}],
    "signed": {"name": "魏䶮堃", "relation": "法定代表人", "at": "2026年10月28日"},
    "servers": [{"name": "陈砚秋", "certificate": "05120001001"}, {"name": "周望舒", "certificate": "05120001002"}],
    "recording": "AV-2026-0079-12", "served_on": "2026-10-28",
    "decision": {"number": "澜自然资罚决〔2026〕38号", "on": "2026-10-26", "served_on": "2026-10-28", "content": "没收建筑物和其他设施1,120平方米；罚款717,288.00元。"},
    "performance_status": "2026年11月9日缴清罚款717,288.00元。",
    "closing_reason": "当事人已自动履行全部处罚决定。", "attachments": ["缴款凭证", "移交清单"],
    "case_no": "澜自然资案〔2026〕79号", "reported_on": "2026-07-01", "registrar": {"name": "何沐"}, "filing": {"text": "同意立案。", "name": "林远山", "on": "2026-07-06"},
    "unit": {"name": "执法监察科"}, "item": {"name": "对未经批准占用土地的处罚", "code": "330215001000"},
    "began_at": "2026年7月8日9时05分", "ended_at": "2026年7月8日10时40分", "certificate_shown": true, "rights_told": true,
    "subject": {"name": "魏䶮堃", "role": "当事人", "post": "青衡县瑞禾建材有限公司法定代表人"}, "recorder": {"name": "周望舒"},
    "handlers": [{"name": "陈砚秋", "certificate": "05120001001"}, {"name": "周望舒", "certificate": "05120001002"}],
    "text": "问：你在单位负责什么工作？\n答：我是法定代表人，厂里的事都由我决定。\n问：石门乡白崖村的厂房什么时候开工？\n答：2026年3月开工，5月把墙和顶都做好了。\n问：有没有用地批准手续？\n答：没有，只和村里签了租地的协议。", "confirmed": true,
    "party_present": true, "witness": "白德顺", "attached": [{"name": "现场照片"}, {"name": "勘测定界图"}],
    "steps": [{"on": "2026-07-08", "text": "到现场检查并制作笔录"}, {"on": "2026-07-10", "text": "询问魏䶮堃"}],
    "report": "承办人员到现场勘测，询问了当事人，调取了航空影像，事实已经查清。", "reasons": "占地面积较大，但主动停止建设。",
    "intended": "penalty", "result": "没收建筑物和其他设施；罚款 717,288.00 元",
    "heard_at": "2026年9月24日15时00分", "answer": "停止建设的事实属实，予以采纳。", "adopted": "部分采纳",
    "held_at": "2026年10月23日9时00分", "host": "林远山", "attendees": "林知夏",
    "members": [{"name": "林远山", "position": "局长", "opinion": "同意处罚意见。"},
      {"name": "苏鹤年", "position": "副局长", "opinion": "同意，请执法监察科做好送达。"},
      {"name": "方亦舟", "position": "副局长", "opinion": "同意。"}],
    "electronic_consent": true,
    "preservation": {"reason": "该厂正在外运砂石，堆放数量随时可能变化", "place": "青衡县石门乡白崖村砂石加工厂院内", "custodian": "白德顺",
      "approved_on": "2026-07-09", "proposed_on": "2026-07-09", "on": "2026-07-09", "until": "2026-07-20", "number": "澜自然资登保〔2026〕5号",
      "disposal": "return", "disposal_note": "已拍照、测量并制作笔录。", "granted": true, "verdict": "同意", "witness": "白德顺"},
    "things": [{"name": "机制砂", "specification": "0～5毫米", "quantity": "420", "unit": "吨", "state": "露天堆放", "place": "厂区东侧堆场"},
      {"name": "颚式破碎机", "specification": "PE-600×900", "quantity": "1", "unit": "台", "state": "八成新", "place": "加工车间"}],
    "sample": {"on": "2026-07-09", "at": "2026年7月9日10时30分", "place": "厂区东侧堆场", "method": "按堆体四角和中心五点等量抽取", "retained": "备份样品一份，封存于执法监察科样品室"},
    "expert": {"organisation": "澜川市国土勘测规划院", "qualification": "乙级测绘资质证书（编号 乙测资字0510001）", "matter": "占用土地的位置、面积和地类",
      "materials": "现场勘测笔录、航空影像各一份", "days": 20, "on": "2026-07-12", "number": "澜自然资鉴委〔2026〕4号", "opinion_no": "澜勘〔2026〕112号",
      "conclusion": "占用其他农用地3,260.40平方米。", "given_on": "2026-07-30", "period_told_on": "2026-07-13", "result_told_on": "2026-08-02"},
    "correction": {"content": "停止非法占地建设，拆除未完工的建筑物，恢复土地原状。", "basis": [{"citation": "《中华人民共和国行政处罚法》第二十八条第一款"}], "due": "2026-08-31",
      "on": "2026-07-15", "number": "澜自然资责改〔2026〕21号", "facts": "未经批准，在青衡县石门乡白崖村占用集体土地建设砂石加工厂房。", "violated": [{"citation": "《中华人民共和国土地管理法》第四十四条第一款"}]},
    "transfer": {"kind": "crime", "receiver": "青衡县公安局", "report": "经核实，当事人非法占用的土地中有耕地十一亩，种植条件严重毁坏，涉嫌非法占用农用地罪。", "decided_on": "2026-08-20", "proposed_on": "2026-08-18", "team": [{"name": "陈砚秋", "certificate": "05120001001"}, {"name": "周望舒", "certificate": "05120001002"}],
      "materials": ["涉嫌犯罪案件情况的调查报告", "涉案物品清单", "耕地破坏程度鉴定意见", "证据材料（副本）"], "granted": true},
    "deferral": {"kind": "instalment", "applied_on": "2026-11-02", "granted": true, "reason": "停产整改期间没有收入", "applicant": "青衡县瑞禾建材有限公司",
      "plan": [{"due": "2026-12-15", "amount_fen": 35000000}, {"due": "2027-02-15", "amount_fen": 36728800}]},
    "demand": {"content": "缴纳罚款和加处罚款；将没收的建筑物和其他设施移交青衡县人民政府指定的部门。", "money": true, "fine_fen": 71728800, "surcharge_fen": 21518640, "on": "2027-05-06", "number": "澜自然资催〔2027〕9号"},
    "recheck": {"at": "2026年9月2日10时00分", "outcome": "部分改正", "text": "已停止建设，未完工的建筑物已拆除，土地还没有恢复原状。"},
    "recusal": {"subject": "officer", "role": "承办人", "name": "陈砚秋", "asked_by": "party", "applicant": "魏䶮堃", "reason": "陈砚秋与举报人是亲属。",
      "on": "2026-07-14", "decided_on": "2026-07-16", "decision_reason": "经核实，陈砚秋与举报人没有亲属关系，也没有其他可能影响公正执法的关系。", "refused": true},
    "submission": {"on": "2026-10-14", "round": 2, "trigger": "经过听证程序", "explanation": "案件事实清楚，听证意见已经采纳。", "materials": ["案件情况说明", "拟作出的决定文本", "证据材料", "听证笔录和听证报告"],
      "reply": "已补充裁量理由。", "register_no": "收〔2026〕41号", "accepted_on": "2026-10-14"},
    "term": {"due": "2026-10-04", "change": "扣除鉴定时间20日", "ground": "《自然资源行政处罚办法》第三十八条", "reason": "委托勘测定界和地类鉴定，需要20日。"},
    "revocation": {"reason": "经查，用地手续在立案前已经批准，违法事实不存在。"},
    "disposal": {"way": "移交", "on": "2026-12-10", "receipt": "移交清单（编号 2026-12）", "note": "没收的建筑物移交青衡县人民政府指定的部门。"},
    "informant": "已于2026年7月6日书面告知投诉举报人。",
    "court": {"name": "青衡县人民法院", "scope": "强制执行澜自然资罚决〔2026〕38号行政处罚决定的全部内容：", "fine_fen": 71728800, "surcharge_fen": 71728800}
  })json");
  for (const auto& [name, value] : *more->as_object()) facts.set(name, value);
  auto party = *facts.find("party");
  party.set("phone", "0990-8000000");
  facts.set("party", party);
  auto hearing = *facts.find("hearing");
  hearing.set("ground", "较大数额罚款");
  const auto held = parse_json(R"json({
    "open": true, "signed": true, "ended_at": "2026年10月13日11时30分",
    "minutes": "主持人：现在开始听证。先由调查人员提出违法事实、证据和处罚建议。\n陈砚秋：当事人未经批准占用集体土地3,260.40平方米建设厂房，有勘测定界图、询问笔录和航空影像为证，建议没收建筑物并处罚款。\n魏䶮堃：占地的事实我们认可，但我们接到通知后马上停了工，希望少罚一些。\n主持人：双方还有没有新的证据？\n陈砚秋：没有。\n魏䶮堃：提交停工照片六张。\n主持人：请双方质证。\n陈砚秋：对照片的真实性没有异议。",
    "requested_on": "2026-09-24", "planned_at": "2026年10月13日9时00分", "place": "澜川市自然资源和规划局三楼听证室", "host": "江望川", "recorder": "叶知秋",
    "held_at": "2026年10月13日9时00分", "attendees": "当事人的代理人魏䶮堃，调查人员陈砚秋、周望舒", "agents": ["魏䶮堃"],
    "report": "听证公开举行。调查人员提出了违法事实、证据和处罚建议，当事人进行了申辩和质证。当事人对占地的事实没有异议，提出已主动停工、积极整改，请求减少罚款。",
    "opinion": "事实清楚，证据确凿。停止建设的事实属实，建议采纳，罚款调整为每平方米220元。"})json");
  for (const auto& [name, value] : *held->as_object()) hearing.set(name, value);
  facts.set("hearing", hearing);
  return facts;
}

// Two parties, three violations: each judged and paid by itself.
inline Json several_facts() {
  auto facts = form_facts();
  const auto more = parse_json(R"json({
    "several": true, "fine_fen": 75728800, "gains_fen": 3000000, "statement": {"each": true},
    "organisation_parties": [{"kind": "organisation", "name": "青衡县瑞禾建材有限公司", "uscc": "91230500MA1B3N1N2M", "address": "青衡县石门乡白崖村",
      "representative": "魏䶮堃", "representative_post": "法定代表人"}],
    "business_parties": [],
    "natural_parties": [{"kind": "natural", "name": "白德顺", "citizen_id": "23050119780315001X", "address": "青衡县石门乡白崖村二组", "phone": "13900000001"}],
    "other_parties": [{"kind": "natural", "name": "白德顺"}],
    "counts": [
      {"party": "青衡县瑞禾建材有限公司", "item": "未经批准非法占用土地", "facts": "2026年3月至6月，占用集体土地3,260.40平方米建设厂房。",
       "violated": [{"citation": "《中华人民共和国土地管理法》第四十四条第一款"}], "basis": [{"citation": "《中华人民共和国土地管理法》第七十七条第一款"}],
       "benchmark": "《自然资源行政处罚裁量基准》非法占地“一般”阶次", "penalty": "没收建筑物和其他设施1,120平方米；罚款 717,288.00 元"},
      {"party": "白德顺", "item": "非法转让土地", "facts": "2026年2月，将承包地3.2亩转让给青衡县瑞禾建材有限公司，得款30,000元。",
       "violated": [{"citation": "《中华人民共和国土地管理法》第二条第三款"}], "basis": [{"citation": "《中华人民共和国土地管理法》第七十四条"}], "penalty": "罚款 40,000.00 元；没收违法所得 30,000.00 元"}],
    "dues": [{"party": "青衡县瑞禾建材有限公司", "fine_fen": 71728800}, {"party": "白德顺", "fine_fen": 4000000, "gains_fen": 3000000}],
    "penalties": [{"text": "没收建筑物和其他设施1,120平方米；"}, {"text": "没收违法所得人民币叁万元整（￥30,000.00元）；"}, {"text": "罚款人民币柒拾伍万柒仟贰佰捌拾捌元整（￥757,288.00元）。"}],
    "statements": [{"party": "青衡县瑞禾建材有限公司", "summary": "已主动停工，请求从轻处罚。", "answer": "意见成立，予以采纳。"}, {"party": "白德顺", "none": true}]
  })json");
  for (const auto& [name, value] : *more->as_object()) facts.set(name, value);
  return facts;
}

}  // namespace mingjing::sample
