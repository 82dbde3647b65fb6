// 文书制成: what the rendering job found, recorded before the document can be served or published. APL 47.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

Status prepare(ActContext& context) {
  const auto id = DocumentId::parse(context.body.text("document_id"));
  if (!id || context.draft.document(*id) == nullptr) return invalid("没有这份文书。", "document_id");
  return {};
}

Status complete(ActContext& context) {
  const auto id = DocumentId::parse(context.body.text("document_id"));
  auto& documents = context.draft.documents;
  auto document = std::find_if(documents.begin(), documents.end(), [&](const auto& d) { return d.id == *id; });
  document->status = "rendered";
  document->file_sha256 = context.body.text("file_sha256");
  document->file_sm3 = context.body.text("file_sm3");
  document->size = context.body.integer("size");
  document->pages = context.body.integer("pages");
  context.event_data.set("document", document->id.text());
  context.event_data.set("file_sha256", document->file_sha256);
  if (!document->file_sm3.empty()) context.event_data.set("file_sm3", document->file_sm3);
  return {};
}

}  // namespace

const Verb kDocumentRendered{cases::Act::document_rendered, prepare, complete};

}  // namespace mingjing::flow
