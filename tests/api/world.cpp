// SPDX-License-Identifier: Apache-2.0
#include "tests/api/world.h"

#include <arpa/inet.h>
#include <libpq-fe.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <iostream>

#include "base/bytes.h"
#include "crypto/hash.h"
#include "crypto/random.h"
#include "domain/catalog/item.h"
#include "domain/identity/check_digits.h"
#include "domain/identity/officer.h"
#include "flow/agency_settings.h"
#include "flow/catalog_items.h"
#include "flow/identity_accounts.h"
#include "flow/identity_agencies.h"
#include "flow/identity_officers.h"
#include "flow/identity_set_up.h"
#include "flow/import_laws.h"
#include "flow/perform_act.h"
#include "flow/volume_pieces.h"
#include "flow/public_answers.h"
#include "law/known_laws.h"
#include "law/statute.h"
#include "query/statutes.h"
#include "store/schema.h"
#include "tests/api/schema_check.h"
#include "workers/job_runner.h"

namespace mingjing::api_tests {
namespace {

using identity::Role;

std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

// One request on a connection of its own.
std::string talk(std::uint16_t port, const std::string& request) {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  timeval wait{20, 0};
  ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
  std::string out;
  if (::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) {
    std::size_t sent = 0;
    while (sent < request.size()) {
      const auto n = ::send(fd, request.data() + sent, request.size() - sent, MSG_NOSIGNAL);
      if (n <= 0) break;
      sent += static_cast<std::size_t>(n);
    }
    char buffer[16384];
    for (ssize_t n; (n = ::recv(fd, buffer, sizeof buffer, 0)) > 0;) out.append(buffer, static_cast<std::size_t>(n));
  }
  ::close(fd);
  return out;
}

std::string fresh_key() { return to_hex(crypto::random_bytes(16)); }

}  // namespace

// The first 16 characters and their two check digits, found by trying: the rule itself is tested elsewhere.
std::string valid_uscc(const std::string& start) {
  constexpr std::string_view kDigits = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  for (char middle : kDigits) {
    for (char last : kDigits) {
      const std::string code = start + middle + last;
      if (identity::is_uscc(code)) return code;
    }
  }
  return {};
}

std::string Answer::header(std::string_view name) const {
  const std::string wanted = "\r\n" + lower(std::string(name)) + ": ";
  const auto at = lower(head).find(wanted);
  if (at == std::string::npos) return {};
  const auto from = at + wanted.size();
  return head.substr(from, head.find("\r\n", from) - from);
}

std::string Answer::error() const {
  const Json* row = json.find("error");
  return row ? row->text("message") : std::string();
}

Answer Person::send(Ask ask) const {
  ask.headers.push_back("Cookie: __Host-mj=" + cookie);
  if (ask.method != "GET" && ask.method != "HEAD") ask.headers.push_back("X-CSRF-Token: " + csrf);
  return world->ask(ask);
}
Answer Person::get(const std::string& path) const { return send({"GET", path}); }
Answer Person::post(const std::string& path, const Json& body, std::vector<std::string> headers) const {
  headers.push_back("Content-Type: application/json");
  bool has_key = false;
  for (const auto& header : headers) has_key = has_key || header.starts_with("Idempotency-Key:");
  if (!has_key) headers.push_back("Idempotency-Key: " + fresh_key());
  return send({"POST", path, to_text(body), std::move(headers)});
}
Answer Person::act(const std::string& case_id, const std::string& act, const Json& body) const {
  const auto page = world->as("clerk1").get("/api/v1/cases/" + case_id);  // any person who may read it
  const std::string version = std::to_string(page.json.integer("version"));
  return post("/api/v1/cases/" + case_id + "/acts/" + act, body, {"If-Match: \"" + version + "\""});
}
Answer Person::upload(const std::string& bytes, std::string* id) const {
  auto made = send({"POST",
                    "/api/v1/uploads",
                    {},
                    {"Tus-Resumable: 1.0.0", "Upload-Length: " + std::to_string(bytes.size()),
                     "Upload-Metadata: filename " + to_base64("现场照片.jpg")}});
  const auto location = made.header("Location");
  if (made.status != 201) return made;
  *id = location.substr(location.rfind('/') + 1);
  return send({"PATCH",
               location,
               bytes,
               {"Tus-Resumable: 1.0.0", "Upload-Offset: 0", "Content-Type: application/offset+octet-stream"}});
}

World::World(const std::string& url)
    : folder_(std::filesystem::temp_directory_path() / ("mingjing-api-" + fresh_key())),
      legal_clock_(*Instant::parse("2026-03-02T09:00:00+08:00")) {
  std::filesystem::create_directories(folder_);
  database_ = std::make_unique<Counting>(db::open(url));
  must(db::migrate(*database_, store::migrations()).map([] { return 0; }));
  sealer_ = std::make_unique<store::Sealer>(crypto::SealKeys(crypto::Secret::random(32)), crypto::Secret::random(32));
  root_ = AgencyId(identity::with_ordinal(ids_.next(1, real_clock_.now().unix_ms()), 1));
  context_ = std::make_unique<store::Context>(store::Context{*database_, *sealer_, legal_clock_, ids_, root_});
  commands_ = std::make_unique<store::SqlCommands>(*context_);
  snapshots_ = std::make_unique<store::SqlSnapshots>(*database_, *sealer_, root_);
  sessions_ = std::make_unique<store::SqlSessions>(*database_);
  attempts_ = std::make_unique<store::SqlSignInAttempts>(*database_);
  sealed_index_ = std::make_unique<store::SqlSealedIndex>(*database_, *sealer_);
  drafts_ = std::make_unique<store::SqlDrafts>(*database_, *sealer_);
  directory_ = std::make_unique<store::SqlDirectory>(*database_, *sealer_);
  files_ = std::make_unique<files::FolderStore>((folder_ / "files").string(), files::FolderStore::Sync::each, crypto::Profile::sm);  // what a schema allows is met
  uploads_ = std::make_unique<files::FolderUploads>((folder_ / "tmp").string(), *files_, ids_, real_clock_, files::UploadLimits{}, crypto::Profile::sm);
  auto services = std::make_shared<flow::Services>();
  services->calendar = std::make_shared<const law::Calendar>(law::Calendar::built_in());
  services->limits = &law::Limits::built_in();
  services->known_laws = &law::KnownLaws::built_in();
  services->public_address = "example.gov.cn";
  services_ = services;
  start();
  set_up();
  make_people();
  openapi_ = ask({"GET", "/api/openapi.json"}).json;
}

World::~World() {
  server_->stop(http::milliseconds(500));
  http::api::flush_journal(*api_);
  server_.reset();
  api_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void World::start() {
  http::api::ApiServices s;
  s.event_proofs = [](AgencyId, Uuid, std::string_view, int) { return std::vector<flow::SealProof>{{"{}", "00", "proof"}}; };
  s.commands = commands_.get();
  s.submit = [this](const ports::Actor& actor, std::optional<ports::RequestKey> key, ports::Commands::UseCase use_case,
                    std::function<void(Result<ports::Answer>, std::exception_ptr)> done) {
    commands_->submit(actor, std::move(key), std::move(use_case), std::move(done));
  };
  s.snapshots = snapshots_.get();
  s.sessions = sessions_.get();
  s.attempts = attempts_.get();
  s.directory = directory_.get();
  s.drafts = drafts_.get();
  s.sealed_index = sealed_index_.get();
  s.set_up_codes = &codes_;
  s.database = database_.get();
  s.flow = [this] { return services_; };
  s.legal_clock = &legal_clock_;
  s.real_clock = &real_clock_;
  s.ids = &ids_;
  s.uploads = uploads_.get();
  s.files = files_.get();
  s.file_watch = [this](const std::string& digest, Instant stored_at) { return scrub().watch(digest, stored_at); };
  s.pages = &pages_;
  s.media = &pages_;
  s.statutes = [this] {
    std::shared_ptr<const query::Statutes> out;
    database_->read([&](db::Transaction& tx) {
      out = std::make_shared<const query::Statutes>(query::Statutes::load(tx, root_, law::KnownLaws::built_in()));
    });
    return out;
  };
  s.root_agency = [this] { return root_; };
  s.on_import = [this](const law::Calendar&) { ++imports; };
  s.system_state = [] {
    http::api::SystemState out;
    out.version = "0";
    out.database = "sqlite";
    out.backup_at = Instant(0);
    return out;
  };
  s.set_legal_clock = [this](Instant to) { return legal_clock_.advance_to(to); };
  api_ = http::api::make_api(std::move(s));
  http::Router router;
  http::api::add_api(router, api_);
  http::ServerOptions options;
  options.before = [this](http::Request& request, const http::Route& route) { return http::api::before(*api_, request, route); };
  server_ = std::make_unique<http::Server>(std::move(router), std::move(options));
  must(server_->start().map([] { return 0; }));
}

Answer World::ask(const Ask& what) {
  std::string request = what.method + " " + what.path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n";
  for (const auto& header : what.headers) request += header + "\r\n";
  if (!what.body.empty() || what.method == "POST" || what.method == "PUT" || what.method == "PATCH") {
    request += "Content-Length: " + std::to_string(what.body.size()) + "\r\n";
  }
  const std::string text = talk(server_->port(), request + "\r\n" + what.body);
  Answer out;
  const auto end = text.find("\r\n\r\n");
  if (end == std::string::npos) return out;
  out.head = text.substr(0, end + 2);
  out.body = text.substr(end + 4);
  out.status = std::stoi(text.substr(9, 3));
  if (out.header("Content-Type").find("json") != std::string::npos) out.json = parse_json(out.body).value_or(Json());
  if (!openapi_.is_null() && what.method != "HEAD" && what.method != "OPTIONS") {
    const auto path = what.path.substr(0, what.path.find('?'));
    http::Pairs params;
    const auto match = server_->router().find(http::method_from(what.method), path, params);
    if (match.route != nullptr && match.route->pattern.starts_with("/api/")) {
      EXPECT_EQ(answer_fault(openapi_, lower(what.method), match.route->openapi_path(), out.status, out.json), "")
          << what.method << " " << path << " " << out.status << "\n" << out.body.substr(0, 600);
    }
  }
  return out;
}

Person World::sign_in(const std::string& username, const std::string& password) {
  const auto answer = ask({"POST",
                           "/api/v1/session",
                           to_text(Json::object({{"username", username}, {"password", password}})),
                           {"Content-Type: application/json"}});
  Person out;
  out.world = this;
  out.username = username;
  if (answer.status != 201) throw std::runtime_error(username + ": " + answer.body);
  const auto cookie = answer.header("Set-Cookie");
  out.cookie = cookie.substr(10, cookie.find(';') - 10);
  out.csrf = answer.json.text("csrf_token");
  out.user_id = answer.json.find("user")->text("id");
  return out;
}

const Person& World::as(const std::string& username) {
  auto found = people_.find(username);
  if (found == people_.end()) found = people_.emplace(username, sign_in(username)).first;
  return found->second;
}

ports::Actor World::actor_of(UserId user, identity::RoleSet roles) const {
  ports::Actor actor;
  actor.user = user;
  actor.agency = root_;
  actor.agency_ordinal = 1;
  actor.agency_uscc = valid_uscc("1133010000248955");
  actor.roles = roles;
  return actor;
}

void World::import_law(const std::string& file, const std::string& markdown) {
  const auto version = law::parse_statute(file, markdown, law::KnownLaws::built_in());
  if (!version) throw std::runtime_error(version.error().message);
  must(commands_
           ->run_many(actor_of({}, {}),
                      [&](ports::UnitOfWork& work) -> Status {
                        auto taken = flow::import_law(work, *version);
                        return taken ? Status{} : Status(tl::make_unexpected(taken.error()));
                      })
           .map([] { return 0; }));
}

void World::set_up() {
  const auto code = flow::new_set_up_code(root_, real_clock_.now());
  codes_.kept = code.kept;
  set_up_code = code.code;
  const auto admin = [](const char* username, const char* name) {
    return Json::object({{"username", username}, {"name", name}, {"password", kPassword}});
  };
  const Json units = Json::array({Json::object({{"name", "执法支队"}, {"case_handling", true}}),
                                  Json::object({{"name", "法规处"}, {"legal_review", true}}),
                                  Json::object({{"name", "办公室"}})});
  const auto answer = ask({"POST",
                           "/api/v1/setup",
                           to_text(Json::object({{"code", code.code},
                                                 {"agency", Json::object({{"uscc", valid_uscc("1133010000248955")},
                                                                          {"name", "望山市自然资源局"},
                                                                          {"short_name", "市自然资源局"},
                                                                          {"document_prefix", "望自然资"},
                                                                          {"level", "city"},
                                                                          {"region_code", "330100"},
                                                                          {"address", "望山市中心路1号"},
                                                                          {"telephone", "0571-00000000"},
                                                                          {"units", units}})},
                                                 {"system_admin", admin("sysadmin", "钱一鸣")},
                                                 {"security_admin", admin("secadmin", "孙二宁")},
                                                 {"audit_admin", admin("auditadmin", "李三思")}})),
                           {"Content-Type: application/json"}});
  if (answer.status != 201) throw std::runtime_error("set-up: " + answer.body);
  codes_.kept.reset();  // spent, as the program has it
  const auto stored = directory_->agency(root_);
  const auto agency = identity::agency_from_parts(root_, stored->parts);
  for (const auto& row : agency.units) {
    (row.legal_review ? review_unit : row.case_handling ? unit : office) = row.id.text();
  }
}

std::string World::add_user(const ports::Actor& admin, const std::string& username, const std::string& unit_id,
                            identity::RoleSet roles, const std::string& officer) {
  const auto made = must(commands_->run(admin, std::nullopt, [&](ports::UnitOfWork& work) -> Result<ports::Answer> {
    flow::CreateUser wanted{username, "张" + username, *UnitId::parse(unit_id), {}, password_hash_};
    if (!officer.empty()) wanted.officer = OfficerId::parse(officer);
    const auto id = flow::create_user(work, wanted);
    if (!id) return refuse(Error(id.error()));
    if (auto done = flow::change_roles(work, *id, 1, roles); !done) return refuse(Error(done.error()));
    return ports::Answer{200, id->text(), false};
  }));
  auto self = admin;
  self.user = *UserId::parse(made.body);
  must(commands_->run(self, std::nullopt, [&](ports::UnitOfWork& work) -> Result<ports::Answer> {
    if (auto done = flow::change_password(work, password_hash_); !done) return refuse(Error(done.error()));
    return ports::Answer{};
  }));
  return made.body;
}

void World::make_people() {
  password_hash_ = must(flow::prepare_password("somebody", kPassword));
  const auto admin = actor_of(UserId(ids_.next(1, 1)), {Role::system_admin});
  for (const char* name : {"sysadmin", "secadmin", "auditadmin"}) {
    const auto account = directory_->find_user(name);
    must(commands_->run(actor_of(UserId(account->id), {}), std::nullopt, [&](ports::UnitOfWork& work) -> Result<ports::Answer> {
      if (auto done = flow::change_password(work, password_hash_); !done) return refuse(Error(done.error()));
      return ports::Answer{};
    }));
  }
  const auto add_officer = [&](const char* name, const char* certificate, const std::string& of_unit) {
    identity::Officer officer;
    officer.name = name;
    officer.unit = *UnitId::parse(of_unit);
    officer.certificate_no = certificate;
    officer.categories = {"自然资源"};
    officer.area = "望山市";
    officer.valid_from = Date(2024, 1, 1);
    officer.valid_until = Date(2029, 12, 31);
    officer.legal_qualification = true;
    if (of_unit == review_unit) officer.reviewer_kind = identity::ReviewerKind::full_time;
    return must(commands_->run(admin, std::nullopt, [&](ports::UnitOfWork& work) -> Result<ports::Answer> {
             const auto id = flow::register_officer(work, officer);
             if (!id) return refuse(Error(id.error()));
             return ports::Answer{200, id->text(), false};
           })).body;
  };
  officer_1 = add_officer("陈砚秋", "33010000001", unit);
  officer_2 = add_officer("林知夏", "33010000002", unit);
  const auto reviewer = add_officer("周予安", "33010000003", review_unit);
  add_user(admin, "officer1", unit, {Role::officer}, officer_1);
  add_user(admin, "officer2", unit, {Role::officer}, officer_2);
  add_user(admin, "stranger", office, {Role::officer}, {});
  add_user(admin, "unithead", unit, {Role::unit_head}, {});
  add_user(admin, "reviewer", review_unit, {Role::legal_reviewer}, reviewer);
  add_user(admin, "agencyhead", office, {Role::agency_head}, {});
  add_user(admin, "clerk1", office, {Role::publicity_clerk}, {});
  add_user(admin, "approver", office, {Role::publicity_approver}, {});
  add_user(admin, "archivist", office, {Role::archivist}, {});
  add_user(admin, "intake1", office, {Role::intake}, {});
  add_user(admin, "window1", office, {Role::window_clerk}, {});
  add_user(admin, "host1", office, {Role::hearing_host}, {});
  add_user(admin, "supervisor", office, {Role::supervisor}, {});
  must(commands_->run(admin, std::nullopt, [&](ports::UnitOfWork& work) -> Result<ports::Answer> {
    const Json settings = Json::object(
        {{"payment", Json::object({{"bank", "望山银行营业部"}, {"bank_address", "望山市中心路2号"}, {"account_name", "望山市财政局"},
                                   {"account", "3301000000000001"}, {"surcharge", "yes"}})},
         {"remedies", Json::object({{"reconsideration_organ", "望山市人民政府"}, {"court", "望山市望山区人民法院"}})}});
    const auto version = work.load(ports::kind::agency, root_.uuid())->version;
    if (auto done = flow::set_agency_settings(work, version, settings); !done) return refuse(Error(done.error()));
    return ports::Answer{};
  }));
  item_id = must(commands_->run(admin, std::nullopt, [&](ports::UnitOfWork& work) -> Result<ports::Answer> {
              catalog::Item item;
              item.code = "330215-001";
              item.name = "对非法占用土地行为的处罚";
              item.act_type = "penalty";
              item.basis = {"《土地管理法》第七十七条第一款"};
              item.kinds = {"fine"};
              item.unit = "执法支队";
              const auto id = flow::create_item(work, item);
              if (!id) return refuse(Error(id.error()));
              return ports::Answer{200, id->text(), false};
            })).body;
}

void World::render_documents() {
  store::SqlJobs jobs(*database_);
  while (auto job = jobs.take("test", 60'000, ports::JobLane::any)) {
    if (job->kind == "render_document") {
      const auto file = files_->put("%PDF-1.7 " + job->payload.text("document"));
      const auto system = actor_of(UserId(), {});
      must(commands_->run(system, std::nullopt, [&](ports::UnitOfWork& work) {
        return flow::perform_act(work, *services_,
                                 {*CaseId::parse(job->payload.text("case")), cases::Act::document_rendered, std::nullopt,
                                  Json::object({{"document_id", job->payload.text("document")},
                                                {"file_sha256", file.digest.substr(7)},
                                                {"size", static_cast<std::int64_t>(file.size)},
                                                {"pages", 1}}),
                                  {}, {}});
      }));
    }
    if (job->kind == "seal_volume") seal(*CaseId::parse(job->payload.text("case")));
    jobs.done(*job);
  }
}

void World::look_into_recordings() {
  store::SqlJobs jobs(*database_);
  workers::JobRunner runner({jobs, *commands_, *snapshots_, *files_, [&] { return services_; },
                             [&](AgencyId) { return actor_of(UserId(), {}); }, nullptr, &pages_},
                            "test");
  runner.run_until_empty();
}

Json World::published(std::string_view list) {
  look_into_recordings();
  Json out;
  snapshots_->read([&](ports::Reader& reader) {
    const auto id = reader.lookup(root_, ports::kind::public_list, list);
    const auto version = id ? reader.version(root_, ports::kind::public_list, *id) : std::nullopt;
    const auto bytes = version ? reader.public_body(root_, *id, *version) : std::nullopt;
    out = bytes ? parse_json(*bytes).value() : Json();
  });
  return out;
}

// As the binder would.
void World::seal(CaseId id) {
  const auto pdf = files_->put("%PDF-1.7 volume " + id.text());
  cases::Sealing sealing;
  sealing.at = now();
  sealing.manifest_sha256 = files_->put(pdf.digest.substr(7) + "  volumes/main-1.pdf\n").digest.substr(7);
  sealing.files = 1;
  sealing.bytes = static_cast<std::int64_t>(pdf.size);
  sealing.volumes.push_back({1, cases::VolumeKind::main, 1, 1, pdf.digest.substr(7), sealing.bytes, 4, 1, {{"立案审批表", "", now().date(), 1, 1}}});
  sealing.checks.push_back({"authenticity", true, {"符合：一致"}});
  must(commands_->run_many(actor_of(UserId(), {}), [&](ports::UnitOfWork& work) {
    sealing.left_out = flow::left_out(cases::Case::from_parts(id, work.load(ports::kind::enforcement_case, id.uuid()).value().parts).value());
    return flow::seal_volume(work, id, sealing);
  }).map([] { return 0; }));
}

std::string World::take_in(const supervision::ComplaintContent& content, const std::string& letter) {
  const flow::TakenLetter taken{letter, letter + "0001", std::string(44, 'k'), content, now()};
  std::string id;
  must(commands_->run(actor_of(UserId(), {}), std::nullopt, [&](ports::UnitOfWork& work) -> Result<ports::Answer> {
    const auto made = flow::take_in_complaint(work, *services_, taken);
    if (!made) return refuse(made.error());
    id = made->text();
    return ports::Answer{};
  }));
  return id;
}

flow::PublicProgress World::shown(const std::string& complaint) {
  flow::PublicProgress out;
  snapshots_->read([&](ports::Reader& reader) { out = flow::public_progress(reader, root_, *Uuid::parse(complaint)).value(); });
  return out;
}

void World::publish_answers(const std::string& complaint) {
  must(commands_->run(actor_of(UserId(), {}), std::nullopt, [&](ports::UnitOfWork& work) -> Result<ports::Answer> {
    if (auto done = flow::publish_answers(work, *Uuid::parse(complaint)); !done) return refuse(Error(done.error()));
    return ports::Answer{};
  }));
}

std::int64_t World::events(const std::string& type) {
  static const db::Statement kCount{"test_events_of_type", "SELECT count(*) FROM event WHERE type = $1", "test"};
  std::int64_t out = 0;
  database_->read([&](db::Transaction& tx) { out = tx.query(kCount, {type}).integer(0, 0); });
  return out;
}

std::vector<std::string> database_urls() {
  std::vector<std::string> out{"sqlite::memory:"};
  if (const char* server = std::getenv("MINGJING_TEST_PG")) out.emplace_back(server);
  return out;
}

std::string url_name(const testing::TestParamInfo<std::string>& info) {
  return info.param.starts_with("sqlite") ? "SQLite" : "PostgreSQL";
}

namespace {

// Ended by the test program, before statics of other files are.
class Worlds final : public testing::Environment {
 public:
  void TearDown() override { all.clear(); }
  std::map<std::string, std::unique_ptr<World>> all;
};
Worlds* const kWorlds = static_cast<Worlds*>(testing::AddGlobalTestEnvironment(new Worlds));

}  // namespace

World& ApiTest::world(const std::string& url) {
  auto& worlds = kWorlds->all;
  auto& slot = worlds[url];
  if (!slot) {
    std::string real = url;
    if (!url.starts_with("sqlite")) {
      static std::atomic<int> made{0};
      const std::string schema = "api_" + std::to_string(::getpid()) + "_" + std::to_string(++made);
      PGconn* connection = PQconnectdb(url.c_str());
      PQclear(PQexec(connection, ("CREATE SCHEMA " + schema).c_str()));
      PQfinish(connection);
      real += (url.find('?') == std::string::npos ? "?" : "&") + std::string("options=-csearch_path%3D") + schema;
    }
    slot = std::make_unique<World>(real);
  }
  return *slot;
}

std::string register_clue(World& world, const std::string& by) {
  const auto answer =
      world.as(by).post("/api/v1/clues", Json::object({{"source", "inspection"},
                                                       {"summary", "巡查发现望山镇东侧地块新建硬化场地。"},
                                                       {"cause", "涉嫌非法占用土地"},
                                                       {"item_id", world.item_id},
                                                       {"unit_id", world.unit},
                                                       {"discovered_on", world.now().date().text()},
                                                       {"party", Json::object({{"kind", "organisation"},
                                                                               {"name", "望山市禾田农业有限公司"},
                                                                               {"uscc", valid_uscc("91330100MA2B0N5J")},
                                                                               {"legal_representative", "吴一凡"},
                                                                               {"address", "望山市望山镇东路8号"},
                                                                               {"phone", "13800138000"}})}}));
  EXPECT_EQ(answer.status, 201) << answer.body;
  return answer.json.text("id");
}

std::string ApiTest::filed() {
  const auto id = register_clue(w(), "intake1");
  must("agencyhead", id, "file_case", Json::object({{"opinion", "同意立案。"}}));
  must("unithead", id, "assign_officers",
       Json::object({{"officers", Json::array({Json::object({{"officer_id", w().officer_1}, {"role", "lead"}}),
                                               Json::object({{"officer_id", w().officer_2}, {"role", "assist"}})})}}));
  return id;
}

}  // namespace mingjing::api_tests
