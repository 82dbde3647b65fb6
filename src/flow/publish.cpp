// 公示: proposed by one person, approved by another; corrected by a publication of its own that takes the former one's
// place; sent back to be mended; withheld on a lawful ground. The public model is masked, never covered; what is published
// is exact bytes whose digest goes into the log. APL 48, 50; 政府信息公开条例 41. SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/bytes.h"
#include "crypto/hash.h"
#include "crypto/random.h"
#include "domain/disclosure/leak_scan.h"
#include "domain/disclosure/publication_json.h"
#include "flow/document_facts.h"
#include "flow/leak_findings.h"
#include "flow/money.h"
#include "flow/public_model.h"
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

using cases::Publication;
using cases::PublicationState;

// ---- 提请 ------------------------------------------------------------------------------------------------------------

Json removals_json(const std::vector<disclosure::Removal>& removals) {
  Json out(Json::Array{});
  for (const auto& r : removals) {
    out.push(Json::object({{"rule", r.rule}, {"name", r.name}, {"citation", r.citation}, {"where", r.where},
                           {"replacement", r.replacement}, {"count", static_cast<std::int64_t>(r.count)}}));
  }
  return out;
}

// The masked document is a document of its own: committed here, rendered by a job, named in the public files.
DocumentId commit_masked(ActContext& context, const documents::DocumentModel& model) {
  const std::string bytes = canonical(documents::to_json(model));
  cases::Document document;
  document.id = DocumentId(context.work.new_id());
  document.template_id = kPublicDocument;
  document.title = "公开文本";
  document.number = context.draft.decision->number;
  document.model_sha256 = to_hex(crypto::sha256(bytes));
  document.record = context.record.id;
  context.work.put_body(document.id.uuid(), bytes);
  if (!context.services.publish_without_files) {
    context.work.queue(ports::NewJob{
        "render_document", Json::object({{"case", context.draft.id.text()}, {"document", document.id.text()}}), Instant{}});
  }
  context.draft.documents.push_back(document);
  return document.id;
}

// What still looks personal in the public text as it would stand now.
Result<std::vector<disclosure::Leak>> scan(ActContext& context, const Publication& publication,
                                           const documents::DocumentModel& model, std::vector<std::string> removed) {
  auto described = describe_publication(context, publication, model, {});
  if (!described) return tl::make_unexpected(std::move(described.error()));
  return disclosure::leak_scan(disclosure::readable_text(*described), leak_scope(context, std::move(removed)));
}

// Takes over the findings, each with the answer it had; what was answered stands no more.
std::vector<disclosure::Leak> note(Publication& publication, const std::vector<disclosure::Leak>& leaks) {
  auto standing = note_findings(publication.leaks, leaks);
  publication.findings.clear();
  for (const auto& reason : disclosure::leak_reasons(standing)) publication.findings.push_back(reason.message);
  return standing;
}

Status check_display(ActContext& context) {
  const auto until = Date::parse(context.body.text("display_until"));
  if (!until) return {};
  const auto term = display_of(context.draft);
  if (*until < context.on()) return invalid("公示截止日期早于今天，请核对。", "display_until");
  if (*until > term.until) {
    return invalid("公示截止日期不能晚于最长公示期：" + term.working + "。", "display_until");
  }
  return {};
}

// Masks, commits, scans; the same for a first publication and for a correction.
Status propose(ActContext& context, Publication& publication) {
  if (auto checked = check_display(context); !checked) return checked;
  publication.hidden = context.body.text("hide");
  auto masked = mask_decision(context, publication);
  if (!masked) return tl::make_unexpected(std::move(masked.error()));
  publication.state = PublicationState::proposed;
  publication.return_reason.clear();
  publication.returned_at.reset();
  publication.proposed_by = context.work.actor().user;
  publication.proposed_at = context.at();
  const auto document = commit_masked(context, masked->model);
  publication.model = Json::object({{"document", document.text()}, {"removals", removals_json(masked->removals)}});
  if (auto summary = context.body.text("facts_summary"); !summary.empty()) publication.model.set("facts", summary);
  if (auto until = context.body.text("display_until"); !until.empty()) publication.model.set("display_until", until);
  publication.leaks.clear();
  auto leaks = scan(context, publication, masked->model, masked->values);
  if (!leaks) return tl::make_unexpected(std::move(leaks.error()));
  note(publication, *leaks);
  context.event_data.set("findings", static_cast<std::int64_t>(leaks->size()));
  if (const auto term = display_of(context.draft); !term.shown) {
    context.advanced.notes.push_back({"slight_not_displayed",
                                      "这项处罚属于" + term.severity_name + "，原则上不在信用网站公示；本平台的公示期：" + term.working +
                                          "。不具有一定社会影响的，也可以办理“依法不予公示”。",
                                      "《行政处罚法》第四十八条第一款", {}});
  }
  return {};
}

