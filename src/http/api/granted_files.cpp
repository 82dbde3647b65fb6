// SPDX-License-Identifier: Apache-2.0
#include "http/api/granted_files.h"

#include <unistd.h>

#include "http/api/case_reading.h"
#include "http/conditional.h"

namespace mingjing::http::api {
namespace {

using identity::Relation;
constexpr std::int64_t kGrantMs = 15 * 60'000;

}  // namespace

Error no_file() { return {ErrorCode::not_found, "文件还没有制成，或者暂时取不到，请稍后再试。", {}, {}, {}}; }

Response send_file(const Api& api, const Request& request, const std::string& digest, std::string_view type,
                   const std::string& name) {
  const auto opened = api.services.files ? api.services.files->open(digest) : nullptr;
  if (!opened) return respond(no_file());
  Response out;
  if (opened->descriptor() >= 0) {
    const int copy = ::dup(opened->descriptor());
    if (copy < 0) throw Unavailable("no file descriptor left");
    out = file_response(request, std::make_shared<const OpenFile>(copy, opened->size(), 0), type,
                        quoted_etag(digest));
  } else {
    out = Response(200);
    out.set("Content-Type", type);
    out.body = opened->read(0, opened->size());
  }
  out.set("Content-Disposition", attachment(name)).set("Cache-Control", "no-store");
  return out;
}

void create_view_grant(Api& api, Request& request, const Responder& responder, const GrantedKind& kind) {
  auto body = read_body(request);
  if (!body) return responder.answer(respond(body.error()));
  if (auto known = only_members(*body, {"purpose"}); !known) return responder.answer(respond(known.error()));
  const auto purpose = required_text(*body, "purpose", "调阅目的", 200);
  if (!purpose) return responder.answer(refuse_form(request, "create_view_grant", purpose.error()));
  const Caller who = caller(request);
  if (auto allowed = allow(who, "create_view_grant", Relation::own); !allowed) return responder.answer(respond(allowed.error()));
  const auto id = *Uuid::parse(request.param("id"));
  const Instant expires = api.services.real_clock->now().plus_ms(kGrantMs);
  const Error absent{ErrorCode::not_found, std::string(kind.absent), {}, {}, {}};
  // The case may be of an agency below; the grant is of the reader's own.
  const auto home = home_of_piece(api, kind.member, id);
  if (!home) return responder.answer(respond(absent));
  std::optional<GrantedFile> file;
  const auto read = with_case(api, who, {"create_view_grant", home->id},
                              [&](flow::ReadUnit&, cases::Case& c, bool) { file = kind.find(c, id); });
  if (!read) return responder.answer(respond(read.error().code == ErrorCode::not_found ? absent : read.error()));
  if (!file) return responder.answer(respond(absent));
  if (!file->gone.empty()) return responder.answer(respond(Error{ErrorCode::gone, file->gone, {}, {}, {}}));
  auto use_case = [who, id, kind, purpose = *purpose, expires, case_id = home->id, file = *file](ports::UnitOfWork& work) -> Result<ports::Answer> {
    const std::string member(kind.member);
    const Uuid grant = work.new_id();
    auto aggregate = work.create(ports::kind::access_batch, grant);
    work.put(aggregate, {"grant",
                         "",
                         Json::object({{member, id.text()},
                                       {"case", case_id.text()},
                                       {"user", who.actor.user.text()},
                                       {"session", who.session.id.text()},
                                       {"purpose", purpose},
                                       {"sha256", file.sha256},
                                       {"file_name", file.file_name},
                                       {"media_type", file.media_type},
                                       {"expires_at", expires.unix_ms()}}),
                         {}});
    work.append(aggregate, {"grant_view", Json::object({{member, id.text()}, {"case", case_id.text()}}), work.now()});
    JsonWriter out;
    out.open_object().member("grant", grant.text()).member("expires_at", expires.text());
    out.member("href", std::string(kind.address) + id.text() + "/content?grant=" + grant.text()).close_object();
    return ports::Answer{201, out.take(), false};
  };
  run_command(api, request, responder, {"create_view_grant", Relation::own, std::move(use_case), {}});
}

Result<Json> granted(Api& api, const Request& request, const GrantedKind& kind, std::string_view way,
                     const std::function<bool(const Json&)>& fits) {
  const Caller& who = caller(request);
  const Error refused{ErrorCode::forbidden, "请先说明调阅目的，取得本次登录的调阅许可。", "grant", {}, {}};
  if (auto allowed = allow(who, kind.action, Relation::own); !allowed) return refuse(std::move(allowed.error()));
  const auto grant = Uuid::parse(request.query_or("grant", ""));
  if (!grant) return refuse(refused);
  std::optional<ports::Aggregate> stored;
  api.services.snapshots->read(
      [&](ports::Reader& reader) { stored = reader.load(who.actor.agency, ports::kind::access_batch, *grant); });
  const auto* part = stored ? stored->find("grant") : nullptr;
  if (part == nullptr || part->data.text(kind.member) != request.param("id") ||
      part->data.text("session") != who.session.id.text() ||
      part->data.integer("expires_at") < api.services.real_clock->now().unix_ms() || (fits && !fits(part->data))) {
    return refuse(refused);
  }
  if (!api.journal.note(who.actor, kind.kind, *Uuid::parse(request.param("id")), part->data.text("purpose"), way)) {
    throw Unavailable("the access journal is full");
  }
  return part->data;
}

}  // namespace mingjing::http::api
