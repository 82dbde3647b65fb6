// SPDX-License-Identifier: Apache-2.0
#include "workers/binder.h"

#include <algorithm>
#include <map>
#include <utility>

#include "domain/archive/completeness.h"
#include "domain/archive/metadata.h"
#include "render/pdf_document.h"

namespace mingjing::workers {
namespace {

using archive::PackagedFile;
using archive::Piece;
using flow::VolumePiece;

constexpr int kDrawnWidth = 1240;  // A4 at 150 dots an inch
constexpr int kDrawnPagesMax = 2000;
constexpr std::size_t kFirstBytesMax = 64u << 20;
constexpr std::string_view kDigestPrefix = "sha256:";

std::string hex(const ports::StoredFile& file) { return file.digest.substr(kDigestPrefix.size()); }

std::string extension_of(const std::string& name) {
  const auto dot = name.rfind('.');
  if (dot == std::string::npos || name.size() - dot > 6) return {};
  const auto out = name.substr(dot);
  const bool plain = std::all_of(out.begin() + 1, out.end(), [](unsigned char c) { return c < 0x80 && std::isalnum(c); });
  return plain ? out : std::string();
}

class Binder {
 public:
  Binder(const BinderServices& services, render::Fonts& fonts, const cases::Case& c, const archive::VolumeFacts& facts,
         const std::vector<VolumePiece>& pieces)
      : services_(services), fonts_(fonts), case_(c), facts_(facts), sources_(pieces) {}

  Result<cases::Sealing> run();

 private:
  Status count();
  Status count_drawn(const VolumePiece& source, Piece& piece, int& drawn, std::string& first_page);
  Status bind(const archive::PlannedVolume& planned);
  Status gather();
  void check();
  void store(std::string path, std::string name, std::string_view type, std::string_view bytes);
  void work() const {
    if (services_.still_at_work) services_.still_at_work();
  }

