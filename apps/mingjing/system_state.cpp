// SPDX-License-Identifier: Apache-2.0
#include "mingjing/system_state.h"

#include <sys/statvfs.h>

#include <fstream>

#include "base/text.h"
#include "mingjing/read_whole.h"

namespace mingjing::app {
namespace {

constexpr const char* kLastBackup = "last-backup";

const db::Statement kCheckpoint{"system_checkpoint", "SELECT size, signed_at FROM checkpoint ORDER BY size DESC LIMIT 1"};

}  // namespace

void note_backup(const Options& options, Instant at) {
  std::ofstream(options.data / kLastBackup) << at.text() << "\n";
}

http::api::SystemState system_state(System& system, const Anchors& anchors, const Witnesses& witnesses, Instant started_at) {
  http::api::SystemState out;
  out.version = MJ_VERSION;
  out.database = system.database().dialect() == db::Dialect::sqlite ? "sqlite" : "postgresql";
  out.schema = db::schema_version(system.database());
  out.demo = system.is_demo();
  out.started_at = started_at;
  if (const auto text = read_whole(system.options().data / kLastBackup)) out.backup_at = Instant::parse(trim(*text));
  out.log_origin = system.origin();
  system.database().read([&](db::Transaction& tx) {
    const auto rows = tx.query(kCheckpoint, {});
    if (rows.empty()) return;
    out.log_size = rows.integer(0, 0);
    out.checkpoint_at = Instant(rows.integer(0, 1));
  });
  const auto known = anchors.counts();
  out.anchors = known.configured;
  out.anchors_silent = known.silent;
  out.anchors_contradict = anchors.contradiction().has_value();
  for (const auto& state : witnesses.states()) {
    static constexpr const char* kTroubles[] = {"", "silent", "refuses", "contradicts"};
    out.witnesses.push_back({state.name, kTroubles[static_cast<std::size_t>(state.trouble)], state.words,
                             static_cast<std::int64_t>(state.size), state.cosigned_at});
  }
  out.jobs_waiting = system.jobs().waiting();
  struct statvfs disk {};
  if (::statvfs(system.options().data.c_str(), &disk) == 0) {
    out.disk_free = static_cast<std::int64_t>(disk.f_bavail) * static_cast<std::int64_t>(disk.f_frsize);
    out.disk_total = static_cast<std::int64_t>(disk.f_blocks) * static_cast<std::int64_t>(disk.f_frsize);
  }
  out.log_key = system.signer() != nullptr;
  const auto keys = crypto::KeyStore(system.options().key_folder()).load_data();
  if (keys && *keys) out.data_keys = static_cast<std::int64_t>((*keys)->size());
  return out;
}

}  // namespace mingjing::app
