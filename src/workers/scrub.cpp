// SPDX-License-Identifier: Apache-2.0
#include "workers/scrub.h"

#include <algorithm>

#include "base/json.h"
#include "files/folder.h"
#include "files/mirrored_store.h"

namespace mingjing::workers {
namespace {

using ports::FileCheck;

constexpr std::size_t kMaxState = 1 << 16;
constexpr std::size_t kMostLost = 500;  // remembered by name

void write_sums(JsonWriter& out, std::string_view name, const ScrubSums& sums) {
  out.key(name).open_object().member("files", sums.files).member("bytes", sums.bytes).member("copied", sums.copied);
  out.member("mended", sums.mended).member("lost", sums.lost).close_object();
}

ScrubSums read_sums(const Json& all, std::string_view name) {
  const Json* sums = all.find(name);
  if (sums == nullptr) return {};
  return {sums->integer("files"), sums->integer("bytes"), sums->integer("copied"), sums->integer("mended"), sums->integer("lost")};
}

ScrubSums operator+(const ScrubSums& a, const ScrubSums& b) {
  return {a.files + b.files, a.bytes + b.bytes, a.copied + b.copied, a.mended + b.mended, a.lost + b.lost};
}

std::string written(const ScrubState& state) {
  JsonWriter out;
  out.open_object();
  if (state.began) out.member("began", state.began->text());
  if (state.ended) out.member("ended", state.ended->text());
  if (state.ended_round_began) out.member("ended_round_began", state.ended_round_began->text());
  write_sums(out, "last", state.last);
  out.key("under_way").value(state.under_way);
  write_sums(out, "now", state.now);
  out.key("in_second").value(state.in_second);
  out.member("after", state.after).key("lost").open_array();
  for (const auto& digest : state.lost) out.value(digest);
  out.close_array().close_object();
  return out.take();
}

ScrubState read(const std::string& path) {
  ScrubState out;
  const auto file = files::File::open_read(path);
  if (!file.is_open()) return out;
  const auto json = parse_json(file.read_at(0, kMaxState));
  if (!json) return out;
  out.began = Instant::parse(json->text("began"));
  out.ended = Instant::parse(json->text("ended"));
  out.last = read_sums(*json, "last");
  out.under_way = out.began && json->flag("under_way");
  out.now = read_sums(*json, "now");
  out.in_second = json->flag("in_second");
  out.after = json->text("after");
  out.ended_round_began = Instant::parse(json->text("ended_round_began"));
  for (const auto& digest : json->items("lost")) {
    if (digest.as_string() != nullptr) out.lost.insert(*digest.as_string());
  }
  return out;
}

}  // namespace

Scrub::Scrub(Stores stores, std::string state_file, const Clock& clock, std::function<void(const std::string&)> report)
    : stores_(std::move(stores)), state_file_(std::move(state_file)), clock_(clock), report_(std::move(report)),
      state_(read(state_file_)) {}

ScrubState Scrub::state() const {
  const std::lock_guard lock(mutex_);
  return state_;
}

ports::FileWatch Scrub::watch(const std::string& digest, Instant stored_at) const {
  const std::lock_guard lock(mutex_);
  ports::FileWatch out;
  out.altered = state_.lost.contains(digest);
  if (!out.altered && state_.lost.size() >= kMostLost) return out;  // it may be one of those that are not remembered
  const bool passed = state_.under_way && (state_.in_second || digest <= state_.after);
  const auto& newest = passed ? state_.began : state_.ended_round_began;
  if (newest && *newest >= stored_at) out.reread_at = newest;
  return out;
}

void Scrub::remove_again(const std::string& digest) {
  if (stores_.second != nullptr) stores_.second->remove(digest);
  stores_.first.remove(digest);
  report_("存储巡检：文件 " + digest + " 已按规定销毁，又出现在存储里，已再次删除。");
}

// What it finds, and mends where it can.
ScrubSums Scrub::look_at(const ports::StoredFile& file, bool in_second) {
  auto& first = stores_.first;
  auto* const second = stores_.second;
  const auto& scratch = stores_.scratch;
  ScrubSums out;
  if (in_second) {
    if (first.open(file.digest)) return out;  // seen from there
    if (destroyed(file.digest)) return remove_again(file.digest), out;
    out.files = 1;
    out.bytes = static_cast<std::int64_t>(file.size);
    if (files::copy_file(*second, first, file.digest, scratch)) {
      out.mended = 1;
      report_("存储巡检：文件 " + file.digest + " 已丢失，已从第二份副本恢复。");
    } else {
      out.lost = 1;
      report_("存储巡检：文件 " + file.digest + " 只剩第二份副本，且内容已变。请从备份恢复。");
    }
    return out;
  }
  out.files = 1;
  out.bytes = static_cast<std::int64_t>(file.size);
  const auto recorded = stores_.recorded_sm3 ? stores_.recorded_sm3(file.digest) : std::vector<std::string>();
  std::string sm3;
  const bool right = first.check(file.digest, recorded.empty() ? nullptr : &sm3) == FileCheck::intact;
  // The bytes are those of the SHA-256 digest, so no copy can mend this: what was recorded is wrong.
  if (right && std::any_of(recorded.begin(), recorded.end(), [&](const auto& one) { return one != sm3; })) {
    out.lost = 1;
    report_("存储巡检：文件 " + file.digest + " 的 SM3 摘要与登记的不符，SHA-256 摘要相符。请运行 mingjing verify 查明是哪一份登记。");
  }
  if (right && second != nullptr) {
    const auto there = second->check(file.digest);
    if (there != FileCheck::intact && destroyed(file.digest)) return remove_again(file.digest), out;
    if (there == FileCheck::intact || !files::copy_file(first, *second, file.digest, scratch)) return out;
    (there == FileCheck::missing ? out.copied : out.mended) = 1;
    if (there == FileCheck::altered) report_("存储巡检：文件 " + file.digest + " 的第二份副本已变，已重新抄写。");
  } else if (!right && destroyed(file.digest)) {
    remove_again(file.digest);
  } else if (!right && second != nullptr && files::copy_file(*second, first, file.digest, scratch)) {
    out.mended = 1;
    report_("存储巡检：文件 " + file.digest + " 内容已变，已从第二份副本恢复。");
  } else if (!right) {
    out.lost = 1;
    report_("存储巡检：文件 " + file.digest + " 内容已变，没有完好的副本。请从备份恢复。");
  }
  return out;
}

bool Scrub::step(std::uint64_t bytes) {
  ScrubState next = state();
  const Instant now = clock_.now();
  if (!next.under_way) {
    if (next.began && now < next.began->plus_hours(24 * kDays)) return false;
    next.began = now;
    next.under_way = true;
    next.now = {};
    next.in_second = false;
    next.after.clear();
  }
  const std::int64_t enough = next.now.bytes + static_cast<std::int64_t>(bytes);
  bool whole = true;
  const auto visit = [&](const ports::StoredFile& file) {
    const auto found = look_at(file, next.in_second);
    next.now = next.now + found;
    if (found.files > 0) next.lost.erase(file.digest);
    if (found.lost > 0 && next.lost.size() < kMostLost) next.lost.insert(file.digest);
    next.after = file.digest;
    whole = next.now.bytes < enough;
    return whole;
  };
  const ports::ContentStore* walked = next.in_second ? stores_.second : &stores_.first;
  if (walked != nullptr) walked->each(visit, std::string(next.after));
  if (whole && !next.in_second && stores_.second != nullptr) {
    next.in_second = true;
    next.after.clear();
  } else if (whole) {
    next.under_way = false;
    next.ended = clock_.now();
    next.ended_round_began = next.began;
    next.last = next.now;
    next.after.clear();
  }
  files::write_durably(state_file_, written(next));
  const std::lock_guard lock(mutex_);
  state_ = std::move(next);
  return true;
}

}  // namespace mingjing::workers
