// SPDX-License-Identifier: Apache-2.0
#include "mingjing/system.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <fstream>

#include "base/check.h"
#include "base/json.h"
#include "base/text.h"
#include "domain/identity/agency.h"
#include "flow/identity_set_up.h"
#include "law/calendar.h"
#include "mingjing/migrate.h"
#include "store/schema.h"
#include "workers/log_keys.h"
#include "workers/log_statements.h"
#include "workers/sequencer.h"

namespace mingjing::app {
namespace {

const db::Statement kFact{"deployment_read", "SELECT value FROM deployment WHERE name = $1"};
const db::Statement kPutFact{"deployment_put",
                             "INSERT INTO deployment (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET "
                             "value = excluded.value"};
const db::Statement kEraseFact{"deployment_erase", "DELETE FROM deployment WHERE name = $1"};
const db::Statement kAgencyCount{"deployment_has_root", "SELECT uscc, ordinal FROM agency_row WHERE agency_id = $1"};
const db::Statement kYears{
    "calendar_years_of", "SELECT id FROM business_key WHERE agency_id = $1 AND kind = 'calendar_year' ORDER BY natural_key"};

const db::Statement kLawCount{
    "law_version_count", "SELECT count(*) FROM shared_aggregate WHERE agency_id = $1 AND kind = 'law_version'"};

Result<std::unique_ptr<store::Sealer>> load_sealer(const crypto::KeyStore& keys, crypto::Profile profile) {
  auto data = keys.load_data();
  if (!data) return tl::make_unexpected(std::move(data.error()));
  auto index = keys.load_index();
  if (!index) return tl::make_unexpected(std::move(index.error()));
  if (!*data || !*index) {
    return refuse(ErrorCode::not_found, "密钥文件夹里没有 data 和 index 两个密钥。请从保险柜取回备份，用 keys import 放回。");
  }
  (*data)->use(profile);
  return std::make_unique<store::Sealer>(std::move(**data), std::move(**index));
}

std::string fact_of(const ports::SetUpCode& code) {
  return canonical(Json::object({{"digest", code.digest},
                                 {"expires_at", code.expires_at.text()},
                                 {"renewals", code.renewals},
                                 {"root", code.root.text()}}));
}

}  // namespace

std::optional<std::string> read_fact(db::Transaction& tx, std::string_view name) {
  const auto rows = tx.query(kFact, {std::string(name)});
  if (rows.empty()) return std::nullopt;
  return rows.text(0, 0);
}
void write_fact(db::Transaction& tx, std::string_view name, std::string_view value) {
  tx.execute(kPutFact, {std::string(name), std::string(value)});
}
void erase_fact(db::Transaction& tx, std::string_view name) { tx.execute(kEraseFact, {std::string(name)}); }

Result<FolderLock> FolderLock::take(const std::filesystem::path& data) {
  const int fd = ::open((data / "LOCK").c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0) throw Unavailable("cannot open " + (data / "LOCK").string());
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    ::close(fd);
    return refuse(ErrorCode::conflict, "数据文件夹 " + data.string() + " 正被另一个 mingjing 进程使用。请先停止它。");
  }
  return FolderLock(fd);
}
FolderLock::FolderLock(FolderLock&& other) noexcept : fd_(other.fd_) { other.fd_ = -1; }
FolderLock::~FolderLock() {
  if (fd_ >= 0) ::close(fd_);
}

law::Calendar stored_calendar(db::Transaction& tx, const store::Sealer& sealer, AgencyId root) {
  law::Calendar calendar = law::Calendar::built_in();
  const auto rows = tx.query(kYears, {root.text()});
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto stored =
        store::load_aggregate(tx, sealer, root, ports::kind::calendar_year, *Uuid::parse(rows.text(i, 0)));
    const auto* part = stored ? stored->find("calendar_year") : nullptr;
    if (part == nullptr) continue;
    const Json* notice = part->data.find("notice");
    const auto year = notice != nullptr ? law::parse_calendar_year(to_text(*notice)) : law::parse_calendar_year("");
    if (year) calendar = calendar.with(*year);
  }
  return calendar;
}

