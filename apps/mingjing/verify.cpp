// SPDX-License-Identifier: Apache-2.0
#include "mingjing/verify.h"

#include <iostream>
#include <sstream>

#include "base/text.h"
#include "crypto/key_store.h"
#include "crypto/timestamp.h"
#include "files/content_store.h"
#include "mingjing/anchor_source.h"
#include "mingjing/read_whole.h"
#include "mingjing/system.h"
#include "mingjing/verify_parts.h"
#include "mingjing/witness_link.h"
#include "store/schema.h"
#include "tlog/log_folder.h"
#include "workers/log_keys.h"
#include "workers/log_statements.h"
#include "workers/sequencer.h"

namespace mingjing::app {
namespace {

// The row of keys in which `known` stands, as the log's own entries say; the newest must be that one.
tlog::LogKeys keys_with(db::Transaction& tx, tlog::NoteVerifier known, std::uint64_t from, VerifyReport& report) {
  auto keys = tlog::LogKeys::of(workers::key_changes(tx), known, from);
  if (!keys) {
    report.add("log_entry", "key", {}, keys.error().message);
    return tlog::LogKeys(std::move(known), from);
  }
  const auto last = tx.query(workers::sql::kLastCheckpoint, {});
  const std::uint64_t published = last.empty() ? 0 : static_cast<std::uint64_t>(last.integer(0, 0));
  // Between the entry and the first checkpoint by the new key the old one still stands in the key folder.
  if (keys->present().vkey() != known.vkey() && published >= keys->all().back().from) {
    report.add("log_entry", "key", {}, "日志换过密钥，现在的不是密钥文件夹或 log/vkey 里的那一把");
  }
  return std::move(*keys);
}

// The key that the operator names; else the one kept with the keys; else what the log's own folder says.
Result<tlog::LogKeys> log_keys(db::Transaction& tx, const Options& options, const VerifyOptions& verify, const std::string& origin,
                               VerifyReport& report) {
  const std::string line(trim(read_whole(options.data / "log" / "vkey").value_or("")));
  std::string trusted = verify.vkey;
  if (trusted.empty() && std::filesystem::exists(options.key_folder() / "log.ed25519")) {
    auto key = crypto::KeyStore(options.key_folder()).load_log();
    if (key && *key) trusted = tlog::NoteSigner(origin, std::move(**key)).verifier().vkey();
  }
  if (!trusted.empty() && line != trusted) report.add("file", "log/vkey", {}, "与日志的签名密钥不是一对");
  auto parsed = tlog::NoteVerifier::parse(trusted.empty() ? line : trusted);
  if (!parsed) return invalid("日志的公钥读不到：请放回密钥，或放回 log/vkey。");
  return keys_with(tx, std::move(*parsed), 0, report);
}

// Of the second line, in the SM profile.
std::optional<tlog::LogKeys> log_keys_sm2(db::Transaction& tx, const Options& options, const std::string& origin, VerifyReport& report) {
  const auto fact = read_fact(tx, fact::sm_from);
  if (!fact) return std::nullopt;
  const auto line = tlog::NoteVerifier::parse(trim(read_whole(options.data / "log" / "vkey-sm2").value_or("")));
  std::optional<tlog::NoteVerifier> known;
  if (const auto held = crypto::KeyStore(options.key_folder()).load_log_sm2(); held && !held->empty()) {
    known = verifier_of(origin, crypto::LogKeyKind::sm2, held->front().public_point());
    if (!line || line->vkey() != known->vkey()) report.add("file", "log/vkey-sm2", {}, "与日志的国密密钥不是一对");
  } else if (line && line->type() == tlog::SignatureType::sm2) {
    known = *line;
  }
  if (!known) {
    report.add("file", "log/vkey-sm2", {}, "国密公钥读不到：请放回密钥，或放回 log/vkey-sm2");
    return std::nullopt;
  }
  return keys_with(tx, std::move(*known), tlog::parse_decimal(*fact).value_or(0), report);
}

Result<std::vector<Anchor>> read_anchors(const Options& options, const VerifyOptions& verify, const std::string& origin) {
  std::vector<Anchor> out;
  const auto own = options.data / "log" / "checkpoint";
  if (auto note = read_whole(own)) out.push_back({own.string(), std::move(*note)});
  for (const auto& anchor : options.anchors) {
    auto note = AnchorSource(anchor).checkpoint();
    if (!note) return tl::make_unexpected(std::move(note.error()));
    if (!*note) return refuse(ErrorCode::bad_request, "锚点 " + anchor + " 里还没有检查点。");
    out.push_back({anchor, std::move(**note)});
  }
  const auto witnesses = parse_witnesses(options.witnesses);
  if (!witnesses) return tl::make_unexpected(witnesses.error());
  for (const auto& witness : *witnesses) {
    auto note = witness.source(origin).checkpoint();
    if (!note) return tl::make_unexpected(std::move(note.error()));
    if (*note) out.push_back({"见证方 " + witness.key.name(), std::move(**note)});  // one that has seen nothing says nothing
  }
  for (const auto& file : verify.checkpoints) {
    auto note = read_whole(file);
    if (!note) return refuse(ErrorCode::bad_request, "检查点文件读不到：" + file + "。");
    out.push_back({file, std::move(*note)});
  }
  return out;
}

}  // namespace

std::string Finding::line() const {
  return table + "  " + key + (event.empty() ? "" : "  事件 " + event) + "  " + differs;
}

void VerifyReport::add(std::string table, std::string key, std::string event, std::string differs) {
  if (findings.size() >= kFindingsMax) {
    ++more;
    return;
  }
  findings.push_back({std::move(table), std::move(key), std::move(event), std::move(differs)});
}

std::string VerifyReport::summary() const {
  std::ostringstream out;
  out << (holds() ? "核对无误：" : "核对发现 " + std::to_string(findings.size()) + " 处不符：") << aggregates << " 个对象，" << parts << " 个部分，"
      << events << " 个事件，" << entries << " 条日志（另 " << waiting << " 条待入账），" << checkpoints << " 个检查点，" << stamps << " 个时间戳，"
      << derived << " 行推算表，" << bodies << " 份文书底稿，" << files << " 个文件。";
  return out.str();
}

Result<VerifyReport> verify_deployment(const Options& options, const VerifyOptions& verify) {
  if (!std::filesystem::exists(options.data) || (options.db.empty() && !std::filesystem::exists(options.data / "mingjing.db"))) {
    return refuse(ErrorCode::not_found, "数据文件夹 " + options.data.string() + " 里没有系统。");
  }
  if (!verify.timestamp_ca.empty() && !crypto::holds_certificates(verify.timestamp_ca)) {
    return refuse(ErrorCode::bad_request, "--timestamp-ca 里没有证书（PEM）：" + verify.timestamp_ca + "。");
  }
  db::Options how;
  how.read_only = true;
  how.readers = 1;
  const auto database = db::open(options.db_url(), how);
  if (db::schema_version(*database) != store::migrations().back().number) {
    return refuse(ErrorCode::conflict, "数据库结构与本程序不是同一版。请先运行 mingjing migrate，或用相同版本的程序核对。");
  }
  std::string origin;
  database->read([&](db::Transaction& tx) { origin = workers::log_origin(tx); });
  // Before the snapshot: a checkpoint signed later than it would look like a rolled-back database.
  auto anchors = read_anchors(options, verify, origin);
  if (!anchors) return tl::make_unexpected(std::move(anchors.error()));
  VerifyReport report;
  const tlog::LogFolder tiles(options.data / "log");
  Expected expected;
  Status status;
  database->read([&](db::Transaction& tx) {
    auto keys = log_keys(tx, options, verify, origin, report);
    if (!keys) {
      status = tl::make_unexpected(std::move(keys.error()));
      return;
    }
    const LogInputs log{origin, std::move(*keys), log_keys_sm2(tx, options, origin, report), std::move(*anchors), &tiles};
    verify_log(tx, report, log);
    verify_cosignatures(tx, report);
    verify_stamps(tx, report, verify.timestamp_ca);
    verify_leaves(tx, report);
    verify_public_bodies(tx, report);
    verify_state(tx, report, expected);
    verify_derived(tx, report, expected);
    verify_numbers(tx, report, expected);
  });
  if (!status) return tl::make_unexpected(std::move(status.error()));
  // Stored files never change, so they need no snapshot.
  verify_files(files::FolderStore((options.data / "files").string()), report, expected);
  return report;
}

int run_verify(const Options& options, const VerifyOptions& verify) {
  const auto report = verify_deployment(options, verify);
  if (!report) {
    std::cerr << report.error().message << "\n";
    return kBadInput;
  }
  for (const auto& finding : report->findings) std::cout << finding.line() << "\n";
  if (report->more > 0) std::cout << "另有 " << report->more << " 处未列出\n";
  std::cout << report->summary() << "\n";
  return report->holds() ? kDone : kRefused;
}

}  // namespace mingjing::app
