// Draws pages, and looks into films, in a child process: `mingjing-view`, which locks itself in before it reads a byte (apps/mingjing-view).
// The child gets the file as its standard input, nothing of the environment but a watermark and no other descriptor; it has `seconds`
// of time and writes at most `kPngMax` bytes. At most `at_once` children; who comes then is told to come again.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "ports/media_reader.h"
#include "ports/page_drawer.h"

namespace mingjing::workers {

struct PageChildOptions {
  std::filesystem::path program;  // of `mingjing-view`
  int at_once = 2;
  std::chrono::seconds wait{15};
};

// What the child printed of a file it looked into. It has read a stranger's bytes, so nothing is believed of it: names are cut
// short, one with signs that do not print is left out, numbers are brought within bounds. Not playable when it is not understood.
ports::MediaFacts read_media_facts(std::string_view printed);

class PageChild final : public ports::PageDrawer, public ports::MediaReader {
 public:
  explicit PageChild(PageChildOptions options) : options_(std::move(options)) {}
  Result<ports::DrawnPage> draw(const ports::OpenedFile& file, const ports::PageWish& wish) override;
  Result<ports::MediaFacts> look(const ports::OpenedFile& file) override;
  Result<ports::DrawnPage> frame(const ports::OpenedFile& file, std::int64_t at_ms, int width) override;
  Result<ports::DrawnPage> waveform(const ports::OpenedFile& file, int width) override;

 private:
  struct Said {
    int exit = -1;  // -1: ended by a signal, or too slow
    std::string text;
  };
  Result<Said> ask(const ports::OpenedFile& file, std::vector<std::string> arguments, const std::string& mark = {});
  PageChildOptions options_;
  std::atomic<int> running_ = 0;
};

}  // namespace mingjing::workers