Result<NewSystem> create_system(const Options& options, std::string_view origin, bool demo, std::optional<AgencyId> root_id) {
  std::filesystem::create_directories(options.data);
  auto lock = FolderLock::take(options.data);
  if (!lock) return tl::make_unexpected(std::move(lock.error()));
  auto database = db::open(options.db_url());
  if (db::schema_version(*database) != 0) {
    return refuse(ErrorCode::conflict, "这里已经有一个系统。要另建，请换一个数据文件夹或数据库。");
  }
  if (!tlog::is_key_name(origin)) {
    return refuse(ErrorCode::bad_request, "--origin 应是日志的公开地址，不带 https://，例如 gs.example.gov.cn/log。");
  }
  const crypto::KeyStore keys(options.key_folder());
  if (auto made = keys.create(); !made) return tl::make_unexpected(std::move(made.error()));
  auto key = keys.load_log();
  if (!key) return tl::make_unexpected(std::move(key.error()));
  if (auto migrated = db::migrate(*database, store::migrations()); !migrated) {
    return tl::make_unexpected(std::move(migrated.error()));
  }
  RandomIdSource ids;
  const Instant now = SystemClock().now();
  // The root agency has ordinal 1; 0 stays free for what belongs to no agency.
  const AgencyId root = root_id.value_or(AgencyId(ids.next(1, now.unix_ms())));
  NewSystem out;
  const tlog::NoteSigner signer(std::string(origin), std::move(**key));
  out.vkey = signer.verifier().vkey();
  const auto code = flow::new_set_up_code(root, now);
  database->write([&](db::Transaction& tx) {
    workers::create_log(tx, origin);
    write_fact(tx, fact::root_agency, root.text());
    if (demo) {
      write_fact(tx, fact::demo, "1");
      write_fact(tx, fact::public_address, "http://127.0.0.1:8080");  // what the QR codes of demo decisions say
    }
    write_fact(tx, fact::set_up_code, fact_of(code.kept));
    return true;
  });
  out.set_up_code = code.code;
  for (const auto* folder : {"files", "log", "tmp"}) std::filesystem::create_directories(options.data / folder);
  tlog::FolderTileStore tiles(options.data / "log");
  if (auto applied = put_vkey(tiles, signer); !applied) return tl::make_unexpected(std::move(applied.error()));
  return out;
}

Result<std::string> renew_set_up_code(const Options& options) {
  if (options.db.empty() && !std::filesystem::exists(options.data / "mingjing.db")) {
    return refuse(ErrorCode::not_found, "数据文件夹里没有系统。请先运行 mingjing init --origin 名称。");
  }
  const auto database = db::open(options.db_url());
  if (db::schema_version(*database) != store::migrations().back().number) {
    return refuse(ErrorCode::conflict, "数据库结构与本程序不是同一版。请先运行 mingjing migrate。");
  }
  return database->command<std::string>([](db::Transaction& tx) -> Result<std::string> {
    const auto root = AgencyId::parse(read_fact(tx, fact::root_agency).value_or(""));
    if (!root) return refuse(ErrorCode::not_found, "数据库里没有系统。请先运行 mingjing init --origin 名称。");
    if (!tx.query(kAgencyCount, {root->text()}).empty()) {
      return refuse(ErrorCode::forbidden, "系统已完成初始化，不再需要设置码。忘记密码请由安全管理员重置。");
    }
    const auto old = parse_json(read_fact(tx, fact::set_up_code).value_or("{}"));
    auto code = flow::new_set_up_code(*root, SystemClock().now());
    code.kept.renewals = (old ? old->integer("renewals") : 0) + 1;
    write_fact(tx, fact::set_up_code, fact_of(code.kept));
    return code.code;
  });
}

