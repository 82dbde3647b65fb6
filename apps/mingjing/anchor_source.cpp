// SPDX-License-Identifier: Apache-2.0
#include "mingjing/anchor_source.h"

#include "http/fetch.h"
#include "mingjing/read_whole.h"
#include "mingjing/witness.h"
#include "tlog/log_folder.h"
#include "tlog/note.h"
#include "tlog/tree_writer.h"

namespace mingjing::app {
namespace {

constexpr std::size_t kBundleBytesMax = tlog::kTileWidth * (tlog::kMaxEntryBytes + 2);

// Another server's tiles. Its log may have grown past the checkpoint we hold; it serves narrower partial tiles still.
class RemoteTiles final : public tlog::TileStore {
 public:
  explicit RemoteTiles(std::string base) : base_(std::move(base)) {}
  std::optional<std::string> read(std::string_view path) const override {
    http::FetchLimits limits;
    limits.bytes = kBundleBytesMax;
    limits.total = std::chrono::milliseconds(30'000);
    auto got = http::fetch(base_ + std::string(path), limits);
    if (!got || got->status != 200) return std::nullopt;
    return std::move(got->body);
  }
  std::optional<unsigned> widest_partial(int level, std::uint64_t index) const override {
    const unsigned width = tlog::tile_width(known_, level, index);
    if (width == 0 || width == tlog::kTileWidth) return std::nullopt;  // the full one was asked for already
    return width;
  }
  void know(std::uint64_t size) { known_ = size; }

 protected:
  void write(const tlog::TileBatch&) override { throw Unavailable("another server's log is for reading only"); }

 private:
  const std::string base_;
  std::uint64_t known_ = 0;  // size of the tree whose tiles are asked for
};

bool looks_like_address(const std::string& anchor) {
  return anchor.starts_with("http://") || anchor.starts_with("https://");
}

std::string base_of(std::string anchor) {
  while (anchor.ends_with('/')) anchor.pop_back();
  if (anchor.ends_with("/log/checkpoint")) anchor.resize(anchor.size() - std::string_view("/checkpoint").size());
  return anchor.ends_with("/log") ? anchor + "/" : anchor + "/log/";
}

}  // namespace

AnchorSource::AnchorSource(std::string anchor) : where_(std::move(anchor)), is_address_(looks_like_address(where_)) {
  if (is_address_) {
    base_ = base_of(where_);
    tiles_ = std::make_unique<RemoteTiles>(base_);
  } else {
    tiles_ = std::make_unique<tlog::LogFolder>(where_);
  }
}

AnchorSource::AnchorSource(std::string where, std::string base)
    : where_(std::move(where)), is_address_(true), base_(std::move(base)), tiles_(std::make_unique<RemoteTiles>(base_)) {}

AnchorSource AnchorSource::of_witness(const std::string& url, std::string_view origin) {
  const std::string path = witnessed_path(origin);
  return {url, url + "/" + path.substr(0, path.find('/') + 1)};
}

Result<std::optional<std::string>> AnchorSource::checkpoint() const {
  if (!is_address_) {
    std::error_code problem;
    if (!std::filesystem::is_directory(where_, problem)) {
      return refuse(ErrorCode::unavailable, "锚点文件夹 " + where_ + " 不在。请检查磁盘是否接上。");
    }
    const auto path = std::filesystem::path(where_) / "checkpoint";
    auto note = read_whole(path);
    if (!note && std::filesystem::exists(path, problem)) {
      return refuse(ErrorCode::unavailable, "锚点 " + path.string() + " 读不到。请检查磁盘和文件权限。");
    }
    return note;
  }
  http::FetchLimits limits;
  limits.bytes = tlog::kMaxNoteBytes;
  auto got = http::fetch(base_ + "checkpoint", limits);
  if (!got) return tl::make_unexpected(std::move(got.error()));
  if (got->status == 404) return std::optional<std::string>();
  if (got->status != 200) {
    return refuse(ErrorCode::unavailable, "锚点 " + base_ + "checkpoint 回答 " + std::to_string(got->status) +
                                              "。请检查地址，应是另一台服务器的 /log/checkpoint。");
  }
  return std::optional(std::move(got->body));
}

void AnchorSource::expect(std::uint64_t size) {
  if (is_address_) static_cast<RemoteTiles&>(*tiles_).know(size);
}

}  // namespace mingjing::app
