// Staged uploads in a local folder: DATA/tmp/uploads/<id>.json and <id>.part.
//
// What survives a crash: `<id>.json` says how many bytes are durable; it is rewritten after every fsync of the part
// (each 64 MiB, and at the end of a request). On start a longer part is cut back to that point, so an acknowledged
// offset is never larger than what the disk holds. The digests are then computed again from the part.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "base/id.h"
#include "base/time.h"
#include "crypto/hash.h"
#include "ports/uploads.h"

namespace mingjing::files {

struct UploadLimits {
  std::uint64_t file_bytes = std::uint64_t{4} << 30;   // one upload
  std::uint64_t user_bytes = std::uint64_t{20} << 30;  // all staged uploads of a user
  std::size_t user_uploads = 200;
  std::uint64_t sync_bytes = std::uint64_t{64} << 20;
  std::uint64_t reserve_bytes = std::uint64_t{256} << 20;  // stays free on the disk
  std::int64_t keep_ms = std::int64_t{7} * 24 * 3600 * 1000;
};

class FolderUploads final : public ports::StagedUploads {
 public:
  // Reads back what an earlier process left. `clock` is the real one. In the SM profile both digests are taken on the way in.
  FolderUploads(std::string folder, ports::ContentStore& store, IdSource& ids, const Clock& clock,
                UploadLimits limits = {}, crypto::Profile profile = crypto::Profile::standard);
  ~FolderUploads() override;

  Result<ports::Upload> create(const ports::UploadOwner& owner, std::uint64_t length, std::string filename,
                               std::string expected_digest) override;
  Result<ports::Upload> find(const UploadId& id, const ports::UploadOwner& owner) override;
  Result<std::unique_ptr<ports::UploadWriter>> append(const UploadId& id, const ports::UploadOwner& owner,
                                                      std::uint64_t offset, std::optional<std::string> sha256) override;
  Status terminate(const UploadId& id, const ports::UploadOwner& owner) override;
  Result<ports::StoredFile> adopt(const UploadId& id, const ports::UploadOwner& owner,
                                  const std::string& digest) override;
  void discard(const UploadId& id) override;
  std::size_t expire() override;

 private:
  struct Staged;
  class Writer;
  using StagedPtr = std::shared_ptr<Staged>;
  std::string path(const UploadId& id, const char* suffix) const;
  void load();
  void save(const ports::Upload& upload) const;
  void erase(const StagedPtr& staged);
  Result<StagedPtr> owned(const UploadId& id, const ports::UploadOwner& owner);

  const std::string folder_;
  ports::ContentStore& store_;
  IdSource& ids_;
  const Clock& clock_;
  const UploadLimits limits_;
  const crypto::Profile profile_;
  std::mutex mutex_;  // covers the map and every Staged's `info` and `busy`
  std::map<UploadId, StagedPtr> staged_;
};

}  // namespace mingjing::files
