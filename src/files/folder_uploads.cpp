// SPDX-License-Identifier: Apache-2.0
#include "files/folder_uploads.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/json.h"
#include "files/folder.h"

namespace mingjing::files {

using ports::Upload;
using ports::UploadOwner;

namespace {
constexpr std::size_t kPiece = 1 << 20;
constexpr const char* kBytesLost = "暂存的文件已损坏，请重新上传。";  // the disk's doing; the record goes with them

std::string to_json(const Upload& upload) {
  JsonWriter out;
  out.open_object()
      .member("id", upload.id.text())
      .member("agency", upload.owner.agency.text())
      .member("user", upload.owner.user.text());
  out.member("length", static_cast<std::int64_t>(upload.length))
      .member("durable", static_cast<std::int64_t>(upload.offset));
  out.member("filename", upload.filename).member("expected", upload.expected_digest).member("digest", upload.digest);
  if (!upload.sm3.empty()) out.member("sm3", upload.sm3);
  out.member("created_ms", upload.created.unix_ms()).member("expires_ms", upload.expires.unix_ms()).close_object();
  return out.take();
}

std::optional<Upload> from_json(std::string_view text) {
  const auto json = parse_json(text);
  if (!json) return std::nullopt;
  const auto id = UploadId::parse(json->text("id"));
  const auto agency = AgencyId::parse(json->text("agency"));
  const auto user = UserId::parse(json->text("user"));
  const std::int64_t length = json->integer("length", -1), durable = json->integer("durable", -1);
  if (!id || !agency || !user || length < 0 || durable < 0 || durable > length) return std::nullopt;
  Upload out;
  out.id = *id;
  out.owner = {*agency, *user};
  out.length = static_cast<std::uint64_t>(length);
  out.offset = static_cast<std::uint64_t>(durable);
  out.filename = json->text("filename");
  out.expected_digest = json->text("expected");
  out.digest = json->text("digest");
  out.sm3 = json->text("sm3");
  out.created = Instant(json->integer("created_ms"));
  out.expires = Instant(json->integer("expires_ms"));
  return out;
}

}  // namespace

struct FolderUploads::Staged {
  explicit Staged(crypto::Profile profile) : hash(profile) {}
  Upload info{};
  bool busy = false;
  bool gone = false;
  // The writer's alone.
  crypto::FileHash hash;
  std::uint64_t hashed = 0;
};

// Holds the upload's `busy` flag for its life.
class FolderUploads::Writer final : public ports::UploadWriter {
 public:
  Writer(FolderUploads& home, StagedPtr staged, File part, std::optional<std::string> promised)
      : home_(home),
        staged_(std::move(staged)),
        part_(std::move(part)),
        promised_(std::move(promised)),
        start_(staged_->info.offset),
        at_(start_),
        durable_(start_) {
    if (staged_->hashed != start_) {
      staged_->hash = crypto::FileHash(home_.profile_);
      staged_->hashed = 0;
      for (std::uint64_t at = 0; at < start_;) {
        const std::string piece =
            part_.read_at(at, static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, start_ - at)));
        if (piece.empty()) throw Unavailable("a staged file became shorter");
        staged_->hash.update(piece);
        at += piece.size();
      }
      staged_->hashed = start_;
    }
  }

  ~Writer() override {
    try {
      if (!done_) {
        if (promised_ || too_long_)
          roll_back(start_);
        else
          make_durable();
      }
    } catch (const std::exception&) {  // the disk fails: the next start cuts back to the last durable point
      staged_->hashed = ~std::uint64_t{0};
    }
    std::lock_guard lock(home_.mutex_);
    staged_->busy = false;
  }

  bool write(std::string_view bytes) override {
    if (bytes.size() > staged_->info.length - at_) {
      too_long_ = true;
      return false;
    }
    try {
      part_.write_at(at_, bytes);
    } catch (...) {
      staged_->hashed = ~std::uint64_t{0};
      at_ = durable_;
      done_ = true;
      part_.truncate(durable_);
      throw;
    }
    staged_->hash.update(bytes);
    if (promised_) request_hash_.update(bytes);
    at_ += bytes.size();
    staged_->hashed = at_;
    // With a promise outstanding nothing of this request is acknowledged before the end.
    if (!promised_ && at_ - durable_ >= home_.limits_.sync_bytes) make_durable();
    return true;
  }

  Result<Upload> commit() override {
    if (too_long_) {
      roll_back(start_);
      done_ = true;
      return refuse(ErrorCode::too_large, "上传的内容比声明的长度多，请重新上传。");
    }
    if (promised_ && request_hash_.finish() != *promised_) {
      roll_back(start_);
      done_ = true;
      return refuse(ErrorCode::digest_mismatch, "这一段内容与校验值不符，没有保存，请重新上传这一段。");
    }
    done_ = true;
    if (at_ < staged_->info.length) {
      make_durable();
      return staged_->info;
    }
    const auto found = staged_->hash.finish();
    staged_->hashed = ~std::uint64_t{0};
    if (!staged_->info.expected_digest.empty() && staged_->info.expected_digest != found.digest) {
      home_.erase(staged_);
      return refuse(ErrorCode::digest_mismatch, "文件与声明的校验值不符，没有保存，请检查原文件后重新上传。");
    }
    make_durable(found);
    return staged_->info;
  }

 private:
  void make_durable(const crypto::FileDigests& found = {}) {
    part_.sync();
    Upload next = staged_->info;
    next.offset = at_;
    next.digest = found.digest;
    next.sm3 = found.sm3;
    home_.save(next);
    durable_ = at_;
    std::lock_guard lock(home_.mutex_);
    staged_->info = std::move(next);
  }

  // The record goes back first: it never speaks of bytes that are not there, wherever this is cut off.
  void roll_back(std::uint64_t to) {
    staged_->hashed = ~std::uint64_t{0};
    at_ = to;
    if (durable_ != to) make_durable();
    part_.truncate(to);
  }

  FolderUploads& home_;
  StagedPtr staged_;
  File part_;
  std::optional<std::string> promised_;
  crypto::Sha256 request_hash_;
  const std::uint64_t start_;
  std::uint64_t at_, durable_;
  bool too_long_ = false, done_ = false;
};

