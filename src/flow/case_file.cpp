// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "base/text.h"
#include "domain/documents/template.h"
#include "flow/case_forms.h"

namespace mingjing::flow {
namespace {

using documents::DocumentModel;

// In the order in which a case goes, forms and issued documents together.
constexpr std::array<std::string_view, 39> kOrder{
    "case_source",           "no_filing_approval",   "filing_approval",     "recusal_decision",      "on_site_record",
    "inquiry_record",        "preservation_approval", "preservation_notice", "preservation_disposal", "sampling_record",
    "expert_entrustment",    "correction_order",     "correction_recheck",  "service_address",       "term_approval",
    "transfer_approval",     "transfer_letter",      "filing_revocation",   "investigation_report",  "prior_notice",
    "hearing_right_notice",  "statement_record",     "hearing_notice",      "hearing_announcement",  "hearing_minutes",
    "hearing_report",        "review_submission",    "legal_review_opinion", "discussion_record",    "decision_approval",
    "penalty_decision",      "no_penalty_decision",  "service_receipt",     "deferral_approval",     "deferral_notice",
    "demand_notice",         "court_application",    "goods_disposal",      "closing_approval"};

std::size_t place_of(std::string_view template_id) {
  return static_cast<std::size_t>(std::find(kOrder.begin(), kOrder.end(), template_id) - kOrder.begin());
}

class File {
 public:
  File(ports::UnitOfWork& work, const cases::Case& c, bool with_documents)
      : work_(work), case_(c), with_documents_(with_documents) {}

  Status add(std::string_view piece) {
    const auto colon = piece.find(':');
    const auto name = piece.substr(0, colon);
    const auto id = colon == std::string_view::npos ? std::string_view() : piece.substr(colon + 1);
    if (name == "document") return add_document(id);
    const auto record = RecordId::parse(id);
    if (!id.empty() && !record) return refuse(ErrorCode::not_found, "本案没有这条办案记录，请从文书清单中选择。", "include");
    auto model = make_case_form(work_, case_, name, record.value_or(RecordId()));
    if (!model) return refuse(std::move(model.error()));
    models_.push_back(std::move(*model));
    return {};
  }

  void add_all() {
    for (const auto& form : case_forms(work_, case_)) {
      if (!form.missing.empty()) continue;
      if (auto model = make_case_form(work_, case_, form.template_id, form.record, form.party)) models_.push_back(std::move(*model));
    }
    if (!with_documents_) return;
    for (const auto& document : case_.documents) take(document);
  }

  std::vector<DocumentModel> in_order() {
    std::stable_sort(models_.begin(), models_.end(), [](const DocumentModel& a, const DocumentModel& b) {
      return place_of(a.template_id) < place_of(b.template_id);
    });
    return std::move(models_);
  }

 private:
  Status add_document(std::string_view id) {
    const auto parsed = DocumentId::parse(id);
    const auto* document = parsed && with_documents_ ? case_.document(*parsed) : nullptr;
    if (document == nullptr || !take(*document)) {
      return refuse(ErrorCode::not_found, "本案没有这份文书，或者您不能查看它，请从文书清单中选择。", "include");
    }
    return {};
  }

  bool take(const cases::Document& document) {
    const auto stored = work_.body(document.id.uuid());
    const auto json = stored ? parse_json(*stored) : Result<Json>(refuse(ErrorCode::not_found, {}, {}));
    if (!json) return false;
    auto model = documents::document_from_json(*json);
    if (!model) return false;
    models_.push_back(std::move(*model));
    return true;
  }

  ports::UnitOfWork& work_;
  const cases::Case& case_;
  bool with_documents_;
  std::vector<DocumentModel> models_;
};

}  // namespace

Result<std::vector<DocumentModel>> case_file(ports::UnitOfWork& work, const cases::Case& c,
                                             const std::vector<std::string>& chosen, bool with_documents) {
  const auto too_many = [] {
    return invalid("一次最多打印 " + std::to_string(kMostPrinted) + " 份文书，请分几次选择。", "include");
  };
  if (chosen.size() > kMostPrinted) return too_many();
  File file(work, c, with_documents);
  if (chosen.empty()) file.add_all();
  for (const auto& piece : chosen) {
    if (auto added = file.add(piece); !added) return refuse(std::move(added.error()));
  }
  auto models = file.in_order();
  if (models.empty()) return invalid("本案还没有可以打印的文书，请先补齐文书清单中缺少的内容。", "include");
  if (models.size() > kMostPrinted) return too_many();
  return models;
}

}  // namespace mingjing::flow
