// 案卷: whether the record of a case is whole, the sealed volumes, looking into them for one of six purposes under a watermark,
// the package for the archive, and who looked. A volume is opened against a view grant like evidence (files.cpp): durable,
// with its purpose, of this session, for a quarter of an hour. SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>

#include "domain/archive/completeness.h"
#include "domain/archive/looks.h"
#include "domain/archive/purposes.h"
#include "flow/volume_package.h"
#include "flow/volume_pieces.h"
#include "http/api/case_reading.h"
#include "http/api/granted_files.h"
#include "http/conditional.h"
#include "http/errors.h"
#include "query/journal.h"

namespace mingjing::http::api {
namespace {

using identity::Relation;
constexpr std::int64_t kVolumeGrantMs = 15 * 60'000;
constexpr int kSheetWidth = 1200;
constexpr int kMostLooks = 200;
constexpr int kMostDestroyed = 2000;  // recordings of a case

Error no_volume() { return {ErrorCode::not_found, "没有这一册案卷，或者案卷还没有封存。", {}, {}, {}}; }

std::string volume_title(const cases::SealedVolume& v) {
  return archive::volume_name(v.kind, static_cast<int>(v.part), static_cast<int>(v.parts));
}

void add_record(JsonWriter& out, const cases::Case& c, std::int64_t late_after_hours) {
  const auto stages = archive::check_record(c);
  out.key("record").open_object().key("complete").value(archive::missing_of(stages).empty()).key("stages").open_array();
  for (const auto& stage : stages) {
    out.open_object().member("id", stage.id).member("name", stage.name).key("items").open_array();
    for (const auto& item : stage.items) {
      out.open_object().member("id", item.id).member("name", item.name).member("citation", item.citation);
      out.key("applies").value(item.applies).key("missing").open_array();
      for (const auto& what : item.missing) out.value(what);
      out.close_array().close_object();
    }
    out.close_array().close_object();
  }
  out.close_array().key("late").open_array();
  for (const auto& late : archive::late_entries(c, late_after_hours)) {
    out.open_object().member("record", late.record.text()).member("act", cases::to_string(late.act));
    out.member("act_name", cases::name_zh(late.act)).member("occurred_at", late.occurred_at.text());
    out.member("recorded_at", late.recorded_at.text()).member("reason", late.reason).close_object();
  }
  out.close_array().close_object();
}

void add_sealed(JsonWriter& out, const cases::Sealing& sealing) {
  out.key("sealing").open_object().member("at", sealing.at.text()).member("manifest_sha256", sealing.manifest_sha256);
  out.member("files", sealing.files).member("bytes", sealing.bytes).key("passed").value(sealing.passed());
  out.key("checks").open_array();
  for (const auto& check : sealing.checks) {
    const auto known = std::find_if(cases::kArchiveChecks.begin(), cases::kArchiveChecks.end(),
                                    [&](const auto& row) { return row.first == check.id; });
    out.open_object().member("id", check.id).member("name", known == cases::kArchiveChecks.end() ? check.id : std::string(known->second));
    out.key("passed").value(check.passed).key("lines").open_array();
    for (const auto& line : check.lines) out.value(line);
    out.close_array().close_object();
  }
  out.close_array().key("volumes").open_array();
  for (const auto& v : sealing.volumes) {
    out.open_object().member("n", v.n).member("kind", cases::kVolumeKinds[static_cast<std::size_t>(v.kind)].id);
    out.member("name", volume_title(v)).member("sheets", v.sheets).member("pages", v.pages).member("size", v.size);
    out.member("sha256", v.sha256).key("entries").open_array();
    for (const auto& entry : v.entries) {
      out.open_object().member("title", entry.title).member("number", entry.number).member("on", entry.on.text());
      out.member("first_page", entry.first_page).member("last_page", entry.last_page).close_object();
    }
    out.close_array().close_object();
  }
  out.close_array().close_object();
}

Response list_volumes(Api& api, Request& request) {
  const Caller& who = caller(request);
  const auto id = *CaseId::parse(request.param("id"));
  const auto services = api.services.flow();
  JsonWriter out;
  const auto read = with_case(api, who, {"read_case", id}, [&](flow::ReadUnit&, cases::Case& c, bool) {
    const bool own_agency = id.agency_ordinal() == who.actor.agency_ordinal;
    const auto relation = own_agency ? relation_to(who.actor, c) : Relation::subordinate;
    const bool archived = c.stage() == cases::Stage::archived;
    out.open_object().member("case_no", c.case_no).member("stage", cases::to_string(c.stage()));
    out.member("state", c.sealing ? "sealed" : archived ? "waiting" : "open");
    out.member("volume_no", c.archive.volume_no).member("retention", c.archive.retention);
    out.member("secrecy", c.archive.secrecy).member("privacy", c.archive.privacy);
    out.key("may_open").value(allow(who, "read_archive", relation).has_value() && c.sealing.has_value());
    add_record(out, c, services->late_after_hours);
    if (c.sealing) add_sealed(out, *c.sealing);
    out.key("purposes").open_array();
    for (const auto& [purpose, zh] : archive::kPurposes) out.open_object().member("id", purpose).member("name", zh).close_object();
    out.close_array().close_object();
  });
  if (!read) return respond(read.error());
  if (!api.journal.note(who.actor, "case", id.uuid(), "handling")) throw Unavailable("the access journal is full");
  return ok_json(200, out.take());
}

struct Wanted {
  CaseId id;
  std::int64_t n = 0;
};
Wanted wanted_of(const Request& request) {
  const auto text = request.param("n");
  Wanted out{*CaseId::parse(request.param("id")), 0};
  for (const char c : text.substr(0, 4)) out.n = out.n * 10 + (c - '0');
  return out;
}

void create_volume_grant(Api& api, Request& request, const Responder& responder) {
  auto body = read_body(request);
  if (!body) return responder.answer(respond(body.error()));
  if (auto known = only_members(*body, {"purpose"}); !known) return responder.answer(respond(known.error()));
  const auto purpose = body->text("purpose");
  if (archive::purpose_zh(purpose).empty()) {
    return responder.answer(refuse_form(request, "read_archive", {ErrorCode::invalid, "请从六种用途中选择调阅目的。", "purpose", {}, {}}));
  }
  const Caller who = caller(request);
  const auto wanted = wanted_of(request);
  std::optional<cases::SealedVolume> volume;
  std::string manifest;
  const auto read = with_case(api, who, {"read_archive", wanted.id}, [&](flow::ReadUnit&, cases::Case& c, bool) {
    const auto* found = c.sealing ? c.sealing->volume(wanted.n) : nullptr;
    if (found == nullptr) return;
    volume = *found;
    manifest = c.sealing->manifest_sha256;
  });
  if (!read) return responder.answer(respond(read.error()));
  if (!volume) return responder.answer(respond(no_volume()));
  if (!api.journal.note(who.actor, "volume", wanted.id.uuid(), purpose)) throw Unavailable("the access journal is full");
  const Instant expires = api.services.real_clock->now().plus_ms(kVolumeGrantMs);
  auto use_case = [who, wanted, purpose, expires, volume = *volume, manifest](ports::UnitOfWork& work) -> Result<ports::Answer> {
    const Uuid grant = work.new_id();
    auto aggregate = work.create(ports::kind::access_batch, grant);
    work.put(aggregate, {"grant",
                         "",
                         Json::object({{"case", wanted.id.text()},
                                       {"volume", wanted.n},
                                       {"user", who.actor.user.text()},
                                       {"session", who.session.id.text()},
                                       {"purpose", purpose},
                                       {"sha256", volume.sha256},
                                       {"manifest", manifest},
                                       {"expires_at", expires.unix_ms()}}),
                         {}});
    work.append(aggregate, {"grant_view", Json::object({{"case", wanted.id.text()}, {"volume", wanted.n}, {"purpose", purpose}}), work.now()});
    JsonWriter out;
    out.open_object().member("grant", grant.text()).member("expires_at", expires.text()).member("sheets", volume.sheets);
    out.member("href", "/api/v1/cases/" + wanted.id.text() + "/volumes/" + std::to_string(wanted.n) + "/pages/1.png?grant=" + grant.text());
    return ports::Answer{201, out.close_object().take(), false};
  };
  run_command(api, request, responder, {"read_archive", Relation::own, std::move(use_case), {}});
}

// By the case's id: its pages, and the package of all its volumes.
constexpr GrantedKind kVolume{"volume", "case", "read_archive", "/api/v1/cases/", {}, nullptr};
constexpr GrantedKind kPackage{"volume_package", "case", "read_archive", "/api/v1/cases/", {}, nullptr};

// A grant of one volume opens that volume, and the package of all.
Result<Json> granted_volume(Api& api, const Request& request, const Wanted& wanted, const GrantedKind& kind, std::string_view way) {
  return granted(api, request, kind, way, [&](const Json& grant) {
    const auto n = grant.integer("volume");  // none: of another kind
    return n >= 1 && (wanted.n == 0 || wanted.n == n);
  });
}

Response read_volume_page(Api& api, Request& request) {
  const auto wanted = wanted_of(request);
  const auto grant = granted_volume(api, request, wanted, kVolume, "page");
  if (!grant) return respond(grant.error());
  int page = 0;
  for (const char c : request.param("page").substr(0, 5)) page = page * 10 + (c - '0');
  const auto opened = api.services.files ? api.services.files->open("sha256:" + grant->text("sha256")) : nullptr;
  if (!opened || api.services.pages == nullptr) return respond(Error{ErrorCode::not_found, "案卷文件暂时取不到，请稍后再试。", {}, {}, {}});
  // Who looks, when, why: on the page itself, so that a photograph of the screen tells whose it was.
  const auto now = api.services.real_clock->now();
  const std::string mark = caller(request).actor.name + "　" + now.text_zh() + "　" + std::string(archive::purpose_zh(grant->text("purpose")));
  int width = kSheetWidth;
  const auto wide = request.query_or("width", "");
  std::from_chars(wide.data(), wide.data() + wide.size(), width);
  const auto drawn = api.services.pages->draw(*opened, {page, width, false, mark});
  if (!drawn) return respond(drawn.error());
  Response out(200);
  out.set("Content-Type", "image/png").set("Cache-Control", "no-store").set("X-Page-Count", std::to_string(drawn->pages));
  out.body = drawn->bytes;
  return out;
}

// The package into a file that has no name and goes with its last reader.
Result<std::shared_ptr<const OpenFile>> pack(Api& api, CaseId id, AgencyId agency, const std::string& manifest) {
  if (!api.services.event_proofs) return refuse(ErrorCode::unavailable, "这个进程不能打包案卷。");
  const auto seal = api.services.event_proofs(agency, id.uuid(), flow::kVolumeSealed, 1);
  if (seal.empty()) return refuse(ErrorCode::unavailable, "封存还没有记入公示日志，请稍等几秒后重试。");
  const auto folder = api.services.scratch.empty() ? std::filesystem::temp_directory_path() : std::filesystem::path(api.services.scratch);
  std::string path = (folder / "package-XXXXXX").string();
  const int fd = ::mkostemp(path.data(), O_CLOEXEC);
  if (fd < 0) throw Unavailable("no scratch file can be made in " + folder.string());
  ::unlink(path.c_str());
  const OpenFile keep(fd, 0, 0);  // closes it, whatever happens
  std::uint64_t size = 0;
  flow::DestroyedProof known;  // asked for only where a file is not there
  const auto destroyed = [&](std::string_view sha256) {
    if (!known) known = flow::destroyed_among(api.services.event_proofs(agency, id.uuid(), flow::kDestroyedEvent, kMostDestroyed));
    return known(sha256);
  };
  const auto written = flow::write_package(*api.services.files, manifest, seal.front(), destroyed, [&](std::string_view bytes) {
    for (std::size_t at = 0; at < bytes.size();) {
      const auto n = ::write(fd, bytes.data() + at, bytes.size() - at);
      if (n <= 0) throw Unavailable("the package cannot be written", errno == ENOSPC);
      at += static_cast<std::size_t>(n);
    }
    size += bytes.size();
  });
  if (!written) return refuse(Error(written.error()));
  const int copy = ::dup(fd);
  if (copy < 0) throw Unavailable("no file descriptor left");
  return std::make_shared<const OpenFile>(copy, size, 0);
}

void read_volume_package(Api& api, WorkerPool& packer, Request& request, const Responder& responder) {
  const Wanted wanted{*CaseId::parse(request.param("id")), 0};
  const auto grant = granted_volume(api, request, wanted, kPackage, "package");
  if (!grant) return responder.answer(respond(grant.error()));
  const auto owner = api.services.directory->agency_by_ordinal(wanted.id.agency_ordinal());
  if (!owner || api.services.files == nullptr) return responder.answer(respond(no_volume()));
  const bool taken = packer.try_post([&api, responder, wanted, agency = AgencyId(owner->id), manifest = grant->text("manifest")] {
    try {
      const auto packed = pack(api, wanted.id, agency, manifest);
      if (!packed) return responder.answer(respond(packed.error()));
      Response out = Response::from_file(*packed, "application/zip");
      out.set("Content-Disposition", attachment("案卷归档包.zip")).set("Cache-Control", "no-store");
      responder.answer(std::move(out));
    } catch (...) {
      responder.answer(exception_response(std::current_exception()));
    }
  });
  if (!taken) responder.answer(edge_error(503, "unavailable", "正在打包的案卷太多，请稍等几分钟后重试。"));
}

std::string_view look_zh(std::string_view kind) {
  return kind == "volume" ? "打开案卷" : kind == "volume_package" ? archive::way_zh("package") : "打开案件";
}

// Looks are in the journal of the reader's own agency: that of the case, and those above it.
Response read_case_looks(Api& api, Request& request) {
  const Caller& who = caller(request);
  const auto id = *CaseId::parse(request.param("id"));
  if (const auto read = with_case(api, who, {"read_case", id}, [](flow::ReadUnit&, cases::Case&, bool) {}); !read)
    return respond(read.error());
  api.journal.flush();  // what was just opened is seen at once
  struct Seen {
    archive::Look look;
    AgencyId agency;
    std::string agency_name;
  };
  std::vector<Seen> all;
  std::set<std::pair<AgencyId, std::string>> users;
  for (const auto& agency : upward_from(api, id.agency_ordinal())) {
    const auto [from, to] = archive::looks_of(id);
    api.services.snapshots->read([&, from = from, to = to](ports::Reader& reader) {
      for (const auto& key : reader.keys_between(agency.id, archive::kLookMark, from, to, kMostLooks)) {
        if (auto look = archive::read_look(key)) all.push_back({std::move(*look), agency.id, agency.name});
      }
    });
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.look.at > b.look.at; });
  if (all.size() > kMostLooks) all.resize(kMostLooks);
  std::map<AgencyId, std::set<std::string>> ids;
  for (const auto& seen : all) ids[seen.agency].insert(seen.look.user.text());
  std::map<std::string, std::string> names;
  for (const auto& [agency, some] : ids) names.merge(query::user_names(*api.services.database, agency, some));
  JsonWriter out;
  out.open_object().key("looks").open_array();
  for (const auto& [look, agency, agency_name] : all) {
    const auto name = names.find(look.user.text());
    out.open_object().member("at", look.at.text()).member("who", name == names.end() ? std::string("已不在册") : name->second);
    out.member("agency", agency_name).member("what", look_zh(look.kind)).member("kind", look.kind);
    out.member("purpose", look.purpose).member("purpose_name", archive::purpose_zh(look.purpose)).member("count", look.count).close_object();
  }
  return ok_json(200, out.close_array().close_object().take());
}

}  // namespace

void add_volume_routes(Router& router, const std::shared_ptr<Api>& api) {
  const RouteFlags flags;
  RouteFlags sandbox = flags;
  sandbox.csp = Csp::sandbox;
  const auto packer = api == nullptr ? nullptr : std::make_shared<WorkerPool>(1, 4);
  const std::string volumes = "/api/v1/cases/{id:uuid}/volumes";
  router.add("list_volumes", Method::get, volumes, flags, [api](Request& r) { return list_volumes(*api, r); });
  router.add_async("create_volume_grant", Method::post, volumes + "/{n:int}/views", flags,
                   [api](Request& r, Responder a) { create_volume_grant(*api, r, a); });
  router.add("read_volume_page", Method::get, volumes + "/{n:int}/pages/{page:int}.png", sandbox,
             [api](Request& r) { return read_volume_page(*api, r); });
  router.add_async("read_volume_package", Method::get, volumes + ".zip", sandbox,
                   [api, packer](Request& r, Responder a) { read_volume_package(*api, *packer, r, a); });
  router.add("read_case_looks", Method::get, "/api/v1/cases/{id:uuid}/looks", flags,
             [api](Request& r) { return read_case_looks(*api, r); });
}

}  // namespace mingjing::http::api
