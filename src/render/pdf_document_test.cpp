// SPDX-License-Identifier: Apache-2.0
#include "render/pdf_document.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include "domain/disclosure/masking.h"
#include "domain/documents/sample_facts.h"
#include "domain/documents/template.h"

namespace mingjing::render {
namespace {

using documents::Block;
using documents::DocumentModel;

Fonts& fonts() {
  static auto loaded = Fonts::load();
  if (!loaded) throw Unavailable(loaded.error().message);
  return **loaded;
}

RenderedPdf pdf_of(const DocumentModel& model) {
  auto out = render_pdf(model, fonts());
  EXPECT_TRUE(out.has_value());
  return out ? std::move(*out) : RenderedPdf{};
}

DocumentModel decision() { return *documents::compose("penalty_decision", sample::decision_facts()); }

// A file for tools that read PDF; kept in $MJ_KEEP for people to look at.
class PdfFile {
 public:
  PdfFile(const std::string& bytes, const std::string& name) {
    const char* keep = std::getenv("MJ_KEEP");
    kept_ = keep != nullptr;
    path_ = (kept_ ? std::filesystem::path(keep) : std::filesystem::temp_directory_path()) /
            (kept_ ? name + ".pdf" : "mj-" + name + "-" + std::to_string(std::hash<std::thread::id>()({})) + ".pdf");
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  ~PdfFile() {
    if (!kept_) std::filesystem::remove(path_);
  }
  std::string run(const std::string& command) const {
    std::string line = command;
    line.replace(line.find("FILE"), 4, "'" + path_.string() + "'");
    std::string out;
    FILE* pipe = popen((line + " 2>&1").c_str(), "r");
    if (pipe == nullptr) return {};
    char buffer[4096];
    while (const auto n = fread(buffer, 1, sizeof buffer, pipe)) out.append(buffer, n);
    status_ = pclose(pipe);
    return out;
  }
  int status() const { return status_; }

 private:
  std::filesystem::path path_;
  bool kept_ = false;
  mutable int status_ = 0;
};

std::string without_spaces(std::string text) {
  std::erase_if(text, [](char c) { return c == ' ' || c == '\n' || c == '\f' || c == '\r'; });
  return text;
}

TEST(PdfDocument, TextCanBeReadOutInOrder) {
  const auto model = decision();
  const PdfFile file(pdf_of(model).bytes, "decision");
  auto text = without_spaces(file.run("pdftotext -raw FILE -"));
  std::size_t at = 0;
  for (const char* words : {"澜川市自然资源和规划局", "澜自然资罚决〔2026〕38号", "行政处罚决定书", "魏䶮堃",
                            "3,260.40平方米", "柒拾壹万柒仟贰佰捌拾捌元整", "申请行政复议", "2026年10月26日"}) {
    const auto found = text.find(words, at);
    ASSERT_NE(found, std::string::npos) << words;
    at = found;
  }
  // Whole paragraphs, but where a page number stands between.
  int whole = 0;
  for (const auto& block : model.blocks)
    whole += text.find(without_spaces(documents::plain(block.text))) != std::string::npos;
  EXPECT_GE(whole, static_cast<int>(model.blocks.size()) - 3);
}

TEST(PdfDocument, GeometryOfTheStandard) {
  const PdfFile file(pdf_of(decision()).bytes, "geometry");
  const auto box = file.run("pdftotext -bbox FILE -");
  EXPECT_NE(box.find("width=\"595.27"), std::string::npos);
  EXPECT_NE(box.find("height=\"841.8"), std::string::npos);
  // No word leaves the type area of 28 to 184 mm (page numbers lie below it, and their line is inside its width).
  double least = 1000;
  double most = 0;
  for (std::size_t at = 0; (at = box.find("xMin=\"", at)) != std::string::npos;) {
    least = std::min(least, std::strtod(box.c_str() + at + 6, nullptr));
    at = box.find("xMax=\"", at);
    most = std::max(most, std::strtod(box.c_str() + at + 6, nullptr));
  }
  EXPECT_GE(least, 28 * 72 / 25.4 - 1);
  EXPECT_LE(most, 184 * 72 / 25.4 + 1);
}

TEST(PdfDocument, TwentyTwoLinesOfTwentyEightCharacters) {
  DocumentModel model;
  model.template_id = "test";
  std::string text;
  for (int i = 0; i < 28 * 22; ++i) text += "字";
  model.blocks.push_back({Block::Kind::paragraph, {}, {{text, documents::Span::Style::plain, {}}}, 0, {}, {}});
  EXPECT_EQ(pdf_of(model).pages, 1);
  model.blocks[0].text[0].text += "字";
  const auto two = pdf_of(model);
  EXPECT_EQ(two.pages, 2);
  const PdfFile file(two.bytes, "grid");
  const auto lines = file.run("pdftotext -f 1 -l 1 -raw FILE -");
  std::string line;
  for (int i = 0; i < 28; ++i) line += "字";
  EXPECT_NE(lines.find(line + "\n"), std::string::npos);
  EXPECT_EQ(lines.find(line + "字"), std::string::npos);
}

TEST(PdfDocument, SameModelSameBytes) {
  const auto once = pdf_of(decision());
  EXPECT_EQ(once.bytes, pdf_of(decision()).bytes);
  std::string elsewhere;
  std::thread([&elsewhere] {
    auto own = Fonts::load();
    if (own) elsewhere = render_pdf(decision(), **own)->bytes;
  }).join();
  EXPECT_EQ(once.bytes, elsewhere);
}

TEST(PdfDocument, EmbedsSubsetsWithUnicodeMaps) {
  const PdfFile file(pdf_of(decision()).bytes, "fonts");
  const auto list = file.run("pdffonts FILE");
  EXPECT_EQ(file.status(), 0);
  EXPECT_NE(list.find("TrueType"), std::string::npos);
  EXPECT_EQ(list.find(" no "), std::string::npos) << list;  // embedded, subset, unicode: all yes
  file.run("qpdf --check FILE");
  EXPECT_EQ(file.status(), 0);
}

TEST(PdfDocument, MetadataNameNobody) {
  const PdfFile file(pdf_of(decision()).bytes, "metadata");
  const auto info = file.run("TZ=Asia/Shanghai pdfinfo -isodates FILE");
  EXPECT_NE(info.find("行政处罚决定书 澜自然资罚决〔2026〕38号"), std::string::npos) << info;
  EXPECT_NE(info.find("2026-10-26T00:00:00+08"), std::string::npos) << info;
  EXPECT_EQ(info.find("ModDate"), std::string::npos);
  for (const char* person : {"魏䶮堃", "瑞禾"}) EXPECT_EQ(info.find(person), std::string::npos);
}

TEST(PdfDocument, MaskedTextIsNotInTheFile) {
  const auto masked = disclosure::mask(
      decision(), {disclosure::PartyKind::organisation, false, {}, {"青衡县瑞禾建材有限公司"}, Date(2026, 10, 30)});
  ASSERT_TRUE(masked.has_value());
  const PdfFile file(pdf_of(masked->model).bytes, "masked");
  const auto text = without_spaces(file.run("pdftotext FILE -"));
  EXPECT_NE(text.find("法定代表人：魏某"), std::string::npos);
  for (const char* gone : {"䶮", "堃"}) EXPECT_EQ(text.find(gone), std::string::npos);
  // Nor in the character maps of the embedded faces.
  const auto raw = file.run("qpdf --qdf --object-streams=disable FILE -");
  EXPECT_EQ(raw.find("<4dae>"), std::string::npos);
}

TEST(PdfDocument, RareCharactersHaveGlyphsAndOthersAreTold) {
  EXPECT_TRUE(fonts().missing("〇镕堃䶮〔〕—×㎡²“”、。").empty());
  DocumentModel model = decision();
  model.blocks[0].text[0].text += "\U0002A6A5";
  const auto out = pdf_of(model);
  ASSERT_EQ(out.missing_glyphs.size(), 1u);
  EXPECT_EQ(out.missing_glyphs[0], "\U0002A6A5（U+2A6A5）");
}

TEST(PdfDocument, EveryTemplateRenders) {
  for (const auto& info : documents::templates()) {
    const auto model = documents::compose(info.id, sample::form_facts());
    ASSERT_TRUE(model.has_value()) << info.id;
    const auto out = pdf_of(*model);
    EXPECT_GE(out.pages, 1) << info.id;
    EXPECT_LE(out.pages, 6) << info.id;
    EXPECT_TRUE(out.missing_glyphs.empty()) << info.id;
    const PdfFile file(out.bytes, info.id);
    const auto text = without_spaces(file.run("pdftotext -raw FILE -"));
    EXPECT_NE(text.find(model->title.back()), std::string::npos) << info.id;
  }
}

TEST(PdfDocument, SeveralDocumentsInOneFile) {
  std::vector<DocumentModel> models;
  int pages = 0;
  for (const char* id : {"filing_approval", "inquiry_record", "penalty_decision"}) {
    models.push_back(*documents::compose(id, sample::several_facts()));
    pages += pdf_of(models.back()).pages;
  }
  const auto out = render_pdf(models, "案件文书", fonts());
  ASSERT_TRUE(out.has_value());
  EXPECT_EQ(out->pages, pages);
  const PdfFile file(out->bytes, "several");
  EXPECT_NE(file.run("pdfinfo FILE").find("Pages:           " + std::to_string(pages)), std::string::npos);
  EXPECT_EQ(file.run("pdfinfo FILE").find("瑞禾"), std::string::npos);
  file.run("qpdf --check FILE");
  EXPECT_EQ(file.status(), 0);
  const auto text = without_spaces(file.run("pdftotext -raw FILE -"));
  std::size_t at = 0;
  for (const char* title : {"行政处罚立案审批表", "询问笔录", "行政处罚决定书", "白德顺"}) {
    at = text.find(title, at);
    ASSERT_NE(at, std::string::npos) << title;
  }
  EXPECT_EQ(render_pdf(std::vector<DocumentModel>{}, "空", fonts()).error().code, ErrorCode::invalid);
}

TEST(PdfDocument, LongCellsBreakOverPages) {
  DocumentModel model;
  model.template_id = "test";
  Block table;
  table.kind = Block::Kind::table;
  table.columns = {1, 4};
  std::string text;
  for (int i = 0; i < 4000; ++i) text += "长";
  table.rows.push_back({{{{"事实", documents::Span::Style::plain, {}}}, true, 1, 1},
                        {{{text, documents::Span::Style::plain, {}}}, false, 1, 1}});
  model.blocks.push_back(table);
  const auto out = pdf_of(model);
  EXPECT_GE(out.pages, 4);
  const PdfFile file(out.bytes, "long");
  const auto all = file.run("pdftotext -raw FILE -");
  std::size_t count = 0;
  for (auto at = all.find("长"); at != std::string::npos; at = all.find("长", at + 1)) ++count;
  EXPECT_EQ(count, 4000u);
}

TEST(PdfDocument, SealIsNeverAloneOnAPage) {
  for (int extra = 0; extra < 24; ++extra) {
    auto model = decision();
    for (int i = 0; i < extra; ++i) {
      model.blocks.push_back(
          {Block::Kind::paragraph, {}, {{"增加一行。", documents::Span::Style::plain, {}}}, 2, {}, {}});
    }
    const auto out = pdf_of(model);
    const PdfFile file(out.bytes, "seal");
    const auto page = std::to_string(out.pages);
    const auto last = file.run("pdftotext -f " + page + " -l " + page + " -raw FILE -");
    EXPECT_NE(last.find("2026年10月26日"), std::string::npos) << extra;
    EXPECT_NE(last.find("。"), std::string::npos) << extra;
  }
}

std::string text_of_page(const PdfFile& file, int page) {
  return without_spaces(file.run("pdftotext -f " + std::to_string(page) + " -l " + std::to_string(page) + " -raw FILE -"));
}

// A record of any length: every page says who signs it and which of how many it is, and where the signatures stand
// there stand words that are signed.
TEST(PdfDocument, SignaturesStandWithWordsAndEachPageIsCounted) {
  for (int lines = 0; lines < 50; lines += 7) {
    auto facts = sample::form_facts();
    std::string text = facts.text("text");
    for (int i = 0; i < lines; ++i) text += "\n问：还有什么要补充的？\n答：没有，魏䶮堃看过了。";
    facts.set("text", text);
    const auto model = documents::compose("inquiry_record", facts);
    ASSERT_TRUE(model.has_value());
    const auto out = pdf_of(*model);
    const PdfFile file(out.bytes, "record-" + std::to_string(lines));
    for (int page = 1; page <= out.pages; ++page) {
      const auto words = text_of_page(file, page);
      const auto count = "第" + std::to_string(page) + "页共" + std::to_string(out.pages) + "页";
      EXPECT_NE(words.find(count), std::string::npos) << lines << " " << words;
      EXPECT_NE(words.find("询问人（签名）："), std::string::npos) << lines;
      const auto signs = words.find("被询问人核对意见：");
      EXPECT_TRUE(signs == std::string::npos || signs > 0) << lines << " " << words;
    }
    const auto last = text_of_page(file, out.pages);
    for (const char* words : {"确认无误并签名。", "被询问人核对意见：", "记录人（签名）："}) {
      EXPECT_NE(last.find(words), std::string::npos) << lines << " " << words;
    }
  }
}

// The last row of an approval, which is the decision, never goes to a page of its own.
TEST(PdfDocument, LastRowOfATableIsNotAlone) {
  for (int lines = 0; lines < 12; ++lines) {
    auto facts = sample::form_facts();
    std::string text = facts.text("summary");
    for (int i = 0; i < lines; ++i) text += "\n又查到材料一份。";
    facts.set("summary", text);
    const auto out = pdf_of(*documents::compose("filing_approval", facts));
    const PdfFile file(out.bytes, "rows");
    const auto last = text_of_page(file, out.pages);
    EXPECT_NE(last.find("备注"), std::string::npos) << lines;
    EXPECT_NE(last.find("行政机关负"), std::string::npos) << lines;
  }
}

TEST(PdfDocument, OddInputDoesNotHurt) {
  auto model = decision();
  model.public_url = std::string(5000, 'x');  // too long for a code
  model.title.clear();
  model.agency.clear();
  model.blocks.push_back({Block::Kind::paragraph, {}, {}, 2, {}, {}});
  model.blocks.push_back(
      {Block::Kind::paragraph, {}, {{"<b>&amp;\x01\t", documents::Span::Style::plain, {}}}, 2, {}, {}});
  EXPECT_GE(pdf_of(model).pages, 1);
  model.public_url = "https://a'] /URI (x) \\";
  EXPECT_GE(pdf_of(model).pages, 1);
  Block table;
  table.kind = Block::Kind::table;
  model.blocks = {table};
  EXPECT_FALSE(render_pdf(model, fonts()).has_value());
}

TEST(Fonts, RefuseAFileThatIsNotThere) {
  const auto refused = Fonts::load({{FontRole::body, {"FangSong", "/nowhere/fangsong.ttf", false, {}}}});
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, ErrorCode::unavailable);
}

}  // namespace
}  // namespace mingjing::render