Result<std::unique_ptr<System>> System::open(const Options& options, const OpenOptions& how) {
  std::unique_ptr<System> out(new System(options));
  if (!std::filesystem::exists(options.data)) {
    return refuse(ErrorCode::not_found, "没有数据文件夹 " + options.data.string() + "。请先运行 mingjing init 或 mingjing demo。");
  }
  if (how.lock) {
    auto lock = FolderLock::take(options.data);
    if (!lock) return tl::make_unexpected(std::move(lock.error()));
    out->lock_.emplace(std::move(*lock));
  }
  if (options.db.empty() && !std::filesystem::exists(options.data / "mingjing.db")) {
    return refuse(ErrorCode::not_found, "数据文件夹里没有系统。请先运行 mingjing init 或 mingjing demo。");
  }
  db::Options database_options;
  database_options.sqlite_bulk = how.bulk;
  out->database_ = db::open(options.db_url(), database_options);
  const int version = db::schema_version(*out->database_);
  if (version == 0) return refuse(ErrorCode::not_found, "数据库是空的。请先运行 mingjing init 或 mingjing demo。");
  if (version < store::migrations().back().number) {
    if (!how.migrate || !how.lock) {
      return refuse(ErrorCode::conflict, "数据库结构较旧（第 " + std::to_string(version) +
                                             " 版）。请停止服务，运行 mingjing migrate：它先备份，再升级。");
    }
    out->database_.reset();  // so that we are alone
    if (auto migrated = migrate_deployment(options); !migrated) return tl::make_unexpected(std::move(migrated.error()));
    out->database_ = db::open(options.db_url(), database_options);
  }
  if (auto migrated = db::migrate(*out->database_, store::migrations()); !migrated) {
    return tl::make_unexpected(std::move(migrated.error()));
  }
  const crypto::KeyStore keys(options.key_folder());
  std::vector<tlog::KeyChange> changes;
  bool sm = false;
  out->database_->read([&](db::Transaction& tx) {
    out->origin_ = workers::log_origin(tx);
    out->demo_ = read_fact(tx, fact::demo).has_value();
    sm = read_fact(tx, fact::sm_from).has_value();
    changes = workers::key_changes(tx);
  });
  if (sm) out->profile_ = crypto::Profile::sm;
  auto sealer = load_sealer(keys, out->profile_);
  if (!sealer) return tl::make_unexpected(std::move(sealer.error()));
  out->sealer_ = std::move(*sealer);
  // A change of a key that broke off after the log had named the new one is finished here.
  for (const auto kind : {crypto::LogKeyKind::ed25519, crypto::LogKeyKind::sm2}) {
    const auto next = keys.find_next_log(kind);
    if (!next) return refuse(next.error());
    if (!how.lock || !*next || verifier_of(out->origin_, kind, **next).vkey() != tlog::named_key(changes, signature_type(kind))) continue;
    if (auto adopted = keys.adopt_next_log(kind); !adopted) return tl::make_unexpected(std::move(adopted.error()));
  }
  auto signer = load_signer(keys, out->origin_);
  if (!signer) return tl::make_unexpected(std::move(signer.error()));
  if (sm && *signer && !(*signer)->sm2_verifier()) return refuse(ErrorCode::not_found, std::string(kNoSecondKey));
  out->signer_ = std::move(*signer);
  if (how.clock_start && out->demo_) {
    auto clock = std::make_unique<ManualClock>(*how.clock_start, !how.clock_stands);
    out->manual_clock_ = clock.get();
    out->clock_ = std::move(clock);
  } else if (out->demo_) {
    auto clock = std::make_unique<ManualClock>(SystemClock().now(), true);
    out->manual_clock_ = clock.get();
    out->clock_ = std::move(clock);
  } else {
    out->clock_ = std::make_unique<SystemClock>();
  }
  out->own_ids_ = std::make_unique<RandomIdSource>();
  out->ids_ = how.ids != nullptr ? how.ids : out->own_ids_.get();
  out->files_ = std::make_unique<files::FolderStore>(
      (options.data / "files").string(), how.bulk ? files::FolderStore::Sync::later : files::FolderStore::Sync::each,
      out->profile_);
  out->tiles_ = std::make_unique<tlog::FolderTileStore>(options.data / "log");
  // What a change of a key left undone; without one, another line there is for verify to find.
  if (how.lock && out->signer_) {
    const auto stale = [&](const tlog::NoteVerifier& own, const char* file) {
      return tlog::named_key(changes, own.type()) == own.vkey() && out->tiles_->read(file) != own.vkey() + "\n";
    };
    const auto sm2 = out->signer_->sm2_verifier();
    if (stale(out->signer_->verifier(), "vkey") || (sm2 && stale(*sm2, "vkey-sm2"))) {
      if (auto told = put_vkey(*out->tiles_, *out->signer_); !told) return tl::make_unexpected(std::move(told.error()));
    }
  }
  out->services_ = std::make_shared<flow::Services>();
  out->reload();
  out->context_ = std::make_unique<store::Context>(store::Context{*out->database_, *out->sealer_, *out->clock_, *out->ids_, out->root_agency_});
  out->commands_ = std::make_unique<store::SqlCommands>(*out->context_);
  out->snapshots_ = std::make_unique<store::SqlSnapshots>(*out->database_, *out->sealer_, out->root_agency_);
  out->sessions_ = std::make_unique<store::SqlSessions>(*out->database_);
  out->attempts_ = std::make_unique<store::SqlSignInAttempts>(*out->database_);
  out->sealed_index_ = std::make_unique<store::SqlSealedIndex>(*out->database_, *out->sealer_);
  out->drafts_ = std::make_unique<store::SqlDrafts>(*out->database_, *out->sealer_);
  out->directory_ = std::make_unique<store::SqlDirectory>(*out->database_, *out->sealer_);
  out->jobs_ = std::make_unique<store::SqlJobs>(*out->database_);
  return out;
}

