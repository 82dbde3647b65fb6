// A backup in an object storage. SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <chrono>
#include <deque>
#include <utility>

#include "base/bytes.h"
#include "crypto/hash.h"
#include "crypto/random.h"
#include "files/folder.h"
#include "files/s3_store.h"
#include "mingjing/backup_target.h"
#include "mingjing/stored_files.h"
#include "mingjing/temporary_folder.h"

namespace mingjing::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kListMax = std::size_t{1} << 30;
constexpr std::size_t kReadAtOnce = 1 << 20;
constexpr std::size_t kKnownAtOnce = 10'000;
constexpr std::string_view kBackups = "backups/";
constexpr std::int64_t kHour = 3'600'000;

struct Storage {
  files::S3Store objects, lists, marks;
  std::string list;  // named in the address; empty: the newest
};

Result<std::unique_ptr<Storage>> open_storage(const std::string& address) {
  auto options = s3_options(address);
  if (!options) return refuse(Error(options.error()));
  std::string list;
  if (const auto at = options->prefix.rfind(kBackups); options->prefix.ends_with(".json") && at != std::string::npos && (at == 0 || options->prefix[at - 1] == '/')) {
    list = options->prefix.substr(at + kBackups.size());
    options->prefix.resize(at == 0 ? 0 : at - 1);
  }
  const std::string below = options->prefix.empty() ? "" : options->prefix + "/";
  auto objects = *options, lists = *options, marks = *options;
  objects.prefix = below + "objects";
  lists.prefix = below + "backups";
  marks.prefix = below + "running";
  return std::unique_ptr<Storage>(new Storage{files::S3Store(std::move(objects)), files::S3Store(std::move(lists)), files::S3Store(std::move(marks)), std::move(list)});
}

// Who is at work on the storage, each by a mark of its own: a backup relies on what others sent before it, a clearing removes
// what no list names. Each sets its mark and then looks for the other kind's, so that of two at once one sees the other. A
// mark that a killed process left counts for nothing once such work must have ended.
struct Work {
  std::string_view name;
  std::int64_t longest_ms;
};
constexpr Work kBackingUp{"backup", 72 * kHour}, kClearing{"clearing", kHour};

class Mark {
 public:
  Mark(files::S3Store& marks, const Work& work)
      : marks_(marks), name_(std::string(work.name) + "-" + std::to_string(SystemClock().now().unix_ms()) + "-" + to_hex(crypto::random_bytes(4))) {
    marks_.put_named(name_, "at work\n");
  }
  ~Mark() {
    try {
      marks_.remove_named(name_);
    } catch (const std::exception&) {  // it becomes old
    }
  }
  Mark(const Mark&) = delete;
  Mark& operator=(const Mark&) = delete;

  bool sees(const Work& work) const {
    bool found = false;
    marks_.each_named([&](const std::string& name) {
      if (name == name_ || !name.starts_with(work.name) || name.size() <= work.name.size() + 1) return;
      std::int64_t since = 0;
      std::from_chars(name.data() + work.name.size() + 1, name.data() + name.size(), since);
      found = found || SystemClock().now().unix_ms() - since < work.longest_ms;
    });
    return found;
  }

 private:
  files::S3Store& marks_;
  const std::string name_;
};

// What the storage holds, asked for in the order of digests: one walk along its listing.
class Known {
 public:
  explicit Known(const files::S3Store& store) : store_(store) {}
  bool has(const std::string& digest, std::uint64_t size) {
    while (!whole_ && (page_.empty() || page_.back().digest < digest)) read_on();
    while (!page_.empty() && page_.front().digest < digest) page_.pop_front();
    return !page_.empty() && page_.front().digest == digest && page_.front().size == size;
  }

 private:
  void read_on() {
    const std::string after = page_.empty() ? std::string() : page_.back().digest;
    page_.clear();
    store_.each(
        [&](const ports::StoredFile& file) {
          page_.push_back(file);
          return page_.size() < kKnownAtOnce;
        },
        after);
    whole_ = page_.size() < kKnownAtOnce;
  }
  const files::S3Store& store_;
  std::deque<ports::StoredFile> page_;
  bool whole_ = false;
};

class ObjectTarget final : public BackupTarget {
 public:
  ObjectTarget(ObjectPlace place, std::unique_ptr<Storage> storage, const fs::path& scratch)
      : place_(std::move(place)), storage_(std::move(storage)), mark_(storage_->marks, kBackingUp), known_(storage_->objects), scratch_(scratch.string(), "backup") {}
  bool must_wait() const { return mark_.sees(kClearing); }

