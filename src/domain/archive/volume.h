// The case volume 「案卷」 of one case: which pieces belong to it, in which order, in the main volume 「正卷」 or the secondary
// one 「副卷」, and how they are split where there are more than two hundred pages. The rules are data
// (data/archive/volume_rules.json). Pure: how many pages a piece fills is told by whoever sets it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "domain/cases/archive.h"
#include "domain/cases/case.h"
#include "domain/documents/document_model.h"

namespace mingjing::archive {

// A piece of the file: a form, an issued document, or a piece of evidence.
struct Piece {
  std::string template_id;  // empty: evidence
  std::string of_act;       // of a receipt of service: the act it belongs to
  bool excluded = false;    // 已排除的证据
  std::string title;
  std::string number;       // 文号
  std::string author;       // 责任者
  Instant at;               // of the act, of obtaining
  int pages = 1;
  std::string remark;       // e.g. 存归档包
};

struct PlacedPiece {
  std::size_t piece = 0;  // index into what was given
  int first_page = 0, last_page = 0;
};

struct PlannedVolume {
  cases::VolumeKind kind = cases::VolumeKind::main;
  int part = 1, parts = 1;  // 第几册，共几册, of this kind
  int pages = 0;            // numbered ones: cover, catalogue and note sheet bear no number
  std::vector<PlacedPiece> pieces;
};

class VolumeRules {
 public:
  static const VolumeRules& built_in();
  static Result<VolumeRules> parse(std::string_view json);
  // Main volumes first. A piece stays whole: one that alone is over the limit fills a volume of its own. What no group
  // names comes last in the secondary volume, so that nothing is left out and nothing internal shown.
  std::vector<PlannedVolume> plan(const std::vector<Piece>& pieces) const;
  // Where a template belongs; empty when no group names it.
  std::optional<cases::VolumeKind> volume_of(std::string_view template_id) const;
  int pages_max() const { return pages_max_; }
  const std::string& citation() const { return citation_; }

 private:
  struct Group {
    std::string id, name, receipts_of;
    cases::VolumeKind kind = cases::VolumeKind::main;
    std::vector<std::string> templates;
    bool evidence = false, excluded = false;
  };
  // Place in the order: group, then template within it.
  std::pair<std::size_t, std::size_t> place_of(const Piece& piece) const;
  cases::VolumeKind kind_of(const Piece& piece) const;

  std::vector<Group> groups_;
  int pages_max_ = 200;
  std::string citation_;
};

// Cover, catalogue 「卷内文件目录」 and note sheet 「备考表」 of a volume.
struct VolumeFacts {
  std::string agency, case_name, case_no, decision_number, handlers;
  std::string archive_no, retention, secrecy, privacy, location;
  std::optional<Date> filed_on, closed_on;
  Date archived_on;
  std::string completeness;  // 四个环节记录齐全。 or what is missing
};
VolumeFacts volume_facts(const cases::Case& c, std::string agency);

documents::DocumentModel cover(const VolumeFacts& facts, const PlannedVolume& volume);
documents::DocumentModel catalogue(const VolumeFacts& facts, const PlannedVolume& volume, const std::vector<Piece>& pieces);
documents::DocumentModel note_sheet(const VolumeFacts& facts, const PlannedVolume& volume);
// A page that stands for a file that cannot be printed: sound, film, other formats.
documents::DocumentModel slip(const VolumeFacts& facts, const cases::Evidence& piece);
// `of` names the step it shows; `original` says where the file is, or that it is not kept with the volume.
documents::DocumentModel slip(const VolumeFacts& facts, const cases::Recording& recording, std::string_view of, std::string_view original);

// 正卷, 正卷第1册（共2册）
std::string volume_name(cases::VolumeKind kind, int part, int parts);

}  // namespace mingjing::archive
