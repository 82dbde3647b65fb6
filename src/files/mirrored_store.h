// A second copy 「第二份副本」 of every stored file, on another disk or machine: the first store alone decides when a file is
// stored, copies follow apart. What the first has lost or what was altered there is brought back from the second, and is
// served from it until then. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <mutex>
#include <string>

#include "ports/content_store.h"

namespace mingjing::files {

// Thread safe.
class MirroredStore final : public ports::ContentStore {
 public:
  // `scratch` is a folder for bytes on their way between the two. All three outlive this object.
  MirroredStore(ports::ContentStore& first, ports::ContentStore& second, std::string scratch);

  ports::StoredFile put(std::string_view bytes) override;
  ports::StoredFile put_file(const std::string& path, const std::string& digest) override;
  std::shared_ptr<const ports::OpenedFile> open(const std::string& digest) const override;
  // Of the first; what is missing or altered there is brought back from the second.
  ports::FileCheck check(const std::string& digest, std::string* sm3 = nullptr) const override;
  void each(const std::function<bool(const ports::StoredFile&)>& visit, const std::string& after = {}) const override;
  // From the second first: while that one cannot be reached nothing is deleted, else the file would come back.
  bool remove(const std::string& digest) override;

  // Copies up to `limit` of the files that wait; false when none is left. One that cannot be copied waits again.
  bool copy_waiting(std::size_t limit);
  std::size_t waiting() const;
  // More wait than are remembered; a round of the scrub finds the rest.
  static constexpr std::size_t kMostWaiting = 100'000;

 private:
  void remember(const std::string& digest);
  ports::ContentStore& first_;
  ports::ContentStore& second_;
  const std::string scratch_;
  mutable std::mutex mutex_;
  std::deque<std::string> waiting_;
};

// Copies a file whose bytes have their digest; false when `from` has none such. Throws Unavailable.
bool copy_file(const ports::ContentStore& from, ports::ContentStore& to, const std::string& digest, const std::string& scratch);

}  // namespace mingjing::files