  const BinderServices& services_;
  render::Fonts& fonts_;
  const cases::Case& case_;
  archive::VolumeFacts facts_;
  const std::vector<VolumePiece>& sources_;
  std::vector<Piece> pieces_;
  std::vector<int> drawn_;  // pictures behind each piece
  std::vector<std::string> first_;  // the first of them, drawn to count them; empty: it is drawn again
  std::size_t first_bytes_ = 0;
  std::vector<std::string> unprinted_;
  std::vector<PackagedFile> files_;
  cases::Sealing sealing_;
};

Status Binder::count_drawn(const VolumePiece& source, Piece& piece, int& drawn, std::string& first_page) {
  if (!source.to_draw) return {};
  if (services_.pages == nullptr) return refuse(ErrorCode::unavailable, "这个进程不能画出证据的页面。");
  const auto opened = services_.files.open(std::string(kDigestPrefix) + source.sha256);
  if (!opened) return refuse(ErrorCode::digest_mismatch, "缺少文件：" + source.file_name);
  auto first = services_.pages->draw(*opened, {1, kDrawnWidth, true, {}});
  if (first) drawn = std::min(first->pages, kDrawnPagesMax);
  if (first && first_bytes_ + first->bytes.size() <= kFirstBytesMax) {
    first_bytes_ += first->bytes.size();
    first_page = std::move(first->bytes);
  }
  if (!first && first.error().code != ErrorCode::unsupported_type) return refuse(Error(first.error()));
  piece.pages += drawn;
  return {};
}

Status Binder::count() {
  for (const auto& source : sources_) {
    Piece piece = source.piece;
    int drawn = 0;
    std::string first_page;
    auto pages = render::count_pages(source.model, fonts_);
    if (!pages) return refuse(std::move(pages.error()));
    piece.pages = *pages;
    if (auto counted = count_drawn(source, piece, drawn, first_page); !counted) return counted;
    if (!source.sha256.empty() && source.piece.template_id.empty() && drawn == 0) {
      piece.remark = "存归档包";
      unprinted_.push_back(source.file_name);
    }
    pieces_.push_back(std::move(piece));
    drawn_.push_back(drawn);
    first_.push_back(std::move(first_page));
    work();
  }
  return {};
}

void Binder::store(std::string path, std::string name, std::string_view type, std::string_view bytes) {
  const auto stored = services_.files.put(bytes);
  files_.push_back({std::move(path), hex(stored), static_cast<std::int64_t>(stored.size), std::move(name), std::string(type), stored.sm3});
}

Status Binder::bind(const archive::PlannedVolume& planned) {
  const auto cover = archive::cover(facts_, planned), list = archive::catalogue(facts_, planned, pieces_),
             note = archive::note_sheet(facts_, planned);
  const auto name = archive::volume_name(planned.kind, planned.part, planned.parts);
  render::BoundBook book{facts_.case_no + " " + name, {&cover, &list}, {&note}, {}};
  for (const auto& placed : planned.pieces) {
    const auto& source = sources_[placed.piece];
    book.pieces.push_back({source.piece.title + source.piece.number, &source.model, drawn_[placed.piece],
                           [this, &source, &first = first_[placed.piece]](int page) -> Result<std::string> {
                             work();
                             if (page == 1 && !first.empty()) return std::exchange(first, {});
                             const auto opened = services_.files.open(std::string(kDigestPrefix) + source.sha256);
                             if (!opened) return refuse(ErrorCode::digest_mismatch, "缺少文件：" + source.file_name);
                             auto drawn = services_.pages->draw(*opened, {page, kDrawnWidth, true, {}});
                             if (drawn) return std::move(drawn->bytes);
                             if (drawn.error().code != ErrorCode::unsupported_type) return refuse(std::move(drawn.error()));
                             unprinted_.push_back(source.file_name + "第" + std::to_string(page) + "页");
                             return std::string();
                           }});
  }
  const auto bound = render::bind_book(book, fonts_);
  if (!bound) return refuse(Error(bound.error()));
  cases::SealedVolume out;
  out.n = static_cast<std::int64_t>(sealing_.volumes.size()) + 1;
  out.kind = planned.kind;
  out.part = planned.part;
  out.parts = planned.parts;
  out.sheets = bound->pages;
  out.pages = planned.pages;
  for (const auto& placed : planned.pieces) {
    const auto& piece = pieces_[placed.piece];
    out.entries.push_back({piece.title, piece.number, piece.at.date(), placed.first_page, placed.last_page});
  }
  store("volumes/" + std::string(cases::kVolumeKinds[static_cast<std::size_t>(planned.kind)].id) + "-" + std::to_string(planned.part) + ".pdf",
        name + ".pdf", "application/pdf", bound->bytes);
  out.sha256 = files_.back().sha256;
  out.size = files_.back().size;
  sealing_.volumes.push_back(std::move(out));
  return {};
}

// The originals, each read again before it is relied on.
Status Binder::gather() {
  std::map<std::string, bool> known;
  for (const auto& source : sources_) {
    if (source.sha256.empty() || !known.emplace(source.sha256, true).second) continue;
    std::string sm3;
    switch (services_.files.check(std::string(kDigestPrefix) + source.sha256, source.sm3.empty() ? nullptr : &sm3)) {
      case ports::FileCheck::intact:
        if (sm3 == source.sm3) break;
        return refuse(ErrorCode::digest_mismatch, "文件与登记的 SM3 摘要不符：" + source.file_name + "，请先运行 mingjing verify 查明原因。");
      case ports::FileCheck::missing:
        return refuse(ErrorCode::digest_mismatch, "缺少文件：" + source.file_name + "，存储巡检找回后再封存。");
      case ports::FileCheck::altered:
        return refuse(ErrorCode::digest_mismatch, "文件与登记的摘要不符：" + source.file_name + "，存储巡检改正后再封存。");
    }
    std::string number = std::to_string(known.size());
    number.insert(0, 4 - std::min<std::size_t>(number.size(), 4), '0');
    files_.push_back({"files/" + number + extension_of(source.file_name), source.sha256, source.size, source.file_name, source.media_type, source.sm3});
    work();
  }
  return {};
}

void Binder::check() {
  const auto add = [&](std::size_t which, std::vector<std::pair<bool, std::string>> looked) {
    cases::ArchiveCheck out{std::string(cases::kArchiveChecks[which].first), true, {}};
    for (auto& [good, text] : looked) {
      out.passed = out.passed && good;
      out.lines.push_back((good ? "符合：" : "不符：") + text);
    }
    sealing_.checks.push_back(std::move(out));
  };
  std::int64_t originals = 0, pieces = 0, last_pages = 0, numbered = 0;
  const auto altered = std::count_if(sources_.begin(), sources_.end(), [](const auto& s) { return s.altered; });
  for (const auto& file : files_) originals += file.path.starts_with("files/") ? 1 : 0;
  for (const auto& volume : sealing_.volumes) {
    pieces += static_cast<std::int64_t>(volume.entries.size());
    last_pages += volume.entries.empty() ? 0 : volume.entries.back().last_page;
    numbered += volume.pages;
  }
  const auto missing = archive::missing_of(archive::check_record(case_));
  add(0, {{altered == 0, std::to_string(case_.documents.size()) + " 份文书与作出时登记的摘要一致"},
          {true, std::to_string(originals) + " 个原件重新读取，与登记的摘要一致"}});
  std::vector<std::pair<bool, std::string>> whole{
      {pieces == static_cast<std::int64_t>(sources_.size()), "卷内文件 " + std::to_string(pieces) + " 件，应有 " + std::to_string(sources_.size()) + " 件"},
      {last_pages == numbered, "页号连续，共 " + std::to_string(numbered) + " 页"}};
  if (missing.empty()) whole.emplace_back(true, "四个环节的记录齐全");
  for (const auto& what : missing) whole.emplace_back(false, what);
  add(1, std::move(whole));
  std::vector<std::pair<bool, std::string>> usable;
  for (const auto& volume : sealing_.volumes) {
    const auto opened = services_.pages ? services_.files.open(std::string(kDigestPrefix) + volume.sha256) : nullptr;
    const auto last = opened ? services_.pages->draw(*opened, {static_cast<int>(volume.sheets), 200, false, {}})
                             : Result<ports::DrawnPage>(refuse(ErrorCode::unavailable, {}));
    const auto name = archive::volume_name(volume.kind, static_cast<int>(volume.part), static_cast<int>(volume.parts));
    if (services_.pages == nullptr) usable.emplace_back(true, name + " " + std::to_string(volume.sheets) + " 页，制成时没有打开检查");
    else usable.emplace_back(last && last->pages == volume.sheets, name + "能够打开，共 " + std::to_string(volume.sheets) + " 页");
  }
  if (unprinted_.empty()) usable.emplace_back(true, "卷内文件都能打印");
  else usable.emplace_back(true, std::to_string(unprinted_.size()) + " 处不能打印，以说明页代替，原件存归档包");
  add(2, std::move(usable));
  add(3, {{!facts_.retention.empty(), "保管期限：" + facts_.retention},
          {true, "密级：" + facts_.secrecy + "；隐私：" + facts_.privacy},
          {true, "内部材料和已排除的证据放在副卷"},
          {true, "外来的图片和 PDF 在封闭的子进程里画成图片，案卷里没有外来程序"}});
}

Result<cases::Sealing> Binder::run() {
  const auto archived = std::find_if(case_.records.rbegin(), case_.records.rend(),
                                     [](const auto& r) { return r.act == cases::Act::archive_case; });
  if (archived == case_.records.rend()) return invalid("案件没有归档。");
  sealing_.at = archived->recorded_at;
  sealing_.left_out = flow::left_out(case_);
  const auto missing = archive::missing_of(archive::check_record(case_));
  facts_.completeness = missing.empty() ? "四个环节的记录齐全。" : "四个环节的记录缺少 " + std::to_string(missing.size()) + " 项，见四性检测。";
  if (auto counted = count(); !counted) return refuse(Error(counted.error()));
  for (const auto& planned : archive::VolumeRules::built_in().plan(pieces_)) {
    if (auto bound = bind(planned); !bound) return refuse(Error(bound.error()));
    work();
  }
  if (auto gathered = gather(); !gathered) return refuse(Error(gathered.error()));
  check();
  const auto described = files_;
  store(std::string(archive::kMetadataFile), "元数据", "application/xml", archive::metadata_xml(facts_, sealing_, described));
  store(std::string(archive::kChecksFile), "四性检测", "text/plain", archive::checks_text(facts_, sealing_));
  if (const auto sm3 = archive::sm3_digests_text(files_); !sm3.empty())
    store(std::string(archive::kSm3DigestsFile), "SM3 摘要清单", "text/plain", sm3);
  const auto digests = services_.files.put(archive::digests_text(files_));
  sealing_.manifest_sha256 = hex(digests);
  sealing_.files = static_cast<std::int64_t>(files_.size());
  for (const auto& file : files_) sealing_.bytes += file.size;
  return std::move(sealing_);
}

}  // namespace

Result<cases::Sealing> bind_volume(const BinderServices& services, render::Fonts& fonts, const cases::Case& c,
                                   const archive::VolumeFacts& facts, const std::vector<flow::VolumePiece>& pieces) {
  return Binder(services, fonts, c, facts, pieces).run();
}

}  // namespace mingjing::workers
