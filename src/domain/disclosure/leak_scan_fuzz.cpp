// An identity number, a telephone and a name in whatever dress the bytes choose (width, figures, gaps between): the scan
// finds the numbers by their shape alone, the masking removes all three. And any text at all is scanned to its end, with
// findings in order that do not overlap.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "base/text.h"
#include "domain/disclosure/leak_scan.h"
#include "domain/disclosure/masking.h"

namespace {

using namespace mingjing;

class Bytes {
 public:
  Bytes(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}
  std::size_t below(std::size_t n) { return at_ < size_ ? data_[at_++] % n : 0; }
  std::string_view rest() const { return {reinterpret_cast<const char*>(data_ + at_), size_ - at_}; }

 private:
  const std::uint8_t* data_;
  std::size_t size_, at_ = 0;
};

constexpr std::array<std::u32string_view, 8> kFigures{U"0123456789", U"０１２３４５６７８９", U"〇一二三四五六七八九",
                                                      U"零壹贰叁肆伍陆柒捌玖", U"⓪①②③④⑤⑥⑦⑧⑨", U"𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
                                                      U"₀₁₂₃₄₅₆₇₈₉", U"٠١٢٣٤٥٦٧٨٩"};
constexpr std::array<std::u32string_view, 12> kGaps{U"",  U"",  U"",  U" ",      U"-", U"\n",
                                                    U"—", U"　", U"·", U"\u200b", U"_", U"\r\n  "};

std::string dressed(std::u32string_view value, Bytes& bytes) {
  std::string out;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char32_t c = value[i];
    const auto& form = kFigures[bytes.below(kFigures.size())];
    append_utf8(out, c >= '0' && c <= '9' ? form[c - '0'] : c);
    if (i + 1 < value.size()) {
      for (auto g : kGaps[bytes.below(kGaps.size())]) append_utf8(out, g);
    }
  }
  return out;
}

bool has(const std::vector<disclosure::Leak>& leaks, disclosure::LeakKind kind) {
  return std::any_of(leaks.begin(), leaks.end(), [&](const auto& leak) { return leak.kind == kind; });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace disclosure;
  Bytes bytes(data, size);
  const std::string id = dressed(U"539901197504221835", bytes);
  const std::string mobile = dressed(U"19912345678", bytes);
  const std::string name = dressed(U"贺景山", bytes);
  const std::string text = "当事人" + name + "（证号" + id + "）电话" + mobile + "。";
  const auto leaks = leak_scan(text);
  MJ_CHECK(has(leaks, LeakKind::identity_number));
  MJ_CHECK(has(leaks, LeakKind::mobile));

  documents::DocumentModel model;
  model.template_id = "penalty_decision";
  model.title = {"行政处罚决定书"};
  model.blocks.push_back({documents::Block::Kind::paragraph, {}, {{text, documents::Span::Style::plain, {}}}, 2, {}, {}});
  const MaskingInput input{PartyKind::natural,
                           false,
                           {{ValueKind::party_name, "贺景山"},
                            {ValueKind::citizen_id, "539901197504221835"},
                            {ValueKind::phone, "19912345678"}},
                           {},
                           Date(2026, 10, 30)};
  const auto masked = mask(model, input);
  MJ_CHECK(masked.has_value());
  MJ_CHECK(documents::plain(masked->model.blocks[0].text) == "当事人贺某（证号（隐去））电话（隐去）。");

  const auto any = std::string(bytes.rest());
  if (!is_utf8(any)) return 0;
  std::size_t last = 0;
  for (const auto& leak : leak_scan(any, {{"贺景山"}, {"兴澜大道18号"}})) {
    MJ_CHECK(leak.range.begin >= last && leak.range.begin < leak.range.end && leak.range.end <= any.size());
    last = leak.range.end;
  }
  return 0;
}