  Result<Manifest::File> take_made(const std::string& path, const std::function<Status(const fs::path&)>& make) override {
    const fs::path made = scratch_.path() / path;
    if (auto done = make(made); !done) return refuse(Error(done.error()));
    auto out = digest_of(made);
    out.path = path;
    const std::string digest = "sha256:" + out.sha256;
    if (out.size > place_.whole_bytes_max || !storage_->objects.open(digest)) out = send(path, made, digest);
    fs::remove(made);
    return out;
  }
  Manifest::File take_stored(const std::string& path, const fs::path& from, const std::string& digest) override {
    const std::uint64_t size = fs::file_size(from);
    if (size <= place_.whole_bytes_max && known_.has(digest, size)) return {path, hex_of(digest), size, {}};
    return send(path, from, digest);
  }
  Manifest::File take_bytes(const std::string& path, const std::string& bytes) override {
    const std::string digest = crypto::digest_text(crypto::sha256(bytes));
    if (!storage_->objects.open(digest)) storage_->objects.put(bytes);
    return {path, hex_of(digest), bytes.size(), {}};
  }
  void finish(const Manifest& manifest) override {
    const Instant at = manifest.at.value_or(SystemClock().now());
    std::string name = at.text().substr(0, 19), ms = std::to_string(at.unix_ms() % 1000);
    std::replace(name.begin(), name.end(), ':', '-');
    std::replace(name.begin(), name.end(), 'T', '.');
    storage_->lists.put_named(name + "." + std::string(3 - ms.size(), '0') + ms + ".json", to_json(manifest));
  }

 private:
  static std::string hex_of(const std::string& digest) { return digest.substr(digest.find(':') + 1); }

  // The storage checks each object against the digest it is signed with.
  Manifest::File send(const std::string& path, const fs::path& from, const std::string& digest) {
    Manifest::File out{path, hex_of(digest), fs::file_size(from), {}};
    if (out.size <= place_.whole_bytes_max) {
      storage_->objects.put_file(from.string(), digest);
      return out;
    }
    const auto in = files::File::open_read(from.string());
    if (!in.is_open()) throw Unavailable("cannot read " + from.string());
    crypto::Sha256 whole;
    for (std::uint64_t at = 0; at < out.size;) at += send_piece(in, at, std::min(place_.piece_bytes, out.size - at), whole, out);
    if (to_hex(whole.finish()) != out.sha256) throw Unavailable("a file changed while it was sent: " + from.string());
    return out;
  }
  std::uint64_t send_piece(const files::File& in, std::uint64_t from, std::uint64_t size, crypto::Sha256& whole, Manifest::File& out) {
    const std::string piece = (scratch_.path() / "piece").string();
    crypto::Sha256 hash;
    {
      const auto to = files::File::create(piece);
      for (std::uint64_t at = 0; at < size;) {
        const auto bytes = in.read_at(from + at, static_cast<std::size_t>(std::min<std::uint64_t>(kReadAtOnce, size - at)));
        if (bytes.empty()) throw Unavailable("a file became shorter while it was sent");
        hash.update(bytes);
        whole.update(bytes);
        to.write_at(at, bytes);
        at += bytes.size();
      }
    }
    const std::string digest = crypto::digest_text(hash.finish());
    if (!storage_->objects.open(digest)) storage_->objects.put_file(piece, digest);
    out.pieces.push_back(hex_of(digest));
    return size;
  }

  const ObjectPlace place_;
  const std::unique_ptr<Storage> storage_;
  const Mark mark_;
  Known known_;
  const TemporaryFolder scratch_;
};

}  // namespace

bool is_object_address(const std::string& where) { return where.starts_with("s3+"); }

Result<std::unique_ptr<BackupTarget>> object_target(const ObjectPlace& place, const fs::path& scratch) {
  auto storage = open_storage(place.address);
  if (!storage) return refuse(Error(storage.error()));
  if (!(*storage)->list.empty()) return refuse(ErrorCode::bad_request, "备份时请给前缀的地址，不是某一份备份的。");
  fs::create_directories(scratch);
  auto target = std::make_unique<ObjectTarget>(place, std::move(*storage), scratch);
  if (target->must_wait()) return refuse(ErrorCode::conflict, "对象存储正在清理旧备份，最多半小时。请过一会儿再备份。");
  return target;
}

namespace {

// Removes objects, as many at once as the storage takes, and counts them.
class Removal {
 public:
  Removal(files::S3Store& objects, Cleared& out) : objects_(objects), out_(out) {}

