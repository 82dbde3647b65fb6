// mingjing-view PAGE WIDTH <FILE: draws one page of a picture or a PDF, locked in (lock.h). Started by the server for every
// page it shows; it holds no key, knows no database, and a file that takes it over gets nothing.
// `mingjing-view locked`: tries what must fail and prints what did not; the server's check of its own walls.
// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <string_view>

#include "draw.h"
#include "lock.h"

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

}  // namespace

int main(int count, char** arguments) {
  const bool trial = count == 2 && std::string_view(arguments[1]) == "locked";
  const int page = count == 3 ? number(arguments[1]) : 0;
  const int width = count == 3 ? number(arguments[2]) : 0;
  if (!trial && (page < 1 || width < 1 || width > 4000)) return kUsage;
  const auto bytes = trial ? std::string_view() : input();
  load_reader(bytes);
  if (!lock_in()) return kUsage;
  if (trial) return try_the_walls();
  return bytes.empty() ? kUnreadable : draw(bytes, page, width);
}
