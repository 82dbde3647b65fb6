// QR codes as SVG. Choosing a mask costs half a millisecond of the half-millisecond page, and the code of an address
// never changes, so the dots (a few hundred bytes) are remembered. SPDX-License-Identifier: Apache-2.0
#include <qrencode.h>

#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "render/portal_pages.h"

namespace mingjing::render {
namespace {

struct Dots {
  int side = 0;
  std::vector<bool> black;
};

std::shared_ptr<const Dots> encode(const std::string& address) {
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(QRcode_encodeString8bit(address.c_str(), 0, QR_ECLEVEL_M),
                                                             QRcode_free);
  if (!code) return nullptr;
  auto dots = std::make_shared<Dots>();
  dots->side = code->width;
  dots->black.resize(static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width));
  for (std::size_t i = 0; i < dots->black.size(); ++i) dots->black[i] = (code->data[i] & 1) != 0;
  return dots;
}

std::shared_ptr<const Dots> dots_of(const std::string& address) {
  constexpr std::size_t kRemembered = 20'000;  // some 8 MB
  static std::mutex lock;
  static std::unordered_map<std::string, std::shared_ptr<const Dots>> known;
  {
    const std::lock_guard guard(lock);
    if (const auto found = known.find(address); found != known.end()) return found->second;
  }
  auto made = encode(address);
  const std::lock_guard guard(lock);
  if (known.size() >= kRemembered) known.clear();
  known.emplace(address, made);
  return made;
}

}  // namespace

Html qr_code(std::string_view address) {
  constexpr int kQuiet = 4;  // the margin a reader needs
  Html html;
  const auto dots = dots_of(std::string(address));
  if (!dots) return html;
  const int side = dots->side, whole = side + 2 * kQuiet;
  html.add("<svg class=\"qr\" viewBox=\"0 0 ", whole, " ", whole,
           "\" role=\"img\" aria-label=\"本页永久网址的二维码\">", "<path class=\"qr-ground\" d=\"M0 0h", whole, "v",
           whole, "H0z\"/><path class=\"qr-dots\" d=\"");
  // Each run of dots is a line as thick as a dot, through the middle of its row.
  for (int y = 0; y < side; ++y) {
    const std::size_t row = static_cast<std::size_t>(y) * static_cast<std::size_t>(side);
    int end = -1;  // of the run before
    for (int x = 0; x < side;) {
      int run = 0;
      while (x + run < side && dots->black[row + static_cast<std::size_t>(x + run)]) ++run;
      if (run > 0) {
        if (end < 0) {
          html.add("M", x + kQuiet, " ", y + kQuiet, ".5h", run);
        } else {
          html.add("m", x - end, " 0h", run);
        }
        end = x + run;
      }
      x += run + 1;
    }
  }
  html.add("\"/></svg>");
  return html;
}

}  // namespace mingjing::render