  bool in_time() { return out_.is_whole = std::chrono::steady_clock::now() - begun_ < std::chrono::minutes(30); }
  void add(const ports::StoredFile& file) {
    waiting_.push_back(file);
    if (waiting_.size() == files::S3Store::kRemovedAtOnce) send();
  }
  void send() {
    const auto files = std::exchange(waiting_, {});
    if (files.empty() || !in_time() || (at_once_ && remove_at_once(files))) return;
    at_once_ = false;
    for (const auto& file : files)
      if (in_time() && objects_.remove(file.digest)) count(file);
  }

 private:
  void count(const ports::StoredFile& file) {
    ++out_.objects;
    out_.bytes += file.size;
  }
  bool remove_at_once(const std::vector<ports::StoredFile>& files) {
    const auto refused = objects_.remove_many(files);
    if (!refused) return false;
    for (const auto& file : files) count(file);
    for (const auto& one : *refused) {
      --out_.objects;
      out_.bytes -= one.file.size;
      if (out_.refused++ == 0) out_.why = one.code;
    }
    return true;
  }

  files::S3Store& objects_;
  Cleared& out_;
  const std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
  std::vector<ports::StoredFile> waiting_;
  bool at_once_ = true;
};

}  // namespace

Result<Cleared> clear_backups(const ObjectPlace& place, std::size_t keep) {
  const auto opened = open_storage(place.address);
  if (!opened) return refuse(Error(opened.error()));
  Storage& storage = **opened;
  Cleared out;
  Removal removal(storage.objects, out);
  const Mark mark(storage.marks, kClearing);
  if (mark.sees(kBackingUp) || mark.sees(kClearing))
    return refuse(ErrorCode::conflict, "另一份备份正在进行，或者三天内有一份中断过：这次没有清理旧备份，下次备份时再清理。");
  std::vector<std::string> names;
  storage.lists.each_named([&](const std::string& name) { names.push_back(name); });
  if (names.size() <= keep) return out;
  const auto first_kept = names.end() - static_cast<std::ptrdiff_t>(keep);
  std::vector<std::string> needed;  // digests, raw
  for (auto name = first_kept; name != names.end(); ++name) {
    const auto list = storage.lists.read_named(*name, kListMax);
    const auto manifest = parse_manifest(list.value_or(""));
    if (!manifest) return refuse(ErrorCode::digest_mismatch, "要留下的备份 " + *name + " 的清单读不成，没有清理。");
    for (const auto& file : manifest->files) {
      for (const auto& hex : file.pieces.empty() ? std::vector<std::string>{file.sha256} : file.pieces) needed.push_back(from_hex(hex).value_or(""));
    }
    std::sort(needed.begin(), needed.end());
    needed.erase(std::unique(needed.begin(), needed.end()), needed.end());
  }
  for (auto name = names.begin(); name != first_kept; ++name) out.backups += storage.lists.remove_named(*name) ? 1 : 0;
  storage.objects.each([&](const ports::StoredFile& file) {
    const auto raw = from_hex(file.digest.substr(file.digest.find(':') + 1));
    if (raw && !std::binary_search(needed.begin(), needed.end(), *raw)) removal.add(file);
    return removal.in_time();
  });
  removal.send();
  return out;
}

Status fetch_backup(const ObjectPlace& place, const fs::path& to) {
  const auto opened = open_storage(place.address);
  if (!opened) return refuse(Error(opened.error()));
  const Storage& storage = **opened;
  std::string name = storage.list;
  if (name.empty()) {
    storage.lists.each_named([&](const std::string& one) { name = std::max(name, one); });
  }
  const auto list = name.empty() ? std::nullopt : storage.lists.read_named(name, kListMax);
  if (!list) return refuse(ErrorCode::not_found, "这个地址下没有这份备份：" + place.address + "。");
  const auto manifest = parse_manifest(*list);
  if (!manifest) return refuse(Error(manifest.error()));
  for (const auto& file : manifest->files) {
    fs::create_directories((to / file.path).parent_path());
    const auto out = files::File::create((to / file.path).string());
    std::uint64_t at = 0;
    const auto pieces = file.pieces.empty() ? std::vector<std::string>{file.sha256} : file.pieces;
    for (const auto& hex : pieces) {
      const auto state = storage.objects.fetch("sha256:" + hex, [&](std::string_view bytes) {
        if (at + bytes.size() > file.size) return false;
        out.write_at(at, bytes);
        at += bytes.size();
        return true;
      });
      if (state == ports::FileCheck::missing) return refuse(ErrorCode::digest_mismatch, "对象存储里缺 " + file.path + "。");
      if (state == ports::FileCheck::altered) return refuse(ErrorCode::digest_mismatch, "对象存储里的 " + file.path + " 与清单的摘要不符：被改过或已损坏。");
    }
  }
  files::write_durably((to / "manifest.json").string(), *list);
  return {};
}

}  // namespace mingjing::app