FolderUploads::FolderUploads(std::string folder, ports::ContentStore& store, IdSource& ids, const Clock& clock,
                             UploadLimits limits, crypto::Profile profile)
    : folder_(std::move(folder)), store_(store), ids_(ids), clock_(clock), limits_(limits), profile_(profile) {
  make_folders(folder_);
  load();
}

FolderUploads::~FolderUploads() = default;

std::string FolderUploads::path(const UploadId& id, const char* suffix) const {
  return folder_ + "/" + id.text() + suffix;
}

void FolderUploads::load() {
  namespace fs = std::filesystem;
  std::vector<fs::path> names;
  for (const auto& entry : fs::directory_iterator(folder_)) names.push_back(entry.path());
  for (const auto& name : names) {
    if (name.extension() != ".json") continue;
    std::ifstream in(name);
    std::ostringstream text;
    text << in.rdbuf();
    auto upload = from_json(text.str());
    if (!upload) continue;
    // A whole one may be in the store already, read only and under two names.
    const bool whole = upload->finished();
    const std::string bytes = path(upload->id, ".part");
    const File part = whole ? File::open_read(bytes) : File::open_write(bytes);
    if (!part.is_open()) continue;
    const std::uint64_t size = part.size();
    if (size < upload->offset) continue;  // a record without its bytes
    if (!whole && size > upload->offset) part.truncate(upload->offset);
    auto staged = std::make_shared<Staged>(profile_);
    staged->info = std::move(*upload);
    staged->hashed = staged->info.offset == 0 ? 0 : ~std::uint64_t{0};
    staged_.emplace(staged->info.id, std::move(staged));
  }
  for (const auto& name : names) {  // halves of a crash, and temporary names
    const auto id = UploadId::parse(name.stem().string());
    if (!id || !staged_.contains(*id) || (name.extension() != ".json" && name.extension() != ".part"))
      remove_file(name.string());
  }
}

void FolderUploads::save(const Upload& upload) const {
  write_durably(path(upload.id, ".json"), to_json(upload));
}

void FolderUploads::erase(const StagedPtr& staged) {
  {
    std::lock_guard lock(mutex_);
    staged->gone = true;
    staged_.erase(staged->info.id);
  }
  remove_file(path(staged->info.id, ".json"));
  remove_file(path(staged->info.id, ".part"));
}

Result<FolderUploads::StagedPtr> FolderUploads::owned(const UploadId& id, const UploadOwner& owner) {
  const auto found = staged_.find(id);
  if (found == staged_.end() || !(found->second->info.owner == owner))
    return refuse(ErrorCode::not_found, "没有找到这个上传，请重新上传。");
  if (found->second->info.expires <= clock_.now()) return refuse(ErrorCode::gone, "这个上传已过期，请重新上传。");
  return found->second;
}

Result<Upload> FolderUploads::create(const UploadOwner& owner, std::uint64_t length, std::string filename,
                                     std::string expected_digest) {
  if (length > limits_.file_bytes) return refuse(ErrorCode::too_large, "文件太大，请拆分后上传。");
  if (free_bytes(folder_) < length + limits_.reserve_bytes)
    return refuse(ErrorCode::storage_full, "服务器存储空间不足，请联系系统管理员后重试。");
  auto staged = std::make_shared<Staged>(profile_);
  Upload& info = staged->info;
  info.created = clock_.now();
  info.expires = info.created.plus_ms(limits_.keep_ms);
  info.id = UploadId(ids_.next(owner.agency.agency_ordinal(), info.created.unix_ms()));
  info.owner = owner;
  info.length = length;
  info.filename = std::move(filename);
  info.expected_digest = std::move(expected_digest);
  {
    std::lock_guard lock(mutex_);
    std::uint64_t used = 0;
    std::size_t count = 0;
    for (const auto& [id, other] : staged_) {
      if (!(other->info.owner == owner)) continue;
      used += other->info.length;
      ++count;
    }
    if (count >= limits_.user_uploads || length > limits_.user_bytes - std::min(used, limits_.user_bytes))
      return refuse(ErrorCode::too_large, "您暂存的文件已超过限额，请先使用或删除已上传的文件。");
    staged->busy = true;  // until its files exist
    staged_.emplace(info.id, staged);
  }
  try {
    File part = File::create(path(info.id, ".part"));
    save(info);
    Writer writer(*this, staged, std::move(part), std::nullopt);
    if (length > 0) return info;
    return writer.commit();  // an empty file is whole from the start
  } catch (...) {
    try {
      erase(staged);
    } catch (const Unavailable&) {  // the next start finds them, and they go after their days
    }
    throw;
  }
}

