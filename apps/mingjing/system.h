// An opened deployment: database, keys, stores, services. Every subcommand that works on data opens one.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "crypto/key_store.h"
#include "db/db.h"
#include "files/content_store.h"
#include "flow/services.h"
#include "mingjing/options.h"
#include "ports/set_up.h"
#include "query/statutes.h"
#include "store/part_codec.h"
#include "store/sql_drafts.h"
#include "store/sql_jobs.h"
#include "store/sql_sealed_index.h"
#include "store/sql_reader.h"
#include "store/sql_sessions.h"
#include "store/unit_of_work.h"
#include "tlog/folder_tile_store.h"
#include "tlog/log_keys.h"
#include "tlog/note.h"

namespace mingjing::app {

// The log of demo data, by which a replica knows that its source is one.
inline constexpr std::string_view kDemoOrigin = "demo.mingjing.example/log";

// Facts about the whole deployment, in the table `deployment`.
namespace fact {
inline constexpr std::string_view root_agency = "root_agency";
inline constexpr std::string_view demo = "demo";                    // present on demo data, for ever
inline constexpr std::string_view set_up_code = "set_up_code";      // JSON {digest, expires_at, root}
inline constexpr std::string_view public_address = "public_address";
inline constexpr std::string_view sm_from = "sm_from";  // in the SM profile: the smallest checkpoint with a second signature
}  // namespace fact
std::optional<std::string> read_fact(db::Transaction& tx, std::string_view name);
void write_fact(db::Transaction& tx, std::string_view name, std::string_view value);
void erase_fact(db::Transaction& tx, std::string_view name);

// One process writes a data folder at a time: DATA/LOCK, held while the object lives.
class FolderLock {
 public:
  static Result<FolderLock> take(const std::filesystem::path& data);
  FolderLock(FolderLock&& other) noexcept;
  FolderLock& operator=(FolderLock&&) = delete;
  ~FolderLock();

 private:
  explicit FolderLock(int fd) : fd_(fd) {}
  int fd_;
};

struct OpenOptions {
  bool lock = true;            // false: reads beside a running server (verify, backup, export)
  bool migrate = false;        // an older schema is brought up to date, when alone and after a backup; else refused
  IdSource* ids = nullptr;     // demo brings a seeded one
  std::optional<Instant> clock_start;  // a legal clock set by hand, running on; demo data only
  bool bulk = false;                   // one long stretch of writing: a large page cache, statements on a second thread
  bool clock_stands = false;           // it stands still between settings (demo maker)
};

class System final : public ports::SetUpCodes {
 public:
  // Refusals: not_found (no system here: run init or demo), forbidden (keys open to others), conflict (locked, newer
  // schema). Throws Unavailable when the database cannot be reached.
  static Result<std::unique_ptr<System>> open(const Options& options, const OpenOptions& how = {});
  ~System() override;

  const Options& options() const { return options_; }
  db::Database& database() { return *database_; }
  const store::Sealer& sealer() const { return *sealer_; }
  const Clock& clock() const { return *clock_; }
  ManualClock* manual_clock() { return manual_clock_; }  // null on a real system
  IdSource& ids() { return *ids_; }
  AgencyId root_agency() const { return root_agency_; }
  bool is_demo() const { return demo_; }
  crypto::Profile profile() const { return profile_; }
  const std::string& origin() const { return origin_; }
  store::SqlCommands& commands() { return *commands_; }
  store::SqlSnapshots& snapshots() { return *snapshots_; }
  store::SqlSessions& sessions() { return *sessions_; }
  store::SqlSignInAttempts& attempts() { return *attempts_; }
  store::SqlSealedIndex& sealed_index() { return *sealed_index_; }
  store::SqlDrafts& drafts() { return *drafts_; }
  store::SqlDirectory& directory() { return *directory_; }
  store::SqlJobs& jobs() { return *jobs_; }
  files::FolderStore& files() { return *files_; }
  tlog::FolderTileStore& tiles() { return *tiles_; }
  const tlog::NoteSigner* signer() const { return signer_ ? &*signer_ : nullptr; }  // null without the log key
  tlog::LogKeys log_keys();  // by the log's own entries; throws Unavailable when none can be read
  std::optional<tlog::LogKeys> log_keys_sm2();  // those of the second line; nothing outside the SM profile
  std::string vkey() const;  // the log's public key line; empty when neither key nor DATA/log/vkey is there