Status complete_proposal(ActContext& context) { return propose(context, context.draft.publication); }

// A correction has an address of its own; the former publication stays until this one is approved.
Status complete_correction(ActContext& context) {
  auto& draft = context.draft;
  Publication next;
  next.id = draft.correction ? draft.correction->id : DecisionId(context.work.new_id());
  next.replaces = draft.public_id();
  next.correction_reason = context.body.text("reason");
  if (auto proposed = propose(context, next); !proposed) return proposed;
  draft.correction = std::move(next);
  context.event_data.set("replaces", draft.public_id().text());
  return {};
}

// ---- 批准 ------------------------------------------------------------------------------------------------------------

// 误报: each answer names a finding by kind, line and column. What the case knows to be personal is none.
Status prepare_approval(ActContext& context) {
  auto* publication = context.draft.proposed_publication();
  if (publication == nullptr) return {};
  if (auto answered = answer_findings(publication->leaks, context.body, context.work.actor().user,
                                      "本案已知不得公开的内容不能作为误报，请隐去后重新提请。");
      !answered)
    return answered;
  if (publication->leaks.empty()) return {};
  publication->findings.clear();
  for (const auto& leak : publication->leaks) {
    if (leak.false_alarm.empty()) publication->findings.push_back(leak.sentence);
  }
  return {};
}

Status still_being_made() {
  const std::string message = "公开文本还在制作，通常几秒内完成。请稍后再批准。";
  return refuse(Error{ErrorCode::invalid, message, {}, {{"public_document_rendered", message, {}, {}}}, {}});
}

// What the case knows may have grown since the proposal, so the text is looked at once more.
Status look_again(ActContext& context, Publication& publication, const documents::DocumentModel& model) {
  auto masked = mask_decision(context, publication);
  if (!masked) return tl::make_unexpected(std::move(masked.error()));
  auto leaks = scan(context, publication, model, masked->values);
  if (!leaks) return tl::make_unexpected(std::move(leaks.error()));
  return refuse_findings(note(publication, *leaks));
}

// The correction takes the place of what it corrects, which is gone from its address in the same step.
void replace_former(ActContext& context) {
  auto& draft = context.draft;
  cases::PastPublication past;
  past.id = draft.public_id();
  past.decision = draft.decision->id;
  past.replaced_by = draft.correction->id;
  past.ended_at = context.at();
  past.publication = std::move(draft.publication);
  past.publication.hidden.clear();
  if (past.publication.state == PublicationState::approved) {
    past.publication.state = PublicationState::taken_down;
    past.publication.takedown_reason = "corrected";
    past.publication.taken_down_at = context.at();
  }
  draft.past_publications.push_back(std::move(past));
  draft.publication = std::move(*draft.correction);
  draft.correction.reset();
  draft.decision->updates = 0;
}

