// The staff API of CONTRACTS 7: sessions, clues, cases and their acts, documents, evidence, reference data, accounts.
// `apps/mingjing` fills ApiServices, calls `add_api`, and gives `before` to ServerOptions::before; nothing else of the
// program needs to know what is behind these addresses.
//
// Order of refusals on a request: cross-site (403), no or dead session (401), CSRF (403), password to be changed (403),
// form of the request (400, 422, 428), then, within one transaction: the idempotency key, the role (403), the version
// (409), the relation to the object (403, or 404 for another agency), the form of the act and every guard (422).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/time.h"
#include "db/db.h"
#include "flow/services.h"
#include "flow/volume_package.h"
#include "http/router.h"
#include "ports/content_store.h"
#include "ports/directory.h"
#include "ports/drafts.h"
#include "ports/file_watch.h"
#include "ports/media_reader.h"
#include "ports/page_drawer.h"
#include "ports/reader.h"
#include "ports/sealed_index.h"
#include "ports/sessions.h"
#include "ports/set_up.h"
#include "ports/unit_of_work.h"
#include "ports/uploads.h"

namespace mingjing::query {
class Statutes;
}

namespace mingjing::http::api {

// store::SqlCommands::submit: runs a use case and answers from a thread of the database, so none waits for the disk.
using Submit = std::function<void(const ports::Actor&, std::optional<ports::RequestKey>, ports::Commands::UseCase,
                                  std::function<void(Result<ports::Answer>, std::exception_ptr)>)>;

struct Readiness {
  bool ready = true;
  // What was looked at, with `ok` or a word of what is wrong: database, disk, sequencer.
  std::vector<std::pair<std::string, std::string>> parts;
};

// The state of the deployment, for its administrator.
struct SystemState {
  std::string version, database;  // of the program; sqlite or postgresql
  std::int64_t schema = 0;
  bool demo = false;
  Instant started_at;
  std::optional<Instant> backup_at;  // the last backup made of this data folder; none known
  std::string log_origin;
  std::int64_t log_size = 0;             // of the newest checkpoint
  std::optional<Instant> checkpoint_at;  // none yet
  std::int64_t anchors = 0, anchors_silent = 0;
  bool anchors_contradict = false;
  struct Witness {
    std::string name, trouble, words;  // trouble: silent, refuses, contradicts; empty when all is well
    std::int64_t size = 0;             // of the newest checkpoint it cosigned
    std::optional<Instant> cosigned_at;
  };
  std::vector<Witness> witnesses;
  std::int64_t jobs_waiting = 0;
  // 存储巡检: the last whole round over the stored files; what is lost, also by the round under way.
  std::optional<Instant> files_checked_at;
  std::int64_t files_checked = 0, files_mended = 0, files_lost = 0;
  bool second_copy = false;        // there is a second copy of every stored file
  std::int64_t files_waiting = 0;  // for it
  std::int64_t disk_free = 0, disk_total = 0;  // bytes
  bool log_key = false;                        // this server signs checkpoints
  std::int64_t data_keys = 0;                  // the current one and older ones that still open
};

// Everything referred to must outlive the server.
struct ApiServices {
  ports::Commands* commands = nullptr;
  Submit submit;
  ports::Snapshots* snapshots = nullptr;
  ports::Sessions* sessions = nullptr;
  ports::SignInAttempts* attempts = nullptr;
  ports::Directory* directory = nullptr;
  ports::Drafts* drafts = nullptr;            // null only where addresses are described
  ports::SealedIndex* sealed_index = nullptr; // as drafts
  ports::SetUpCodes* set_up_codes = nullptr;  // null: set-up is done on the command line only
  db::Database* database = nullptr;           // of the cases; only query/ reads it
  std::function<std::shared_ptr<const flow::Services>()> flow;
  const Clock* legal_clock = nullptr;
  const Clock* real_clock = nullptr;
  IdSource* ids = nullptr;
  ports::StagedUploads* uploads = nullptr;  // null: no uploads, no tus routes
  ports::ContentStore* files = nullptr;     // null: no documents' files, no evidence
  // What the rounds know of a stored file, by digest and since when it is stored; empty: there are no rounds here.
  std::function<ports::FileWatch(const std::string& digest, Instant stored_at)> file_watch;
  ports::MediaReader* media = nullptr;      // null: nothing of a film is shown but by its own bytes
  ports::PageDrawer* pages = nullptr;       // null: nothing of an original is shown on a page
  // Events with salt and proof, newest first (workers/event_proof.h), for the package of a sealed volume; empty: no packages.
  std::function<std::vector<flow::SealProof>(AgencyId, Uuid, std::string_view type, int limit)> event_proofs;
  std::string scratch;  // a folder for packages while they are sent; empty: the system's
  std::uint64_t upload_bytes_max = std::uint64_t{4} << 30;
  // The stored laws, as of now; a snapshot that is replaced after an import. Empty: no addresses of laws.
  std::function<std::shared_ptr<const query::Statutes>()> statutes;
  // The agency that owns what all share (laws, calendars). Empty: nothing shared is imported through the API.
  std::function<AgencyId()> root_agency;
  // Called after a law or a year's notice was imported, with the calendar held before, on a thread that may take long:
  // reads both again and counts running limits anew.
  std::function<void(const law::Calendar& before)> on_import;
  // Called after a set-up succeeded: the server learns its root agency.
  std::function<void(AgencyId)> on_set_up;
  // Called after a command has committed: wakes the sequencer and the job runner.
  std::function<void()> on_commit;
  // Demo data only: moves the legal clock forward; false when the moment lies in the past. Empty: 404.
  std::function<bool(Instant)> set_legal_clock;
  std::function<SystemState()> system_state;  // empty: no such address
  std::function<Readiness()> readiness;
  std::function<std::string()> metrics;  // Prometheus text; empty: no /metrics on this port
  // Origins besides the request's own host that may send mutations, e.g. https://case.example.gov.cn behind a proxy.
  std::vector<std::string> allowed_origins;
};

class Api;
std::shared_ptr<Api> make_api(ApiServices services);

// Adds every route, /api/openapi.json, /healthz, /readyz (and /metrics) among them.
void add_api(Router& router, const std::shared_ptr<Api>& api);

// For ServerOptions::before.
std::optional<Response> before(Api& api, Request& request, const Route& route);

// Writes the access journal now (it writes itself within a second); for a graceful stop, after the server's.
void flush_journal(Api& api);

}  // namespace mingjing::http::api