  // The snapshot use cases run with; replaced by `reload` after an import.
  std::shared_ptr<const flow::Services> services() const;
  void change_services(const std::function<void(flow::Services&)>& change);
  // Reads root agency and calendars again.
  void reload();

  // The stored laws, out of memory but for the first time; never null. `refresh_statutes` looks whether there was an
  // import: the server does every ten seconds, so that no public request asks the case database.
  std::shared_ptr<const query::Statutes> statutes();
  void refresh_statutes();

  std::optional<ports::SetUpCode> pending() override;
  // The actor for jobs and imports: the system itself, in an agency.
  ports::Actor system_actor(AgencyId agency);

 private:
  explicit System(Options options) : options_(std::move(options)) {}
  Options options_;
  std::optional<FolderLock> lock_;
  std::unique_ptr<db::Database> database_;
  std::unique_ptr<store::Sealer> sealer_;
  std::unique_ptr<Clock> clock_;
  ManualClock* manual_clock_ = nullptr;
  std::unique_ptr<IdSource> own_ids_;
  IdSource* ids_ = nullptr;
  AgencyId root_agency_;
  bool demo_ = false;
  crypto::Profile profile_ = crypto::Profile::standard;
  std::string origin_;
  std::unique_ptr<store::Context> context_;
  std::unique_ptr<store::SqlCommands> commands_;
  std::unique_ptr<store::SqlSnapshots> snapshots_;
  std::unique_ptr<store::SqlSessions> sessions_;
  std::unique_ptr<store::SqlSignInAttempts> attempts_;
  std::unique_ptr<store::SqlDrafts> drafts_;
  std::unique_ptr<store::SqlSealedIndex> sealed_index_;
  std::unique_ptr<store::SqlDirectory> directory_;
  std::unique_ptr<store::SqlJobs> jobs_;
  std::unique_ptr<files::FolderStore> files_;
  std::unique_ptr<tlog::FolderTileStore> tiles_;
  std::optional<tlog::NoteSigner> signer_;
  mutable std::mutex services_mutex_;  // covers services_
  std::shared_ptr<const flow::Services> services_;
  std::mutex statutes_mutex_;  // covers what follows
  std::shared_ptr<const query::Statutes> statutes_;
  std::int64_t statutes_count_ = -1;
};

// An empty system: folders, keys, schema, log. Refusals: conflict (there is one already).
struct NewSystem {
  std::string vkey;
  std::string set_up_code;  // empty for demo
};
// `root_id`: the demo brings one, so that a seed gives the same ids; else it is made of the system's random source.
Result<NewSystem> create_system(const Options& options, std::string_view origin, bool demo,
                                std::optional<AgencyId> root_id = {});

// A new set-up code in place of one that expired or was lost; the old one is void. For the operator at the machine: it
// needs DATA and the database, no sign-in. Renewals are counted, and the event `set_up` tells how many there were.
// Beside a running server as well. Refusals: not_found (no system here), forbidden (set up already).
Result<std::string> renew_set_up_code(const Options& options);

// In the SM profile half of the signatures is none.
inline constexpr std::string_view kNoSecondKey = "密钥文件夹里没有 log.sm2：国密系统的检查点要有两个签名。请从保险柜取回备份。";
// All log keys of the folder: the first signs, `log.sm2` gives a second line, one that was replaced signs below. Nothing
// without a log key.
Result<std::optional<tlog::NoteSigner>> load_signer(const crypto::KeyStore& keys, const std::string& origin);
tlog::SignatureType signature_type(crypto::LogKeyKind kind);
tlog::NoteVerifier verifier_of(const std::string& origin, crypto::LogKeyKind kind, std::string public_key);
// What /log/vkey shows, and /log/vkey-sm2 where there is such a key: one line each.
Status put_vkey(tlog::TileStore& tiles, const tlog::NoteSigner& signer);

// The SM profile 「国密」: from the next entry of the log on each checkpoint bears a second signature, and columns are sealed with
// SM4 and SM3. Done at `init --profile sm`, or later with the server stopped. The SM2 public key line. Again is no matter.
// Refusals: not_found (no log key here), conflict (in use).
Result<std::string> add_sm_profile(const Options& options);

// Calendars as stored, over those built in.
law::Calendar stored_calendar(db::Transaction& tx, const store::Sealer& sealer, AgencyId root);

}  // namespace mingjing::app
