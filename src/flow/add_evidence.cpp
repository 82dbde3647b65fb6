// 登记证据: a staged upload becomes evidence by naming it and the digest it means (CONTRACTS 7). The bytes were taken
// into the content store before this command; a refused command leaves them without a name. APL 46.
// SPDX-License-Identifier: Apache-2.0
#include "domain/evidence/evidence_rules.h"
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

Status prepare(ActContext& context) {
  return context.body.text("upload_id").empty() ? Status{} : check_upload(context);
}

Status complete(ActContext& context) {
  cases::Evidence piece;
  piece.id = EvidenceId(context.work.new_id());
  piece.kind = cases::parse_evidence_kind(context.body.text("kind")).value();
  piece.name = context.body.text("name");
  piece.origin = context.body.text("origin");
  piece.proves = context.body.text("proves");
  piece.obtained_at = Instant::parse(context.body.text("obtained_at")).value_or(context.at());
  piece.officers = context.record.officers;
  piece.before_filing = evidence::is_before_filing(piece.obtained_at, context.draft.filed_on);
  if (context.staged) {
    piece.file_name = context.staged->file_name;
    piece.sha256 = context.staged->sha256;
    piece.size = context.staged->size;
    piece.media_type = context.staged->media_type;
    piece.sm3 = context.staged->sm3;
    context.event_data.set("sha256", piece.sha256);
    if (!piece.sm3.empty()) context.event_data.set("sm3", piece.sm3);
  }
  context.event_data.set("evidence", piece.id.text());
  context.answer.set("evidence_id", piece.id.text());
  context.draft.evidence.push_back(std::move(piece));
  return {};
}

}  // namespace

Status check_upload(ActContext& context) {
  if (!context.staged) return invalid("没有这个上传文件，可能已过期。请重新上传。", "upload_id");
  if (context.staged->sha256 != context.body.text("sha256")) {
    return refuse(ErrorCode::digest_mismatch, "文件内容与所报摘要不符。请重新上传，或核对摘要。", "sha256");
  }
  if (context.staged->size == 0) return invalid("这个文件是空的，没有内容。请检查设备或者存储卡，重新导出后再上传。", "upload_id");
  if (being_destroyed(context, context.staged->sha256)) {
    return invalid("内容相同的一份音像记录正在销毁，请过几分钟再登记。", "upload_id");
  }
  return {};
}

const Verb kAddEvidence{cases::Act::add_evidence, prepare, complete};

}  // namespace mingjing::flow
