// SPDX-License-Identifier: Apache-2.0
#include "mingjing/stored_files.h"

#include <algorithm>
#include <cstdlib>

#include "http/metrics.h"

namespace mingjing::app {
namespace {

constexpr std::uint64_t kScrubBytes = 64u << 20;  // read again at a time, some ten seconds apart
constexpr std::size_t kCopies = 1000;             // of what waits, at a time

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : value;
}

Result<std::unique_ptr<ports::ContentStore>> second_store(const std::string& where) {
  std::unique_ptr<ports::ContentStore> out;
  if (where.empty()) return out;
  if (!where.starts_with("s3+")) {
    out = std::make_unique<files::FolderStore>(where);
    return out;
  }
  auto options = s3_options(where);
  if (!options) return tl::make_unexpected(std::move(options.error()));
  out = std::make_unique<files::S3Store>(std::move(*options));
  return out;
}

}  // namespace

Result<files::S3Options> s3_options(const std::string& address) {
  auto options = files::parse_s3_address(address);
  if (!options) return options;
  options->key = environment("MINGJING_S3_KEY");
  options->secret = environment("MINGJING_S3_SECRET");
  if (const auto region = environment("MINGJING_S3_REGION"); !region.empty()) options->region = region;
  if (options->key.empty() || options->secret.empty())
    return refuse(ErrorCode::bad_request, "对象存储的账号请放在环境变量 MINGJING_S3_KEY 和 MINGJING_S3_SECRET 里。");
  return options;
}

Result<std::unique_ptr<StoredFiles>> StoredFiles::open(const Options& options, files::FolderStore& first,
                                                       const std::string& second_copy, const Clock& real_clock, Report report,
                                                       Destroyed destroyed, RecordedSm3 recorded_sm3) {
  auto second = second_store(second_copy);
  if (!second) return tl::make_unexpected(std::move(second.error()));
  return std::unique_ptr<StoredFiles>(new StoredFiles(options, first, std::move(*second), real_clock, std::move(report), std::move(destroyed),
                                                      std::move(recorded_sm3)));
}

StoredFiles::StoredFiles(const Options& options, files::FolderStore& first, std::unique_ptr<ports::ContentStore> second,
                         const Clock& real_clock, Report report, Destroyed destroyed, RecordedSm3 recorded_sm3)
    : first_(first),
      second_(std::move(second)),
      mirrored_(second_ ? std::make_unique<files::MirroredStore>(first_, *second_, (options.data / "tmp" / "copies").string())
                        : nullptr),
      scrub_({first_, second_.get(), (options.data / "tmp" / "copies").string(), std::move(destroyed), std::move(recorded_sm3)},
             (options.data / "scrub.json").string(),
             real_clock, report),
      rounds_(std::make_unique<workers::Rounds>(
          "files", 1000, 10'000,
          [this] {
            if (mirrored_ && mirrored_->copy_waiting(kCopies)) return;
            scrub_.step(kScrubBytes);
          },
          report)) {}

// What nobody has right, by the round under way as far as it has come, else by the last one.
std::int64_t StoredFiles::lost() const {
  const auto state = scrub_.state();
  return state.under_way ? std::max(state.now.lost, state.last.lost) : state.last.lost;
}

std::int64_t StoredFiles::waiting() const { return mirrored_ ? static_cast<std::int64_t>(mirrored_->waiting()) : 0; }

void StoredFiles::describe(http::api::SystemState& out) const {
  const auto state = scrub_.state();
  out.files_checked_at = state.ended;
  out.files_checked = state.last.files;
  out.files_mended = state.last.mended;
  out.files_lost = lost();
  out.second_copy = mirrored_ != nullptr;
  out.files_waiting = waiting();
}

ports::FileWatch StoredFiles::watch(const std::string& digest, Instant stored_at) const {
  auto out = scrub_.watch(digest, stored_at);
  if (!second_) return out;
  try {
    out.second = second_->open(digest) ? ports::SecondCopy::there : ports::SecondCopy::missing;
  } catch (const Unavailable&) {
    out.second = ports::SecondCopy::unreachable;
  }
  return out;
}

std::string StoredFiles::metrics() const {
  const auto state = scrub_.state();
  http::PrometheusText out;
  out.gauge("mingjing_files_lost", "Stored files that are altered and have no right copy.", static_cast<double>(lost()));
  out.gauge("mingjing_files_mended", "Stored files mended from the other copy in the last whole round.",
            static_cast<double>(state.last.mended));
  out.gauge("mingjing_files_checked_seconds", "When the last whole round of checking stored files ended, in Unix time.",
            state.ended ? static_cast<double>(state.ended->unix_ms()) / 1000 : 0);
  out.gauge("mingjing_files_waiting", "Stored files that wait for their second copy.", static_cast<double>(waiting()));
  return out.take();
}

}  // namespace mingjing::app
