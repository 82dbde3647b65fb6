// SPDX-License-Identifier: Apache-2.0
#include "mingjing/import_recordings.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "crypto/hash.h"
#include "domain/evidence/recording_list.h"
#include "domain/evidence/recording_manifest.h"
#include "domain/evidence/recording_rules.h"
#include "domain/identity/officer.h"
#include "flow/devices.h"
#include "flow/perform_act.h"
#include "flow/read_unit.h"
#include "http/api/media_type.h"
#include "mingjing/read_whole.h"
#include "query/cases_list.h"

namespace mingjing::app {
namespace {

namespace fs = std::filesystem;
using evidence::ManifestRow;

constexpr std::uintmax_t kManifestBytesMax = 4u << 20;
constexpr std::uintmax_t kFileBytesMax = std::uintmax_t{16} << 30;
constexpr std::size_t kChunk = 1u << 20;

struct LocalFile {
  fs::path path;
  std::string sha256, sm3, media_type;
  std::int64_t size = 0;
};

// The file of the row, within the folder whatever its name says, with its digest.
Result<LocalFile> read_file(const fs::path& folder, const std::string& name, crypto::Profile profile) {
  std::error_code problem;
  const auto path = fs::weakly_canonical(folder / name, problem);
  const auto inside = path.lexically_relative(folder);
  if (problem || inside.empty() || *inside.begin() == ".." || !fs::is_regular_file(path, problem)) {
    return invalid("文件夹里没有这个文件。");
  }
  LocalFile out{path, {}, {}, {}, static_cast<std::int64_t>(fs::file_size(path))};
  if (out.size == 0) return invalid("文件是空的。");
  if (static_cast<std::uintmax_t>(out.size) > kFileBytesMax) return invalid("文件超过 16 GiB。请先分段。");
  std::ifstream in(path, std::ios::binary);
  std::string buffer(kChunk, '\0');
  crypto::FileHash hash(profile);
  while (in) {
    in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    const std::string_view got(buffer.data(), static_cast<std::size_t>(in.gcount()));
    if (out.media_type.empty()) out.media_type = http::api::media_type_of(name, got);
    hash.update(got);
  }
  if (!in.eof()) return invalid("文件读不出来。请检查权限后再导入。");
  auto found = hash.finish();
  out.sha256 = found.digest.substr(found.digest.find(':') + 1);
  out.sm3 = std::move(found.sm3);
  return out;
}

std::optional<CaseId> case_of(System& system, AgencyId agency, const std::string& number, Date today) {
  query::CaseListRequest wanted;
  wanted.agency = agency;
  constexpr std::string_view kTail = "号";  // a word of one character is too little to look for
  wanted.words = number.ends_with(kTail) ? number.substr(0, number.size() - kTail.size()) : number;
  wanted.today = today;
  std::optional<CaseId> out;
  const auto listed = query::list_cases(system.database(), wanted, [&] { out.reset(); },
                                        [&](const query::CaseListRow& row) {
                                          if (row.case_no == number) out = CaseId::parse(row.id);
                                        });
  return listed ? out : std::nullopt;
}

// The step that the recording shows: of the matter, nearest in time.
const cases::Record* step_of(const cases::Case& c, const std::string& matter, Instant from, Instant to) {
  const cases::Record* best = nullptr;
  std::int64_t distance = evidence::kNearMs;
  for (const auto& record : c.records) {
    const auto* fits = evidence::matter_of(record);
    const bool named = record.act == cases::parse_act(matter).value_or(cases::Act::document_rendered);
    if (!named && (fits == nullptr || (fits->id != matter && fits->name != matter))) continue;
    const std::int64_t away = evidence::away_from(record, {from, to});
    if (away <= distance && (best == nullptr || away < distance)) {
      best = &record;
      distance = away;
    }
  }
  return best;
}

struct Judged {
  flow::ActRequest request;
  ports::Actor actor;
  bool unchanged = false;
  std::string remark;
};

// What the row means to this system; the act's own rules come after it.
Result<Judged> judge(System& system, const ManifestRow& row, const LocalFile& file) {
  const AgencyId agency = system.root_agency();
  const Instant now = system.clock().now();
  Judged out{{}, system.system_actor(agency), false, {}};
  const auto id = case_of(system, agency, row.case_no, now.date());
  if (!id) return invalid("没有案号为“" + row.case_no + "”的案件。");
  Status fault;
  system.snapshots().read([&](ports::Reader& reader) {
    fault = {};
    flow::ReadUnit unit(reader, out.actor, now);
    const auto stored = unit.load(ports::kind::enforcement_case, id->uuid());
    const auto c = stored ? cases::Case::from_parts(*id, stored->parts) : Result<cases::Case>(invalid("案件读不出来。"));
    if (!c) {
      fault = refuse(c.error());
      return;
    }
    out.unchanged = std::any_of(c->recordings.begin(), c->recordings.end(), [&](const auto& r) { return r.sha256 == file.sha256; });
    if (out.unchanged) return;
    const auto officer = unit.lookup(ports::kind::officer, row.certificate_no);
    if (!officer) {
      fault = invalid("没有执法证号为“" + row.certificate_no + "”的执法人员。");
      return;
    }
    if (!c->is_handler(OfficerId(*officer))) {  // the act would say it to its actor, who is nobody here
      const auto person = unit.load(ports::kind::officer, *officer);
      fault = invalid((person ? identity::officer_from_parts(OfficerId(*officer), person->parts).name : std::string()) + "（执法证号" +
                      row.certificate_no + "）不是“" + row.case_no + "”的承办人。请先由办案机构负责人指派，再导入一次。");
      return;
    }
    const auto found = flow::device_at(unit, row.device, row.start);
    if (!found) {
      fault = invalid("没有编号或者序列号为“" + row.device + "”的设备。");
      return;
    }
    const std::int64_t offset_s = found->then.clock_offset_s.value_or(0);
    const Instant from = row.start.plus_ms(-offset_s * 1000), to = row.end.plus_ms(-offset_s * 1000);
    const auto then = evidence::state_at(found->device, from);
    if (then.holder && then.holder->officer.uuid() != *officer) {
      fault = invalid("这台设备当时由" + then.holder->name + "领用，与清单上的执法证号不是同一人。");
      return;
    }
    const auto* step = step_of(*c, row.matter, from, to);
    if (step == nullptr) {
      fault = invalid("本案没有与“" + row.matter + "”相符、时间相近的办案环节。");
      return;
    }
    if (!then.holder) out.remark = "当时没有领用登记";
    if (!then.clock_offset_s) out.remark += out.remark.empty() ? "没有核对过时钟" : "，没有核对过时钟";
    out.actor.roles = {identity::Role::officer};
    out.actor.officer = OfficerId(*officer);
    out.request.id = *id;
    out.request.act = cases::Act::add_recording;
    out.request.body = Json::object({{"record_id", step->id.text()},
                                     {"upload_id", system.ids().next(agency.agency_ordinal(), now.unix_ms()).text()},  // no upload: the bytes lay in the folder
                                     {"sha256", file.sha256},
                                     {"started_at", row.start.text()},
                                     {"ended_at", row.end.text()},
                                     {"device", found->device.number},
                                     {"clock_offset_s", offset_s},
                                     {"officer_id", officer->text()},
                                     {"note", "成批导入"}});
    out.request.staged = flow::StagedFile{file.sha256, file.size, fs::path(row.file).filename().string(), file.media_type, file.sm3};
  });
  if (!fault) return refuse(fault.error());
  return out;
}

Result<catalog::Taken> take(System& system, const fs::path& folder, const ManifestRow& row, bool dry_run, std::string& remark) {
  const auto file = read_file(folder, row.file, system.profile());
  if (!file) return refuse(file.error());
  auto judged = judge(system, row, *file);
  if (!judged) return refuse(judged.error());
  if (judged->unchanged) return catalog::Taken::unchanged;
  remark = judged->remark;
  if (!dry_run) system.files().put_file(file->path.string(), "sha256:" + file->sha256);
  const auto services = system.services();
  const auto done = run_once(system, judged->actor, dry_run, [&](ports::UnitOfWork& work) -> Status {
    const auto answer = flow::perform_act(work, *services, judged->request);
    if (!answer) return refuse(answer.error());
    return {};
  });
  if (!done) return refuse(done.error());
  return catalog::Taken::taken;
}

Result<std::string> manifest_bytes(const fs::path& folder, const std::string& manifest) {
  std::error_code problem;
  for (const auto& path : manifest.empty() ? std::vector<fs::path>{folder / "manifest.csv", folder / "清单.csv"} : std::vector<fs::path>{manifest}) {
    if (!fs::is_regular_file(path, problem)) continue;
    if (fs::file_size(path) > kManifestBytesMax) return refuse(ErrorCode::too_large, "清单超过 4 MiB。请分几次导入。");
    const auto bytes = read_whole(path);
    if (!bytes) return refuse(ErrorCode::bad_request, "清单读不出来。请检查权限后再导入。");
    return *bytes;
  }
  return refuse(ErrorCode::bad_request, manifest.empty() ? "文件夹里没有清单：manifest.csv 或者 清单.csv。" : "没有这个清单：" + manifest + "。");
}

}  // namespace

Result<std::vector<ImportLine>> import_recordings(System& system, const std::string& folder, const std::string& manifest,
                                                  bool dry_run) {
  if (auto ready = need_set_up(system); !ready) return refuse(ready.error());
  std::error_code problem;
  const auto root = fs::canonical(folder, problem);
  if (problem || !fs::is_directory(root, problem)) return refuse(ErrorCode::bad_request, "没有这个文件夹：" + folder + "。");
  const auto bytes = manifest_bytes(root, manifest);
  if (!bytes) return refuse(bytes.error());
  const auto table = evidence::read_manifest(*bytes);
  if (!table) return refuse(table.error());
  std::vector<ImportLine> out;
  for (const auto& line : table->rows) {
    const auto row = evidence::manifest_row(*table, line);
    std::string remark;
    const auto taken = row ? take(system, root, *row, dry_run, remark) : Result<catalog::Taken>(refuse(row.error()));
    auto told = line_of("第 " + std::to_string(line.line) + " 行 " + table->cell(line, "文件"), taken);
    if (taken) told.why = *taken == catalog::Taken::unchanged ? "本案已有内容完全相同的记录" : remark;
    out.push_back(std::move(told));
  }
  return out;
}

}  // namespace mingjing::app
