// mingjing-view PAGE WIDTH [png|jpeg] <FILE: draws one page of a picture or a PDF, locked in (lock.h). Started by the server for every
// page it shows; it holds no key, knows no database, and a file that takes it over gets nothing.
// `mingjing-view probe <FILE`: says what is in a picture, film or recording of sound; `mingjing-view frame MS WIDTH <FILE`:
// draws the picture of a film at that time; `mingjing-view wave WIDTH <FILE`: draws how loud it is over its length.
// `mingjing-view locked`: tries what must fail and prints what did not; the server's check of its own walls.
// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "draw.h"
#include "lock.h"
#include "media.h"

namespace {

using namespace mingjing::view;

constexpr off_t kBytesMax = off_t{512} << 20;

int number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? value : 0;
}

std::string_view input() {
  struct stat about {};
  if (::fstat(STDIN_FILENO, &about) != 0 || about.st_size < 1 || about.st_size > kBytesMax) return {};
  const auto size = static_cast<std::size_t>(about.st_size);
  void* bytes = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, STDIN_FILENO, 0);
  return bytes == MAP_FAILED ? std::string_view() : std::string_view(static_cast<const char*>(bytes), size);
}

int try_the_walls() {
  int open_walls = 0;
  const auto must_fail = [&](bool failed, const char* what) {
    if (failed) return;
    std::printf("%s\n", what);
    ++open_walls;
  };
  must_fail(::open("/etc/passwd", O_RDONLY) < 0, "reads a file of the system");
  must_fail(::open("/tmp/mingjing-view", O_WRONLY | O_CREAT, 0600) < 0, "writes a file");
  must_fail(::socket(AF_INET, SOCK_STREAM, 0) < 0, "opens a connection");
  must_fail(::fork() < 0, "starts a process");
  char* nothing[] = {nullptr};
  must_fail(::execve("/bin/true", nothing, nothing) < 0, "starts a program");
  return open_walls == 0 ? kDrawn : kUsage;
}

// What a film or a picture begins with: a film is read in parts, a picture as a whole.
bool begins_as_picture() {
  char head[64];
  const ssize_t n = ::pread(STDIN_FILENO, head, sizeof head, 0);
  return n > 0 && mingjing::view::is_picture({head, static_cast<std::size_t>(n)});
}

int probe() {
  const auto bytes = begins_as_picture() ? input() : std::string_view();
  load_reader(bytes, false);
  if (!lock_in()) return kUsage;
  return bytes.empty() ? probe_media() : probe_picture(bytes);
}

bool is_width(int width) { return width >= 1 && width <= 4000; }

int main_of_media(std::string_view what, int count, char** arguments) {
  if (what == "probe" && count == 2) return probe();
  const bool frame = what == "frame" && count == 4, wave = what == "wave" && count == 3;
  const int width = frame || wave ? number(arguments[count - 1]) : 0;
  if (!is_width(width) || !lock_in()) return kUsage;
  return frame ? draw_frame(number(arguments[2]), width) : draw_waveform(width);
}

}  // namespace

int main(int count, char** arguments) {
  const auto what = count >= 2 ? std::string_view(arguments[1]) : std::string_view();
  if (what == "probe" || what == "frame" || what == "wave") return main_of_media(what, count, arguments);
  const bool trial = count == 2 && what == "locked";
  const char* mark = std::getenv("MINGJING_MARK");
  Wish wish;
  if (count == 3 || count == 4) {
    wish = {number(arguments[1]), number(arguments[2]), count == 4 && std::string_view(arguments[3]) == "jpeg",
            mark == nullptr ? "" : mark};
  }
  if (!trial && (wish.page < 1 || !is_width(wish.width))) return kUsage;
  const auto bytes = trial ? std::string_view() : input();
  load_reader(bytes, wish.jpeg);
  if (!lock_in()) return kUsage;
  if (trial) return try_the_walls();
  return bytes.empty() ? kUnreadable : draw(bytes, wish);
}