Status complete_approval(ActContext& context) {
  auto& draft = context.draft;
  const auto* proposed = draft.proposed_publication();
  const auto id = DocumentId::parse(proposed->model.text("document"));
  const auto* document = id ? draft.document(*id) : nullptr;
  const auto stored = id ? context.work.body(id->uuid()) : std::nullopt;
  MJ_CHECK(document != nullptr && stored.has_value());
  std::vector<disclosure::PublicFile> files;
  if (document->status == "rendered") {
    files.push_back({"decision.pdf", document->file_sha256, document->size});
  } else if (!context.services.publish_without_files) {
    return still_being_made();
  }
  const auto model = documents::document_from_json(*parse_json(*stored));
  MJ_CHECK(model.has_value());
  if (auto clean = look_again(context, *draft.proposed_publication(), *model); !clean) return clean;
  const bool correction = draft.correction.has_value();
  if (correction) replace_former(context);
  auto& publication = draft.publication;
  auto described = describe_publication(context, publication, *model, std::move(files));
  if (!described) return tl::make_unexpected(std::move(described.error()));
  described->salt = crypto::random_bytes(32);
  auto bytes = disclosure::publication_json(*described);
  if (!bytes) return tl::make_unexpected(std::move(bytes.error()));
  const std::string digest = to_hex(crypto::sha256(*bytes));
  publication.state = PublicationState::approved;
  publication.approved_by = context.work.actor().user;
  publication.approved_at = context.at();
  publication.public_sha256 = digest;
  publication.shown_until = described->display_until;
  const auto address = draft.public_id().uuid();
  context.work.put_public_body(address, 0, *bytes);
  Json members = Json::object({{"digest", "sha256:" + digest}});
  if (correction) members.set("replaces_id", publication.replaces.text());
  context.leaves.push_back({"publication", address, address, std::move(members)});
  context.event_data.set("decision", draft.decision->id.text());
  context.event_data.set("publication", draft.public_id().text());
  context.event_data.set("digest", "sha256:" + digest);
  // What was published of its performance stood at the former address.
  if (correction && !draft.decision->performance.empty()) {
    publish_update(context, "performance", draft.decision->performance, performance_zh(draft.decision->performance),
                   context.on(), {});
  }
  return {};
}

// ---- 退回 ------------------------------------------------------------------------------------------------------------

// The text stays as it was proposed, so that whoever mends it sees what was found wanting.
Status complete_return(ActContext& context) {
  auto& publication = *context.draft.proposed_publication();
  publication.state = PublicationState::returned;
  publication.return_reason = context.body.text("reason");
  publication.returned_at = context.at();
  return {};
}

// ---- 依法不予公示 ----------------------------------------------------------------------------------------------------

// The ground for what fell before it was ever shown is for such a decision alone.
Status prepare_withholding(ActContext& context) {
  const auto& decision = context.draft.decision;
  if (context.body.text("ground") != "overturned" || (decision && !decision->overturned.empty())) return {};
  return invalid("决定没有被撤销、变更、确认违法或者确认无效，请选择其他依据。", "ground");
}

Status complete_withholding(ActContext& context) {
  auto& draft = context.draft;
  draft.publication.state = PublicationState::withheld;
  draft.publication.ground = context.body.text("ground");
  draft.publication.approved_by = context.work.actor().user;
  draft.publication.approved_at = context.at();
  // Commits to the decision without showing it: an auditor opens it with the salt (CONTRACTS 3).
  const auto decided = context.work.event_body(*context.aggregate, "decide");
  MJ_CHECK(decided.has_value());
  const std::string salt = crypto::random_bytes(32);
  draft.publication.withheld_salt = to_hex(salt);
  const std::string commit = crypto::sha256("mingjing/withheld/v1\n" + salt + *decided);
  context.leaves.push_back({"withheld", draft.decision->id.uuid(), draft.decision->id.uuid(),
                            Json::object({{"commit", "sha256:" + to_hex(commit)}, {"ground", draft.publication.ground}})});
  context.event_data.set("ground", draft.publication.ground);
  return {};
}

}  // namespace

const Verb kProposePublication{cases::Act::propose_publication, nullptr, complete_proposal};
const Verb kCorrectPublication{cases::Act::correct_publication, nullptr, complete_correction};
const Verb kApprovePublication{cases::Act::approve_publication, prepare_approval, complete_approval};
const Verb kReturnPublication{cases::Act::return_publication, nullptr, complete_return};
const Verb kWithholdPublication{cases::Act::withhold_publication, prepare_withholding, complete_withholding};

}  // namespace mingjing::flow
