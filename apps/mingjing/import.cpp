// SPDX-License-Identifier: Apache-2.0
#include "mingjing/import.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <iostream>

#include "flow/catalog_items.h"
#include "flow/identity_officers.h"
#include "flow/import_calendar.h"
#include "flow/import_laws.h"
#include "law/statute.h"
#include "mingjing/import_recordings.h"
#include "mingjing/read_whole.h"

namespace mingjing::app {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kTableBytesMax = 16u << 20;
constexpr std::int64_t kCasesAtOnce = 50;

const db::Statement kAgencies{"import_agencies",
                              "SELECT agency_id FROM agency_row WHERE agency_id > $1 ORDER BY agency_id LIMIT $2"};
const db::Statement kOpenSubjects{
    "import_open_subjects",
    "SELECT DISTINCT subject_id FROM obligation_row WHERE agency_id = $1 AND subject_id > $2 AND open = 1 ORDER BY "
    "subject_id LIMIT $3"};

std::string sentence(const Error& error) {
  std::string out = error.message;
  for (const auto& reason : error.reasons) {
    if (reason.message != error.message) out += " " + reason.message;
  }
  return out;
}

// Hidden files are nobody's law; everything else is reported.
Result<std::vector<fs::path>> files_in(const std::string& path) {
  std::error_code problem;
  if (fs::is_regular_file(path, problem)) return std::vector<fs::path>{path};
  if (!fs::is_directory(path, problem)) return refuse(ErrorCode::bad_request, "没有这个文件或文件夹：" + path + "。");
  std::vector<fs::path> out;
  for (const auto& entry : fs::recursive_directory_iterator(path)) {
    if (entry.is_regular_file() && !entry.path().filename().string().starts_with(".")) out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

Result<catalog::Taken> take_law(System& system, const ports::Actor& root, const fs::path& file, bool dry_run) {
  // A huge file is refused unread.
  if (fs::file_size(file) > law::kStatuteBytesMax) {
    return refuse(ErrorCode::too_large, "文件超过 4 MiB，不像一部法律的文本。请核对后再导入。");
  }
  const auto bytes = read_whole(file);
  if (!bytes) return refuse(ErrorCode::bad_request, "文件读不出来。请检查权限后再导入。");
  const auto version = law::parse_statute(file.filename().string(), *bytes, *system.services()->known_laws);
  if (!version) return tl::make_unexpected(version.error());
  catalog::Taken taken = catalog::Taken::refused;
  const auto done = run_once(system, root, dry_run, [&](ports::UnitOfWork& work) -> Status {
    const auto outcome = flow::import_law(work, *version);
    if (!outcome) return tl::make_unexpected(outcome.error());
    taken = *outcome;
    return {};
  });
  if (!done) return tl::make_unexpected(done.error());
  return taken;
}

// Cases whose running limits move, agency by agency, some at a time.
void recompute(System& system, const std::vector<law::MovedDay>& moved, std::vector<ImportLine>& report) {
  std::vector<std::string> agencies;
  system.database().read([&](db::Transaction& tx) {
    agencies.clear();
    std::string after;
    for (;;) {
      const auto rows = tx.query(kAgencies, {after, std::int64_t{500}});
      for (std::size_t i = 0; i < rows.size(); ++i) agencies.push_back(after = rows.text(i, 0));
      if (rows.size() < 500) return;
    }
  });
  const auto services = system.services();
  for (const auto& agency : agencies) {
    const auto actor = system.system_actor(*AgencyId::parse(agency));
    for (std::string after;;) {
      std::vector<std::string> subjects;
      system.database().read([&](db::Transaction& tx) {
        const auto rows = tx.query(kOpenSubjects, {agency, after, kCasesAtOnce});
        subjects.clear();
        for (std::size_t i = 0; i < rows.size(); ++i) subjects.push_back(rows.text(i, 0));
      });
      if (subjects.empty()) break;
      after = subjects.back();
      std::vector<ImportLine> lines;
      const auto done = system.commands().run_many(actor, [&](ports::UnitOfWork& work) -> Status {
        lines.clear();
        for (const auto& subject : subjects) {
          const auto limits = flow::recompute_limits(work, *services, *Uuid::parse(subject), moved);
          if (!limits) return tl::make_unexpected(limits.error());
          for (const auto& limit : *limits) lines.push_back({"编号 " + subject, "recomputed", limit.notice});
        }
        return {};
      });
      if (!done) lines.push_back({"机关 " + agency, "refused", sentence(done.error())});
      report.insert(report.end(), lines.begin(), lines.end());
    }
  }
}

using TableImport = Result<std::vector<catalog::RowReport>> (*)(ports::UnitOfWork&, std::string_view);

Result<std::vector<ImportLine>> import_table(System& system, const std::string& path, bool dry_run, TableImport take) {
  std::error_code problem;
  if (!fs::is_regular_file(path, problem)) return refuse(ErrorCode::bad_request, "没有这个文件：" + path + "。");
  if (fs::file_size(path) > kTableBytesMax) return refuse(ErrorCode::too_large, "文件超过 16 MiB。请分几个文件导入。");
  const auto bytes = read_whole(path);
  if (!bytes) return refuse(ErrorCode::bad_request, "文件读不出来。请检查权限后再导入。");
  std::vector<ImportLine> out;
  const auto done = run_once(system, system.system_actor(system.root_agency()), dry_run, [&](ports::UnitOfWork& work) -> Status {
    out.clear();
    const auto rows = take(work, *bytes);
    if (!rows) return tl::make_unexpected(rows.error());
    for (const auto& row : *rows) {
      out.push_back({"第 " + std::to_string(row.line) + " 行 " + row.key, std::string(catalog::to_string(row.outcome)), row.why});
    }
    return {};
  });
  if (!done) return tl::make_unexpected(done.error());
  return out;
}

std::string_view word(const std::string& outcome) {
  if (outcome == "taken") return "导入";
  if (outcome == "unchanged") return "未变";
  if (outcome == "recomputed") return "重算";
  if (outcome == "skipped") return "略过";
  return "拒绝";
}

}  // namespace

Status need_set_up(System& system) {
  if (system.pending() || system.root_agency().is_nil()) {
    return refuse(ErrorCode::conflict, "系统还没有初始化：请先用设置码完成初始化，再导入。");
  }
  return {};
}

Status run_once(System& system, const ports::Actor& actor, bool dry_run,
                const std::function<Status(ports::UnitOfWork&)>& work) {
  bool rehearsed = false;
  auto done = system.commands().run_many(actor, [&](ports::UnitOfWork& unit) -> Status {
    rehearsed = false;
    if (auto worked = work(unit); !worked) return worked;
    if (!dry_run) return {};
    rehearsed = true;
    return refuse(ErrorCode::conflict, "dry run");
  });
  if (rehearsed) return {};
  return done;
}

ImportLine line_of(std::string name, const Result<catalog::Taken>& taken) {
  if (!taken) return {std::move(name), "refused", sentence(taken.error())};
  return {std::move(name), std::string(catalog::to_string(*taken)),
          *taken == catalog::Taken::unchanged ? "已有这一版" : ""};
}

Result<std::vector<ImportLine>> import_laws(System& system, const std::string& path, bool dry_run) {
  if (auto ready = need_set_up(system); !ready) return tl::make_unexpected(ready.error());
  const auto files = files_in(path);
  if (!files) return tl::make_unexpected(files.error());
  const auto root = system.system_actor(system.root_agency());
  std::vector<ImportLine> out;
  for (const auto& file : *files) {
    const std::string name = file.filename().string();
    if (name == "README.md" || name == "ORIGIN.md") {  // says where the folder comes from
      out.push_back({name, "skipped", "文件夹的说明，不是法律"});
      continue;
    }
    out.push_back(line_of(name, take_law(system, root, file, dry_run)));
  }
  return out;
}

Result<std::vector<ImportLine>> import_calendar(System& system, const std::string& path, bool dry_run) {
  if (auto ready = need_set_up(system); !ready) return tl::make_unexpected(ready.error());
  const auto files = files_in(path);
  if (!files) return tl::make_unexpected(files.error());
  const auto root = system.system_actor(system.root_agency());
  const law::Calendar before = *system.services()->calendar;
  std::vector<ImportLine> out;
  for (const auto& file : *files) {
    const auto bytes = fs::file_size(file) > (1u << 16) ? std::optional<std::string>() : read_whole(file);
    const auto year = bytes ? law::parse_calendar_year(*bytes)
                            : Result<law::CalendarYear>(refuse(ErrorCode::too_large, "文件读不出来，或超过 64 KiB。"));
    if (!year) {
      out.push_back(line_of(file.filename().string(), tl::make_unexpected(year.error())));
      continue;
    }
    catalog::Taken taken = catalog::Taken::refused;
    const auto held = *system.services()->calendar;
    const auto done = run_once(system, root, dry_run, [&](ports::UnitOfWork& work) -> Status {
      const auto outcome = flow::import_calendar_year(work, held, *year);
      if (!outcome) return tl::make_unexpected(outcome.error());
      taken = *outcome;
      return {};
    });
    out.push_back(line_of(file.filename().string(),
                          done ? Result<catalog::Taken>(taken) : Result<catalog::Taken>(tl::make_unexpected(done.error()))));
    if (!dry_run) system.reload();
  }
  // Also when nothing was taken: an import that was cut off between the two is finished by running it again.
  if (!dry_run) {
    for (auto& line : recompute_running_limits(system, before)) out.push_back(std::move(line));
  }
  return out;
}

std::vector<ImportLine> recompute_running_limits(System& system, const law::Calendar& before) {
  std::vector<ImportLine> out;
  recompute(system, law::moved_days(before, *system.services()->calendar), out);
  return out;
}

int run_import(const Options& options, const ImportOptions& import) {
  const auto system = System::open(options);
  if (!system) {
    std::cerr << system.error().message << "\n";
    return kRefused;
  }
  Result<std::vector<ImportLine>> report;
  if (auto ready = need_set_up(**system); !ready) report = tl::make_unexpected(ready.error());
  else if (import.what == "laws") report = import_laws(**system, import.path, import.dry_run);
  else if (import.what == "calendar") report = import_calendar(**system, import.path, import.dry_run);
  else if (import.what == "recordings") report = import_recordings(**system, import.path, import.manifest, import.dry_run);
  else if (import.what == "items") report = import_table(**system, import.path, import.dry_run, flow::import_items);
  else report = import_table(**system, import.path, import.dry_run, flow::import_officers);
  if (!report) {
    std::cerr << sentence(report.error()) << "\n";
    return report.error().code == ErrorCode::bad_request ? kBadInput : kRefused;
  }
  std::size_t counts[5] = {};  // taken, unchanged, refused, recomputed, skipped
  for (const auto& line : *report) {
    std::cout << word(line.outcome) << "  " << line.name << (line.why.empty() ? "" : "  " + line.why) << "\n";
    ++counts[line.outcome == "taken"        ? 0
             : line.outcome == "unchanged"  ? 1
             : line.outcome == "refused"    ? 2
             : line.outcome == "recomputed" ? 3
                                            : 4];
  }
  std::cout << (import.dry_run ? "试运行，没有改动：" : "") << "导入 " << counts[0] << "，未变 " << counts[1] << "，拒绝 " << counts[2];
  if (counts[3] > 0) std::cout << "，重算期限 " << counts[3];
  std::cout << "。\n";
  return counts[2] > 0 ? kRefused : kDone;
}

}  // namespace mingjing::app
