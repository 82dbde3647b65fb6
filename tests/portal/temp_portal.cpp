// SPDX-License-Identifier: Apache-2.0
#include "tests/portal/temp_portal.h"

#include <fmt/format.h>

#include "base/bytes.h"
#include "crypto/hash.h"

namespace mingjing::portal_test {
namespace {

query::FeedItem item(query::FeedItem::Kind kind, std::int64_t pos, const std::string& id) {
  query::FeedItem out;
  out.kind = kind;
  out.pos = pos;
  out.id = id;
  out.at = Instant(Instant::parse("2026-10-30T09:12:00+08:00")->unix_ms() + pos * 60'000);
  out.proof = fmt::format("c2sp.org/tlog-proof@v1\nindex {}\n", pos);
  return out;
}

}  // namespace

std::string id_of(int n) { return fmt::format("01990000-0000-7000-8000-{:012x}", n); }

query::FeedItem publication(std::int64_t pos, std::int64_t seq, const Canned& canned, std::int64_t replaces) {
  auto out = item(query::FeedItem::Kind::publication, pos, canned.id);
  Json entry = Json::object({{"agency", canned.uscc},
                             {"digest", "sha256:" + std::string(64, 'd')},
                             {"id", canned.id},
                             {"kind", "publication"},
                             {"seq", seq},
                             {"v", 1}});
  if (replaces > 0) entry.set("replaces", replaces);
  out.entry = canonical(entry);
  out.json = publication_json(canned);
  return out;
}

query::FeedItem update(std::int64_t pos, const std::string& id, std::int64_t n, const std::string& text) {
  auto out = item(query::FeedItem::Kind::update, pos, id);
  out.entry = canonical(Json::object(
      {{"digest", "sha256:" + std::string(64, 'e')}, {"id", id}, {"kind", "update"}, {"n", n}, {"of", 1}, {"v", 1}}));
  out.json = canonical(Json::object({{"id", id}, {"n", n}, {"on", "2026-11-09"}, {"text", text}}));
  return out;
}

query::FeedItem takedown(std::int64_t pos, std::int64_t seq, const std::string& id, const std::string& reason) {
  auto out = item(query::FeedItem::Kind::takedown, pos, id);
  out.entry = canonical(Json::object({{"agency", "11330900MB0X00001K"},
                                      {"id", id},
                                      {"kind", "takedown"},
                                      {"reason", reason},
                                      {"seq", seq},
                                      {"v", 1}}));
  out.tombstone.reason_text = "复议机关认为主要证据不足。";
  return out;
}

query::FeedItem withheld(std::int64_t pos, std::int64_t seq, const std::string& ground) {
  query::FeedItem out;
  out.kind = query::FeedItem::Kind::withheld;
  out.pos = pos;
  out.at = *Instant::parse("2026-10-30T09:12:00+08:00");
  out.entry = canonical(Json::object({{"agency", Canned().uscc}, {"commit", "sha256:" + std::string(64, 'c')},
                                      {"ground", ground}, {"kind", "withheld"}, {"seq", seq}, {"v", 1}}));
  return out;
}

namespace {

std::string digest_of(std::string_view bytes) { return "sha256:" + to_hex(crypto::sha256(bytes)); }

// What stands in `json`, as an event of the system that anybody can open.
void open_event(query::FeedItem& out, const std::string& type, const std::string& aggregate, Json data, std::int64_t version) {
  data.set("digest", digest_of(out.json));
  out.event = canonical(Json::object({{"actor", "system"},
                                      {"aggregate", Json::object({{"id", out.id}, {"kind", aggregate}})},
                                      {"agency", Canned().uscc},
                                      {"data", std::move(data)},
                                      {"type", type},
                                      {"version", version}}));
  const std::string salt(32, 's');
  out.salt = to_hex(salt);
  out.entry = canonical(Json::object({{"agency", Canned().uscc},
                                      {"commit", digest_of("mingjing/event/v1\n" + salt + out.event)},
                                      {"kind", "event"},
                                      {"n", out.pos},
                                      {"v", 1}}));
}

query::FeedItem list_version(std::int64_t pos, std::int64_t version, const std::string& list, Json entries) {
  const Canned canned;
  auto out = item(query::FeedItem::Kind::list, pos, id_of(list == "items" ? 400 : list == "officers" ? 401 : 402));
  out.json = canonical(Json::object({{"agency", Json::object({{"name", canned.agency}, {"uscc", canned.uscc}})},
                                     {"entries", std::move(entries)},
                                     {"list", list},
                                     {"published_on", "2026-11-06"},
                                     {"v", 1},
                                     {"version", version}}));
  open_event(out, "publish_list", "public_list", Json::object({{"list", list}}), version);
  return out;
}

Json officer(const std::string& number, const std::string& name, const std::string& status, const std::string& since) {
  Json out = Json::object({{"id", number}, {"certificate_no", number}, {"status", status}});
  if (!since.empty()) out.set("status_since", since);
  if (status == "revoked") return out;
  out.set("name", name);
  out.set("sex", "男");
  out.set("post", "一级主办");
  out.set("unit", "执法监察科");
  out.set("categories", Json::array({"土地", "矿产"}));
  out.set("area", "澜川市全域");
  out.set("valid_from", "2024-03-01");
  out.set("valid_until", "2029-02-28");
  return out;
}

Json agency() { return Json::object({{"name", Canned().agency}, {"uscc", Canned().uscc}}); }

}  // namespace

std::string answer_id(int n) { return id_of(800 + n); }

query::FeedItem answer(std::int64_t pos, int n, const std::string& question, const std::string& text) {
  auto out = item(query::FeedItem::Kind::answer, pos, answer_id(n));
  out.json = canonical(Json::object({{"v", 1}, {"id", out.id}, {"kind", "grievance"}, {"kind_name", "投诉"}, {"agency", agency()},
                                     {"question", question}, {"answer", text}, {"outcome", "upheld"}, {"outcome_name", "支持"},
                                     {"answered_on", "2026-10-20"}, {"published_on", "2026-10-30"}}));
  open_event(out, "publish_answer", "public_answer", Json::object({{"answer", out.id}}), 1);
  return out;
}

query::FeedItem answer_taken_down(std::int64_t pos, int n, const std::string& why) {
  auto out = item(query::FeedItem::Kind::answer, pos, answer_id(n));
  out.json = canonical(Json::object({{"v", 1}, {"id", out.id}, {"agency", agency()}, {"published_on", "2026-10-30"},
                                     {"taken_down_on", "2026-11-09"}, {"reason", "outdated"},
                                     {"reason_name", "答复所依据的规定或者情况已经变化"},
                                     {"citation", "《政府信息公开条例》第六条第一款"}, {"text", why}}));
  open_event(out, "take_down_answer", "public_answer", Json::object({{"answer", out.id}, {"reason", "outdated"}}), 2);
  return out;
}

query::FeedItem items_list(std::int64_t pos, std::int64_t version, const std::string& name, int count) {
  Json entries = Json::array();
  for (int n = 0; n < count; ++n) {
    const Json step = Json::object({{"name", "一般"}, {"when", "不足5亩"}, {"range", "每平方米100元以上300元以下"}});
    const Json band = Json::object({{"name", "占用耕地以外的土地"},
                                    {"range", "每平方米100元以上1000元以下"},
                                    {"citation", "《土地管理法实施条例》第五十七条第一款"},
                                    {"steps", Json::array({step})}});
    entries.push(Json::object(
        {{"id", id_of(500 + n * 2)},
         {"code", fmt::format("LZR-CF-{:03}", n + 7)},
         {"name", name},
         {"act_type", "penalty"},
         {"act_type_name", "行政处罚"},
         {"basis", Json::array({"《土地管理法》第七十七条第一款"})},
         {"kinds", Json::array({"没收非法财物", "罚款"})},
         {"fines", Json::array({Json::object({{"text", "每平方米100元以上1000元以下"},
                                              {"citation", "《土地管理法实施条例》第五十七条第一款"}})})},
         {"unit", "执法监察科"},
         {"handling_days", 90},
         {"discretion", Json::array({Json::object({{"name", name}, {"from", "2024-01-01"}, {"bands", Json::array({band})}})})},
         {"remedies", Json::array({Json::object({{"kind", "reconsideration"}, {"where", "澜川市人民政府"}, {"days", 60},
                                                 {"citation", "《行政复议法》第二十条第一款"}}),
                                   Json::object({{"kind", "litigation"}, {"where", "青衡县人民法院"}, {"days", 15},
                                                 {"citation", "《土地管理法》第八十三条"}})})}}));
  }
  return list_version(pos, version, "items", std::move(entries));
}

query::FeedItem matters_list(std::int64_t pos, std::int64_t version) {
  const auto matter = [](const char* id, const char* name, const char* kind, const char* act, const char* duty, Json ways, Json basis, const char* from) {
    return Json::object({{"id", id}, {"name", name}, {"kind", kind}, {"acts", Json::array({act})}, {"duty_name", duty}, {"extent_name", "全程"},
                         {"ways", std::move(ways)}, {"basis", std::move(basis)}, {"from", from}, {"own", from > std::string("2026")}});
  };
  const char* notice = "《关于全面推行和示范创建行政执法三项制度的通知》附件2第59项";
  return list_version(pos, version, "recording_matters",
                      Json::array({matter("hearing", "举行听证", "step", "举行听证", "应当记录", Json::array({"录音", "录像"}),
                                          Json::array({notice, "《澜川市自然资源和规划局执法记录规定》第六条"}), "2026-11-07"),
                                   matter("sampling", "抽样取证", "step", "抽样取证", "按需要记录", Json::array({"拍照", "录像"}),
                                          Json::array({notice}), "2020-05-27"),
                                   matter("premises_1", "办案区询问室", "premises", "在此进行的执法活动", "应当记录", Json::array({"录音", "录像"}),
                                          Json::array({"《澜川市自然资源和规划局执法记录规定》第九条"}), "2026-11-07")}));
}

query::FeedItem officers_list(std::int64_t pos, std::int64_t version, const std::string& status) {
  return list_version(pos, version, "officers",
                      Json::array({officer("53990100127", "周明远", status, status == "valid" ? "" : "2026-11-19"),
                                   officer("53990100128", "陈砚秋", "suspended", "2026-11-10"),
                                   officer("53990100129", "", "revoked", "2026-08-01")}));
}

}  // namespace mingjing::portal_test
