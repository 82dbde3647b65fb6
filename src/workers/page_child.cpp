// SPDX-License-Identifier: Apache-2.0
#include "workers/page_child.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <optional>
#include <string_view>
#include <utility>

#include "base/json.h"
#include "base/text.h"

namespace mingjing::workers {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kPngMax = 64 << 20;
constexpr std::size_t kCopy = 1 << 20;
constexpr int kNoSuchPage = 3;  // exit codes of mingjing-view
constexpr std::size_t kNameMax = 60;  // characters
constexpr std::int64_t kDurationMax = 864'000'000;  // ten days
constexpr std::int64_t kSideMax = 65'535;
constexpr std::string_view kHead = "mingjing-view ";

Error unreadable() {
  return {ErrorCode::unsupported_type, "这个文件不能在页面上显示：它不是图片、PDF 或者音像，已损坏、加了密，或者太大。可以下载原件查看。", {}, {}, {}};
}

class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor() { reset(); }
  void reset() {
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

// The store's own file opened again, so that the child moves no offset of ours; a copy in memory where it has none.
Descriptor input_of(const ports::OpenedFile& file) {
  if (file.descriptor() >= 0) {
    const std::string path = "/proc/self/fd/" + std::to_string(file.descriptor());
    return Descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  }
  Descriptor copy(::memfd_create("page", MFD_CLOEXEC));
  for (std::uint64_t at = 0; copy.get() >= 0 && at < file.size();) {
    const std::string part = file.read(at, kCopy);
    if (part.empty() || ::pwrite(copy.get(), part.data(), part.size(), static_cast<off_t>(at)) !=
                            static_cast<ssize_t>(part.size())) {
      throw Unavailable("a stored file cannot be copied");
    }
    at += part.size();
  }
  return copy;
}

pid_t start(const std::filesystem::path& program, std::vector<std::string>& texts, const std::string& mark, int input, int output) {
  std::string name = program.string();
  std::vector<char*> arguments{name.data()};
  for (auto& text : texts) arguments.push_back(text.data());
  arguments.push_back(nullptr);
  // Not an argument: whoever lists processes would read it.
  std::string marked = "MINGJING_MARK=" + mark;
  char* environment[] = {mark.empty() ? nullptr : marked.data(), nullptr};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input, 0);
  posix_spawn_file_actions_adddup2(&actions, output, 1);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addclosefrom_np(&actions, 3);
  pid_t child = -1;
  const int failed = ::posix_spawn(&child, name.c_str(), &actions, nullptr, arguments.data(), environment);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) throw Unavailable("cannot start " + name);
  return child;
}

// Everything the child writes until it closes its output; nothing when it writes too much or for too long.
std::optional<std::string> read_all(int output, Clock::time_point until) {
  std::string all;
  char part[65536];
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
    if (left <= 0) return std::nullopt;
    pollfd ready{output, POLLIN, 0};
    if (::poll(&ready, 1, static_cast<int>(left)) <= 0) continue;
    const ssize_t n = ::read(output, part, sizeof part);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return std::nullopt;
    if (n == 0) return all;
    if (all.size() + static_cast<std::size_t>(n) > kPngMax) return std::nullopt;
    all.append(part, static_cast<std::size_t>(n));
  }
}

// `mingjing-view <pages>\n` and a picture.
Result<ports::DrawnPage> read_page(std::string_view text, bool jpeg) {
  if (!text.starts_with(kHead)) return refuse(unreadable());
  text.remove_prefix(kHead.size());
  ports::DrawnPage page;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), page.pages);
  text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
  if (error != std::errc() || page.pages < 1 || !text.starts_with('\n')) return refuse(unreadable());
  page.bytes = text.substr(1);
  if (!page.bytes.starts_with(jpeg ? "\xFF\xD8\xFF" : "\x89PNG\r\n\x1a\n")) return refuse(unreadable());
  return page;
}

std::string name_in(const Json& facts, std::string_view member) {
  auto out = first_chars(facts.text(member), kNameMax);
  return has_control(out) || out.find_first_of("\n\t") != std::string::npos ? std::string() : out;
}

struct Counted {
  std::atomic<int>& running;
  ~Counted() { --running; }
};

}  // namespace

ports::MediaFacts read_media_facts(std::string_view printed) {
  ports::MediaFacts out;
  const auto json = parse_json(printed);
  if (!json || json->as_object() == nullptr) return out;
  out.playable = true;
  out.container = name_in(*json, "container");
  out.video = name_in(*json, "video");
  out.audio = name_in(*json, "audio");
  out.made_at = name_in(*json, "made_at");
  out.duration_ms = std::clamp<std::int64_t>(json->integer("duration_ms"), 0, kDurationMax);
  out.width = std::clamp<std::int64_t>(json->integer("width"), 0, kSideMax);
  out.height = std::clamp<std::int64_t>(json->integer("height"), 0, kSideMax);
  return out;
}

Result<PageChild::Said> PageChild::ask(const ports::OpenedFile& file, std::vector<std::string> arguments, const std::string& mark) {
  if (++running_ > options_.at_once) {
    --running_;
    return refuse(ErrorCode::unavailable, "同时查看的人较多，请稍候再试。");
  }
  const Counted counted{running_};
  const Descriptor input = input_of(file);
  int ends[2];
  if (input.get() < 0 || ::pipe2(ends, O_CLOEXEC) != 0) throw Unavailable("no file descriptor left");
  const Descriptor output(ends[0]);
  Descriptor into(ends[1]);
  const pid_t child = start(options_.program, arguments, mark, input.get(), into.get());
  into.reset();
  auto text = read_all(output.get(), Clock::now() + options_.wait);
  if (!text) ::kill(child, SIGKILL);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!text || !WIFEXITED(status)) return Said{};
  return Said{WEXITSTATUS(status), std::move(*text)};
}

Result<ports::DrawnPage> PageChild::draw(const ports::OpenedFile& file, const ports::PageWish& wish) {
  if (wish.page < 1) return refuse(ErrorCode::not_found, "没有这一页。", "page");
  const auto said = ask(file, {std::to_string(wish.page), std::to_string(std::clamp(wish.width, 16, ports::kDrawnWidthMax)), wish.jpeg ? "jpeg" : "png"}, wish.mark);
  if (!said) return refuse(said.error());
  if (said->exit == kNoSuchPage) return refuse(ErrorCode::not_found, "没有这一页。", "page");
  if (said->exit != 0) return refuse(unreadable());
  return read_page(said->text, wish.jpeg);
}

Result<ports::MediaFacts> PageChild::look(const ports::OpenedFile& file) {
  const auto said = ask(file, {"probe"});
  if (!said) return refuse(said.error());
  return said->exit == 0 ? read_media_facts(said->text) : ports::MediaFacts{};
}

Result<ports::DrawnPage> PageChild::frame(const ports::OpenedFile& file, std::int64_t at_ms, int width) {
  const auto said = ask(file, {"frame", std::to_string(std::clamp<std::int64_t>(at_ms, 0, kDurationMax)),
                               std::to_string(std::clamp(width, 16, ports::kDrawnWidthMax))});
  if (!said) return refuse(said.error());
  if (said->exit != 0) return refuse(unreadable());
  return read_page(said->text, false);
}

Result<ports::DrawnPage> PageChild::waveform(const ports::OpenedFile& file, int width) {
  const auto said = ask(file, {"wave", std::to_string(std::clamp(width, 16, ports::kDrawnWidthMax))});
  if (!said) return refuse(said.error());
  if (said->exit != 0) return refuse(unreadable());
  return read_page(said->text, false);
}

}  // namespace mingjing::workers
