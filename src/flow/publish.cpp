// 公示: proposed by one person, approved by another; withheld on a lawful ground; taken down with its reason. The public
// model is masked, never covered; what is published is exact bytes whose digest goes into the log. APL 48, 50.
// SPDX-License-Identifier: Apache-2.0
#include "base/bytes.h"
#include "crypto/hash.h"
#include "crypto/random.h"
#include "domain/disclosure/display.h"
#include "domain/disclosure/leak_scan.h"
#include "domain/disclosure/publication_json.h"
#include "flow/document_facts.h"
#include "flow/public_model.h"
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

using cases::PublicationState;

Status complete_proposal(ActContext& context) {
  auto& draft = context.draft;
  auto masked = mask_decision(context);
  if (!masked) return tl::make_unexpected(std::move(masked.error()));
  auto& publication = draft.publication;
  publication.state = PublicationState::proposed;
  publication.proposed_by = context.work.actor().user;
  publication.proposed_at = context.at();

  // The masked document is a document of its own: committed here, rendered by a job, named in the public files.
  const std::string bytes = canonical(documents::to_json(masked->model));
  cases::Document document;
  document.id = DocumentId(context.work.new_id());
  document.template_id = kPublicDocument;
  document.title = "公开文本";
  document.number = draft.decision->number;
  document.model_sha256 = to_hex(crypto::sha256(bytes));
  document.record = context.record.id;
  context.work.put_body(document.id.uuid(), bytes);
  if (!context.services.publish_without_files) {
    context.work.queue(ports::NewJob{
        "render_document", Json::object({{"case", draft.id.text()}, {"document", document.id.text()}}), Instant{}});
  }
  Json removals(Json::Array{});
  for (const auto& r : masked->removals) {
    removals.push(Json::object({{"rule", r.rule}, {"name", r.name}, {"citation", r.citation}, {"where", r.where},
                                {"replacement", r.replacement}, {"count", static_cast<std::int64_t>(r.count)}}));
  }
  publication.model = Json::object({{"document", document.id.text()}, {"removals", std::move(removals)}});
  if (auto summary = context.body.text("facts_summary"); !summary.empty()) publication.model.set("facts", summary);
  if (auto until = context.body.text("display_until"); !until.empty()) publication.model.set("display_until", until);
  draft.documents.push_back(std::move(document));

  auto described = describe_publication(context, masked->model, {});
  if (!described) return tl::make_unexpected(std::move(described.error()));
  publication.findings.clear();
  for (const auto& reason : disclosure::leak_reasons(
           disclosure::leak_scan(disclosure::readable_text(*described), leak_scope(context, masked->values)))) {
    publication.findings.push_back(reason.message);
  }
  context.event_data.set("findings", static_cast<std::int64_t>(publication.findings.size()));
  return {};
}

Status complete_approval(ActContext& context) {
  auto& draft = context.draft;
  auto& publication = draft.publication;
  const auto id = DocumentId::parse(publication.model.text("document"));
  const auto* document = id ? draft.document(*id) : nullptr;
  const auto stored = id ? context.work.body(id->uuid()) : std::nullopt;
  MJ_CHECK(document != nullptr && stored.has_value());
  std::vector<disclosure::PublicFile> files;
  if (document->status == "rendered") {
    files.push_back({"decision.pdf", document->file_sha256, document->size});
  } else if (!context.services.publish_without_files) {
    return refuse(Error{ErrorCode::invalid,
                        "公开文本还在制作，通常几秒内完成。请稍后再批准。",
                        {},
                        {{"public_document_rendered", "公开文本还在制作，通常几秒内完成。请稍后再批准。", {}, {}}},
                        {}});
  }
  const auto model = documents::document_from_json(*parse_json(*stored));
  MJ_CHECK(model.has_value());
  auto described = describe_publication(context, *model, std::move(files));
  if (!described) return tl::make_unexpected(std::move(described.error()));
  described->salt = crypto::random_bytes(32);
  auto bytes = disclosure::publication_json(*described);
  if (!bytes) return tl::make_unexpected(std::move(bytes.error()));
  const std::string digest = to_hex(crypto::sha256(*bytes));
  publication.state = PublicationState::approved;
  publication.approved_by = context.work.actor().user;
  publication.approved_at = context.at();
  publication.public_sha256 = digest;
  context.work.put_public_body(draft.decision->id.uuid(), 0, *bytes);
  context.leaves.push_back(
      {"publication", draft.decision->id.uuid(), draft.decision->id.uuid(), Json::object({{"digest", "sha256:" + digest}})});
  context.event_data.set("decision", draft.decision->id.text());
  context.event_data.set("digest", "sha256:" + digest);
  return {};
}

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

Status complete_takedown(ActContext& context) {
  auto& publication = context.draft.publication;
  publication.state = PublicationState::taken_down;
  publication.takedown_reason = context.body.text("reason");
  publication.takedown_text = context.body.text("text");
  publication.taken_down_at = context.at();
  context.leaves.push_back({"takedown", context.work.new_id(), context.draft.decision->id.uuid(),
                            Json::object({{"reason", publication.takedown_reason}})});
  // The tombstone's words travel to the portal beside the entry; they name no party (checked by the leak scan).
  const auto leaks = disclosure::leak_scan(publication.takedown_text, leak_scope(context, party_values(context.draft)));
  if (!leaks.empty()) {
    auto reasons = disclosure::leak_reasons(leaks);
    const std::string message = reasons.front().message;
    return refuse(Error{ErrorCode::invalid, message, "text", std::move(reasons), {}});
  }
  context.work.put_public_body(context.draft.decision->id.uuid(), -1, tombstone_json(context));
  context.event_data.set("reason", publication.takedown_reason);
  return {};
}

}  // namespace

const Verb kProposePublication{cases::Act::propose_publication, nullptr, complete_proposal};
const Verb kApprovePublication{cases::Act::approve_publication, nullptr, complete_approval};
const Verb kWithholdPublication{cases::Act::withhold_publication, prepare_withholding, complete_withholding};
const Verb kTakeDownPublication{cases::Act::take_down_publication, nullptr, complete_takedown};

}  // namespace mingjing::flow