System::~System() = default;

Result<std::optional<tlog::NoteSigner>> load_signer(const crypto::KeyStore& keys, const std::string& origin) {
  auto all = keys.load_log_keys();
  if (!all) return tl::make_unexpected(std::move(all.error()));
  if (all->empty()) return std::optional<tlog::NoteSigner>();
  crypto::SigningKey first = std::move(all->front());
  all->erase(all->begin());
  auto sm2 = keys.load_log_sm2();
  if (!sm2) return tl::make_unexpected(std::move(sm2.error()));
  return std::optional(tlog::NoteSigner(origin, std::move(first), std::move(*all), std::move(*sm2)));
}

Status put_vkey(tlog::TileStore& tiles, const tlog::NoteSigner& signer) {
  tlog::TileBatch batch;
  batch.writes.push_back({"vkey", signer.verifier().vkey() + "\n"});
  if (const auto sm2 = signer.sm2_verifier()) batch.writes.push_back({"vkey-sm2", sm2->vkey() + "\n"});
  return tiles.apply(batch);
}

Result<std::string> add_sm_profile(const Options& options) {
  const crypto::KeyStore keys(options.key_folder());
  const auto there = keys.load_log_sm2();
  if (!there) return refuse(there.error());
  if (there->empty()) {
    if (auto made = keys.create_log_sm2(); !made) return refuse(made.error());
  }
  auto opened = System::open(options);
  if (!opened) return refuse(opened.error());
  System& system = **opened;
  if (system.signer() == nullptr) return refuse(ErrorCode::not_found, "密钥文件夹里没有日志密钥。");
  system.database().write([&](db::Transaction& tx) {
    if (read_fact(tx, fact::sm_from)) return false;
    const auto state = tx.query(workers::sql::kState, {});
    write_fact(tx, fact::sm_from, std::to_string(state.integer(0, 1) + 1));
    return true;
  });
  if (auto told = put_vkey(system.tiles(), *system.signer()); !told) return refuse(told.error());
  return system.signer()->sm2_verifier()->vkey();
}

tlog::SignatureType signature_type(crypto::LogKeyKind kind) {
  return kind == crypto::LogKeyKind::sm2 ? tlog::SignatureType::sm2 : tlog::SignatureType::ed25519;
}

tlog::NoteVerifier verifier_of(const std::string& origin, crypto::LogKeyKind kind, std::string public_key) {
  return {origin, signature_type(kind), std::move(public_key)};
}

std::optional<tlog::LogKeys> System::log_keys_sm2() {
  auto present = tlog::NoteVerifier::parse(trim(tiles_->read("vkey-sm2").value_or("")));
  if (const auto own = signer_ ? signer_->sm2_verifier() : std::nullopt) present = *own;
  if (!present) return std::nullopt;
  std::optional<Result<tlog::LogKeys>> out;
  database_->read([&](db::Transaction& tx) {
    out.emplace(tlog::LogKeys::of(workers::key_changes(tx), *present, tlog::parse_decimal(read_fact(tx, fact::sm_from).value_or("")).value_or(0)));
  });
  if (!*out) throw Unavailable(out->error().message);
  return std::move(**out);
}

