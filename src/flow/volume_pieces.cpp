// SPDX-License-Identifier: Apache-2.0
#include "flow/volume_pieces.h"

#include <algorithm>

#include "base/bytes.h"
#include "crypto/hash.h"
#include "domain/evidence/retention.h"
#include "flow/case_forms.h"

namespace mingjing::flow {
namespace {

Instant when(const cases::Case& c, const CaseForm& form, const documents::DocumentModel& model) {
  if (form.occurred_at) return *form.occurred_at;
  return model.date ? Instant::beijing(*model.date) : c.reported_at;
}

void add_forms(ports::UnitOfWork& work, const cases::Case& c, std::vector<VolumePiece>& out) {
  for (const auto& form : case_forms(work, c)) {
    if (!form.missing.empty()) continue;
    if (form.template_id == "service_address" && !form.occurred_at) continue;  // nothing was served: there was nobody to ask
    auto model = make_case_form(work, c, form.template_id, form.record, form.party);
    if (!model) continue;
    VolumePiece made;
    made.piece.template_id = form.template_id;
    if (const auto* record = c.record(form.record)) made.piece.of_act = cases::to_string(record->act);
    made.piece.title = form.name;
    made.piece.author = model->agency;
    made.piece.at = when(c, form, *model);
    made.model = std::move(*model);
    out.push_back(std::move(made));
  }
}

void add_documents(ports::UnitOfWork& work, const cases::Case& c, std::vector<VolumePiece>& out) {
  for (const auto& document : c.documents) {
    const auto stored = work.body(document.id.uuid());
    const auto json = stored ? parse_json(*stored) : refuse(ErrorCode::not_found, "没有文书内容。");
    auto model = json ? documents::document_from_json(*json) : refuse(Error(json.error()));
    if (!model) throw Unavailable("the text of a document cannot be read: " + document.id.text());
    VolumePiece made;
    made.piece.template_id = document.template_id;
    made.piece.title = document.title;
    made.piece.number = document.number;
    made.piece.author = model->agency;
    const auto* record = c.record(document.record);
    made.piece.at = record ? record->occurred_at : model->date ? Instant::beijing(*model->date) : c.reported_at;
    made.model = std::move(*model);
    made.altered = to_hex(crypto::sha256(*stored)) != document.model_sha256;
    made.sha256 = document.file_sha256;
    made.sm3 = document.file_sm3;
    made.size = document.size;
    made.file_name = document.title + document.number + ".pdf";
    made.media_type = "application/pdf";
    out.push_back(std::move(made));
  }
}

void add_evidence(const cases::Case& c, const archive::VolumeFacts& facts, std::vector<VolumePiece>& out) {
  for (const auto& evidence : c.evidence) {
    VolumePiece made;
    made.piece.excluded = evidence.excluded;
    made.piece.title = "证据：" + evidence.name;
    made.piece.author = evidence.origin;
    made.piece.at = evidence.obtained_at;
    made.model = archive::slip(facts, evidence);
    made.sha256 = evidence.sha256;
    made.sm3 = evidence.sm3;
    made.size = evidence.size;
    made.file_name = evidence.file_name;
    made.media_type = evidence.media_type;
    const bool drawn = evidence.media_type.starts_with("image/") || evidence.media_type == "application/pdf";
    made.to_draw = drawn && !evidence.sha256.empty();
    out.push_back(std::move(made));
  }
}

std::string_view where(const cases::Recording& recording, bool packed) {
  if (packed) return "存归档包，可用摘要核对。";
  return recording.is_destroyed() ? "已按规定销毁，只留销毁登记。" : "保管六个月，不装入归档包，可用摘要核对。";
}

void add_recordings(const cases::Case& c, const archive::VolumeFacts& facts, std::vector<VolumePiece>& out) {
  const auto outside = left_out(c);
  for (const auto& recording : c.recordings) {
    const auto* record = c.record(recording.of);
    const std::string_view of = record ? cases::name_zh(record->act) : std::string_view();
    const bool packed = std::find(outside.begin(), outside.end(), recording.id.text()) == outside.end();
    VolumePiece made;
    made.piece.title = "音像记录：" + std::string(of);
    made.piece.author = facts.agency;
    made.piece.at = recording.started_at;
    made.model = archive::slip(facts, recording, of, where(recording, packed));
    if (packed) {
      made.sha256 = recording.sha256;
      made.sm3 = recording.sm3;
    }
    made.size = recording.size;
    made.file_name = recording.file_name;
    made.media_type = recording.media_type;
    out.push_back(std::move(made));
  }
}

}  // namespace

std::vector<VolumePiece> volume_pieces(ports::UnitOfWork& work, const cases::Case& c, const archive::VolumeFacts& facts) {
  std::vector<VolumePiece> out;
  add_forms(work, c, out);
  add_documents(work, c, out);
  add_evidence(c, facts, out);
  add_recordings(c, facts, out);
  return out;
}

std::vector<std::string> left_out(const cases::Case& c) {
  std::vector<std::string> out;
  for (const auto& recording : c.recordings) {
    const bool brief = evidence::retention_of(c, recording).kept_for == cases::KeptFor::six_months;
    if (brief || recording.is_destroyed()) out.push_back(recording.id.text());
  }
  return out;
}

Status seal_volume(ports::UnitOfWork& work, CaseId id, const cases::Sealing& sealing) {
  auto aggregate = work.open(ports::kind::enforcement_case, id.uuid(), std::nullopt);
  if (!aggregate) return refuse(std::move(aggregate.error()));
  const auto before = cases::Case::from_parts(id, aggregate->parts);
  if (!before) return refuse(Error(before.error()));
  if (before->stage() != cases::Stage::archived) return invalid("案件没有归档，不能封存案卷。");
  if (before->sealing) return refuse(ErrorCode::conflict, "案卷已经封存。");
  cases::Case sealed = *before;
  sealed.sealing = sealing;
  auto changes = sealed.changes_since(*before);
  for (auto& part : changes.changed) work.put(*aggregate, std::move(part));
  work.append(*aggregate, {std::string(kVolumeSealed),
                           Json::object({{"manifest", "sha256:" + sealing.manifest_sha256},
                                         {"volumes", static_cast<std::int64_t>(sealing.volumes.size())},
                                         {"files", sealing.files},
                                         {"passed", sealing.passed()}}),
                           work.now()});
  return {};
}

}  // namespace mingjing::flow
