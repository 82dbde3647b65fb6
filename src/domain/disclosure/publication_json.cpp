// SPDX-License-Identifier: Apache-2.0
#include "domain/disclosure/publication_json.h"

#include <map>
#include <utility>

#include "base/bytes.h"
#include "base/json.h"

namespace mingjing::disclosure {

namespace {

bool is_digest(const std::string& text) {
  const auto bytes = from_hex(text);
  return bytes && bytes->size() == 32 && to_hex(*bytes) == text;
}

Status check(const Publication& p) {
  const std::pair<const std::string*, std::pair<const char*, const char*>> wanted[] = {
      {&p.number, {"number", "决定文号"}},
      {&p.title, {"title", "标题"}},
      {&p.agency_uscc, {"agency", "执法机关代码"}},
      {&p.agency_name, {"agency", "执法机关名称"}},
      {&p.party_name, {"party", "当事人"}},
      {&p.cause, {"cause", "案由"}},
      {&p.facts, {"facts", "违法事实"}},
      {&p.result_text, {"result", "处罚结果"}},
      {&p.remedy, {"remedy", "救济途径"}}};
  if (p.id.is_nil()) return invalid("公开稿没有公开编号。", "id");
  if (p.salt.size() != 32) return invalid("公开稿没有随机盐值。", "salt");
  for (const auto& [text, names] : wanted) {
    if (text->empty()) return invalid("公开稿还缺" + std::string(names.second) + "，补齐后再批准。", names.first);
  }
  if (p.basis.empty()) return invalid("公开稿还缺处罚依据，补齐后再批准。", "basis");
  for (const auto& file : p.files) {
    if (file.name.empty() || !is_digest(file.sha256) || file.size <= 0) {
      return invalid("公开稿的附件没有摘要，请重新生成文书。", "files");
    }
  }
  return {};
}

Json provisions(const std::vector<CitedProvision>& list) {
  Json out = Json::array();
  for (const auto& one : list) {
    Json json = Json::object({{"citation", one.citation}, {"law", one.law}, {"article", one.article}});
    if (one.article_sub != 0) json.set("article_sub", one.article_sub);
    if (one.paragraph != 0) json.set("paragraph", one.paragraph);
    if (one.item != 0) json.set("item", one.item);
    if (!one.version.empty()) json.set("version", one.version);
    out.push(std::move(json));
  }
  return out;
}

// By kind, not by place: the places are for those who approve.
Json masked_kinds(const std::vector<Removal>& removals) {
  std::map<std::pair<std::string, std::string>, std::int64_t> counts;
  for (const auto& one : removals) counts[{one.name, one.citation}] += static_cast<std::int64_t>(one.count);
  Json out = Json::array();
  for (const auto& [kind, count] : counts) {
    out.push(Json::object({{"name", kind.first}, {"citation", kind.second}, {"count", count}}));
  }
  return out;
}

}  // namespace

Result<std::string> publication_json(const Publication& p) {
  if (auto done = check(p); !done) return refuse(done.error());
  Json party = Json::object({{"kind", to_string(p.party_kind)}, {"name", p.party_name}});
  if (p.party_kind == PartyKind::organisation && !p.party_uscc.empty()) party.set("uscc", p.party_uscc);
  Json kinds = Json::array();
  for (const auto& kind : p.result_kinds) kinds.push(kind);
  Json files = Json::array();
  for (const auto& file : p.files) {
    files.push(Json::object({{"name", file.name}, {"sha256", file.sha256}, {"size", file.size}}));
  }
  Json out = Json::object(
      {{"v", 1},
       {"id", p.id.text()},
       {"salt", to_hex(p.salt)},
       {"number", p.number},
       {"title", p.title},
       {"agency", Json::object({{"uscc", p.agency_uscc}, {"name", p.agency_name}})},
       {"act_type", p.act_type},
       {"act_type_name", p.act_type_name},
       {"procedure", p.procedure},
       {"party", std::move(party)},
       {"cause", p.cause},
       {"facts", p.facts},
       {"basis", provisions(p.basis)},
       {"violated", provisions(p.violated)},
       {"result", Json::object({{"text", p.result_text}, {"kinds", std::move(kinds)}, {"amount_fen", p.amount.count}})},
       {"remedy", p.remedy},
       {"decided_on", p.decided_on.text()},
       {"published_on", p.published_on.text()},
       {"masked", masked_kinds(p.removals)},
       {"body", documents::to_json(p.body)},
       {"files", std::move(files)}});
  if (p.display_until) out.set("display_until", p.display_until->text());
  if (p.replaces) out.set("replaces", *p.replaces);
  if (p.replaces_id) out.set("replaces_id", p.replaces_id->text());
  return canonical(out);
}

std::string readable_text(const Publication& p) {
  std::string out;
  for (const auto* line : {&p.title, &p.number, &p.party_name, &p.cause, &p.facts, &p.result_text, &p.remedy}) {
    out += *line + "\n";
  }
  return out + documents::plain_text(p.body);
}

}  // namespace mingjing::disclosure
