// The content store in a local folder: DATA/files/ab/cd/<sha256>. Another kind of storage (S3) implements
// `ports::ContentStore` beside this one.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "crypto/hash.h"
#include "ports/content_store.h"

namespace mingjing::files {

class FolderStore final : public ports::ContentStore {
 public:
  enum class Sync {
    each,   // every file is durable when it is stored
    later,  // one long stretch of writing, made anew after a crash: the caller syncs once
  };
  // Made when absent. In the SM profile `put` answers with the SM3 digest too.
  explicit FolderStore(std::string folder, Sync sync = Sync::each, crypto::Profile profile = crypto::Profile::standard);
  ports::StoredFile put(std::string_view bytes) override;
  // A hard link where the file system can, else a copy.
  ports::StoredFile put_file(const std::string& path, const std::string& digest) override;
  std::shared_ptr<const ports::OpenedFile> open(const std::string& digest) const override;
  ports::FileCheck check(const std::string& digest, std::string* sm3 = nullptr) const override;
  void each(const std::function<bool(const ports::StoredFile&)>& visit, const std::string& after = {}) const override;
  bool remove(const std::string& digest) override;
  std::string path_of(const std::string& digest) const;  // empty when it is no digest

 private:
  std::string folder_;
  Sync sync_;
  crypto::Profile profile_;
};

}  // namespace mingjing::files
