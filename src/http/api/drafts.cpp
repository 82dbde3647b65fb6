// Drafts: what the signed-in person has typed and not sent (ports/drafts.h). Another's are as ones that do not exist.
// SPDX-License-Identifier: Apache-2.0
#include "http/api/core.h"
#include "http/conditional.h"
#include "ports/drafts.h"

namespace mingjing::http::api {
namespace {

ports::DraftOwner owner_of(const Caller& who) { return {who.actor.agency, who.actor.user}; }

Result<std::string> key_of(const Request& request) {
  std::string key(request.param("key"));
  if (!ports::is_draft_key(key)) return refuse(ErrorCode::bad_request, "草稿的名称只能用小写字母、数字和 . _ : -，不超过160个字符。", "key");
  return key;
}

Response answer_draft(const ports::Draft& draft) {
  JsonWriter out;
  out.open_object().member("key", draft.key).member("value", draft.content.value);
  if (draft.content.base) out.member("base", *draft.content.base);
  out.member("version", draft.version).member("saved_at", draft.saved_at.text()).close_object();
  Response response = ok_json(200, out.take());
  response.set("ETag", "\"" + std::to_string(draft.version) + "\"");
  return response;
}

Result<ports::DraftContent> content_of(const Request& request) {
  auto body = read_body(request);
  if (!body) return refuse(std::move(body.error()));
  if (auto known = only_members(*body, {"value", "base"}); !known) return refuse(std::move(known.error()));
  const Json* value = body->find("value");
  if (value == nullptr || value->as_object() == nullptr) return invalid("草稿的内容应为一个 JSON 对象。", "value");
  ports::DraftContent out{*value, std::nullopt};
  if (const Json* base = body->find("base")) {
    if (base->as_int() == nullptr || *base->as_int() < 0) return invalid("base 应为所见案件的版本号。", "base");
    out.base = *base->as_int();
  }
  return out;
}

Response save_draft(Api& api, Request& request) {
  const auto key = key_of(request);
  if (!key) return respond(key.error());
  const auto content = content_of(request);
  if (!content) return respond(content.error());
  std::optional<std::int64_t> expected;
  if (request.has_header("If-Match")) {
    const auto version = if_match_version(request);
    if (!version) return respond(version.error());
    expected = *version;
  }
  const auto saved =
      api.services.drafts->save(owner_of(caller(request)), *key, *content, expected, api.services.real_clock->now());
  return saved ? answer_draft(*saved) : respond(saved.error());
}

Response read_draft(Api& api, Request& request) {
  const auto key = key_of(request);
  if (!key) return respond(key.error());
  const auto draft = api.services.drafts->find(owner_of(caller(request)), *key);
  if (!draft) return respond(Error{ErrorCode::not_found, "没有这份草稿，可能已经提交或者过期。", {}, {}, {}});
  return answer_draft(*draft);
}

Response list_drafts(Api& api, Request& request) {
  JsonWriter out;
  out.open_object().key("drafts").open_array();
  for (const auto& line : api.services.drafts->list(owner_of(caller(request)))) {
    out.open_object().member("key", line.key).member("version", line.version);
    out.member("saved_at", line.saved_at.text()).member("bytes", line.bytes).close_object();
  }
  out.close_array().close_object();
  return ok_json(200, out.take());
}

Response delete_draft(Api& api, Request& request) {
  const auto key = key_of(request);
  if (!key) return respond(key.error());
  api.services.drafts->drop(owner_of(caller(request)), *key);
  Response out(204);
  out.set("Cache-Control", "no-store");
  return out;
}

}  // namespace

void add_draft_routes(Router& router, const std::shared_ptr<Api>& api) {
  RouteFlags flags;
  flags.body_limit = ports::kDraftBytes;
  router.add("list_drafts", Method::get, "/api/v1/drafts", flags, [api](Request& r) { return list_drafts(*api, r); });
  router.add("read_draft", Method::get, "/api/v1/drafts/{key}", flags, [api](Request& r) { return read_draft(*api, r); });
  router.add("save_draft", Method::put, "/api/v1/drafts/{key}", flags, [api](Request& r) { return save_draft(*api, r); });
  router.add("delete_draft", Method::del, "/api/v1/drafts/{key}", flags,
             [api](Request& r) { return delete_draft(*api, r); });
}

}  // namespace mingjing::http::api
