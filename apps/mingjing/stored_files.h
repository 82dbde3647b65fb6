// The stored files of a running server: DATA/files, its second copy 「第二份副本」 where there is one, and the rounds that read all
// of them again 「存储巡检」. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "files/content_store.h"
#include "files/mirrored_store.h"
#include "files/s3_store.h"
#include "http/api/api.h"
#include "mingjing/options.h"
#include "workers/background.h"
#include "workers/scrub.h"

namespace mingjing::app {

// Address, and account from the environment: MINGJING_S3_KEY, MINGJING_S3_SECRET, MINGJING_S3_REGION. bad_request.
Result<files::S3Options> s3_options(const std::string& address);

class StoredFiles {
 public:
  using Report = std::function<void(const std::string&)>;
  using Destroyed = std::function<bool(const std::string& digest)>;
  using RecordedSm3 = std::function<std::vector<std::string>(const std::string& digest)>;
  // `second_copy`: a folder, an address s3+https://HOST/BUCKET/PREFIX, or empty for none. `destroyed`, `recorded_sm3`: workers/scrub.h. Refusal: bad_request. All outlive this object.
  static Result<std::unique_ptr<StoredFiles>> open(const Options& options, files::FolderStore& first,
                                                   const std::string& second_copy, const Clock& real_clock, Report report,
                                                   Destroyed destroyed, RecordedSm3 recorded_sm3);

  ports::ContentStore& store() { return mirrored_ ? static_cast<ports::ContentStore&>(*mirrored_) : first_; }
  void describe(http::api::SystemState& state) const;
  ports::FileWatch watch(const std::string& digest, Instant stored_at) const;
  std::string metrics() const;
  void stop() { rounds_->stop(); }

 private:
  StoredFiles(const Options& options, files::FolderStore& first, std::unique_ptr<ports::ContentStore> second,
              const Clock& real_clock, Report report, Destroyed destroyed, RecordedSm3 recorded_sm3);
  std::int64_t lost() const;
  std::int64_t waiting() const;

  files::FolderStore& first_;
  std::unique_ptr<ports::ContentStore> second_;
  std::unique_ptr<files::MirroredStore> mirrored_;
  workers::Scrub scrub_;
  // A thread of its own: neither a slow disk nor a second one that is away delays anybody.
  std::unique_ptr<workers::Rounds> rounds_;
};

}  // namespace mingjing::app