Result<Upload> FolderUploads::find(const UploadId& id, const UploadOwner& owner) {
  std::lock_guard lock(mutex_);
  auto staged = owned(id, owner);
  if (!staged) return tl::make_unexpected(staged.error());
  return (*staged)->info;
}

Result<std::unique_ptr<ports::UploadWriter>> FolderUploads::append(const UploadId& id, const UploadOwner& owner,
                                                                   std::uint64_t offset,
                                                                   std::optional<std::string> sha256) {
  StagedPtr staged;
  {
    std::lock_guard lock(mutex_);
    auto found = owned(id, owner);
    if (!found) return tl::make_unexpected(found.error());
    staged = *found;
    if (staged->busy) return refuse(ErrorCode::locked, "这个文件正在由另一个窗口上传，请等它结束。");
    if (staged->info.finished() || staged->info.offset != offset)
      return refuse(ErrorCode::conflict, "上传位置不符，请从服务器记录的位置继续。");
    staged->busy = true;
  }
  try {
    File part = File::open_write(path(id, ".part"));
    if (!part.is_open() || part.size() < offset) {
      erase(staged);
      return refuse(ErrorCode::gone, kBytesLost);
    }
    return std::make_unique<Writer>(*this, staged, std::move(part), std::move(sha256));
  } catch (...) {
    std::lock_guard lock(mutex_);
    staged->busy = false;
    throw;
  }
}

Status FolderUploads::terminate(const UploadId& id, const UploadOwner& owner) {
  StagedPtr staged;
  {
    std::lock_guard lock(mutex_);
    auto found = owned(id, owner);
    if (!found) return tl::make_unexpected(found.error());
    if ((*found)->busy) return refuse(ErrorCode::locked, "这个文件正在上传，请先停止上传。");
    staged = *found;
    staged->busy = true;
  }
  erase(staged);
  return {};
}

Result<ports::StoredFile> FolderUploads::adopt(const UploadId& id, const UploadOwner& owner,
                                               const std::string& digest) {
  StagedPtr staged;
  {
    std::lock_guard lock(mutex_);
    auto found = owned(id, owner);
    if (!found) return tl::make_unexpected(found.error());
    staged = *found;
    if (staged->busy) return refuse(ErrorCode::locked, "这个文件正在使用，请稍后重试。");
    if (!staged->info.finished()) return invalid("文件还没有上传完，请等上传结束后再提交。", "upload_id");
    if (staged->info.digest != digest)
      return refuse(ErrorCode::digest_mismatch, "文件与所指的校验值不符，请重新选择文件。", "sha256");
    staged->busy = true;
  }
  struct Release {
    FolderUploads& home;
    StagedPtr& held;
    ~Release() {
      std::lock_guard lock(home.mutex_);
      held->busy = false;
    }
  } release{*this, staged};
  const std::string part = path(id, ".part");
  if (File::open_read(part).is_open()) {
    ports::StoredFile stored = store_.put_file(part, digest);
    // What is taken as evidence has been read back. One that was finished before the SM profile began has its SM3 from here.
    std::string sm3;
    const bool sm = profile_ == crypto::Profile::sm;
    const bool intact = store_.check(digest, sm ? &sm3 : nullptr) == ports::FileCheck::intact;
    if (intact && (!sm || staged->info.sm3.empty() || staged->info.sm3 == sm3)) {
      stored.sm3 = sm3;
      return stored;
    }
  }
  erase(staged);
  return refuse(ErrorCode::digest_mismatch, kBytesLost, "upload_id");
}

void FolderUploads::discard(const UploadId& id) {
  StagedPtr staged;
  {
    std::lock_guard lock(mutex_);
    const auto found = staged_.find(id);
    if (found == staged_.end() || found->second->busy) return;
    staged = found->second;
    staged->busy = true;
  }
  erase(staged);
}

std::size_t FolderUploads::expire() {
  std::vector<StagedPtr> old;
  {
    std::lock_guard lock(mutex_);
    const Instant now = clock_.now();
    for (const auto& [id, staged] : staged_) {
      if (staged->busy || staged->info.expires > now) continue;
      staged->busy = true;
      old.push_back(staged);
    }
  }
  for (const auto& staged : old) erase(staged);
  return old.size();
}

}  // namespace mingjing::files