tlog::LogKeys System::log_keys() {
  const auto present = tlog::NoteVerifier::parse(vkey());
  if (!present) throw Unavailable("日志的公钥不能读取：请放回密钥，或放回 log/vkey。");
  std::optional<Result<tlog::LogKeys>> out;
  database_->read([&](db::Transaction& tx) { out.emplace(workers::log_keys(tx, *present)); });
  if (!*out) throw Unavailable(out->error().message);
  return std::move(**out);
}

std::string System::vkey() const {
  if (signer_) return signer_->verifier().vkey();
  std::ifstream in(options_.data / "log" / "vkey");
  std::string line;
  std::getline(in, line);
  return line;
}

void System::reload() {
  auto next = std::make_shared<flow::Services>(*services());
  database_->read([&](db::Transaction& tx) {
    root_agency_ = AgencyId::parse(read_fact(tx, fact::root_agency).value_or("")).value_or(AgencyId{});
    next->calendar = std::make_shared<law::Calendar>(stored_calendar(tx, *sealer_, root_agency_));
    if (auto address = read_fact(tx, fact::public_address)) next->public_address = *address;
  });
  next->limits = &law::Limits::built_in();
  next->known_laws = &law::KnownLaws::built_in();
  std::lock_guard lock(services_mutex_);
  services_ = std::move(next);
}

std::shared_ptr<const flow::Services> System::services() const {
  std::lock_guard lock(services_mutex_);
  return services_;
}

void System::change_services(const std::function<void(flow::Services&)>& change) {
  auto next = std::make_shared<flow::Services>(*services());
  change(*next);
  std::lock_guard lock(services_mutex_);
  services_ = std::move(next);
}

std::shared_ptr<const query::Statutes> System::statutes() {
  {
    std::lock_guard lock(statutes_mutex_);
    if (statutes_) return statutes_;
  }
  refresh_statutes();
  std::lock_guard lock(statutes_mutex_);
  return statutes_;
}

// Versions of laws are only ever added, so their number tells whether there was an import.
void System::refresh_statutes() {
  std::int64_t known = -1;
  {
    std::lock_guard lock(statutes_mutex_);
    if (statutes_) known = statutes_count_;
  }
  database_->read([&](db::Transaction& tx) {
    const std::int64_t count = tx.query(kLawCount, {root_agency_.text()}).integer(0, 0);
    if (count == known) return;
    auto read = std::make_shared<const query::Statutes>(
        query::Statutes::load(tx, root_agency_, law::KnownLaws::built_in()));
    std::lock_guard lock(statutes_mutex_);
    statutes_ = std::move(read);
    statutes_count_ = count;
  });
}

std::optional<ports::SetUpCode> System::pending() {
  std::optional<ports::SetUpCode> out;
  database_->read([&](db::Transaction& tx) {
    const auto stored = read_fact(tx, fact::set_up_code);
    if (!stored) return;
    if (!tx.query(kAgencyCount, {root_agency_.text()}).empty()) return;  // spent: the root agency exists
    const auto json = parse_json(*stored);
    MJ_CHECK(json.has_value());
    out = ports::SetUpCode{json->text("digest"), Instant::parse(json->text("expires_at")).value_or(Instant{}),
                           AgencyId::parse(json->text("root")).value_or(AgencyId{}), json->integer("renewals")};
  });
  return out;
}

ports::Actor System::system_actor(AgencyId agency) {
  ports::Actor actor;
  actor.agency = agency;
  actor.agency_ordinal = agency.agency_ordinal();
  database_->read([&](db::Transaction& tx) {
    const auto rows = tx.query(kAgencyCount, {agency.text()});
    if (!rows.empty()) actor.agency_uscc = rows.text(0, 0);
  });
  actor.name = "系统";
  return actor;
}

}  // namespace mingjing::app
