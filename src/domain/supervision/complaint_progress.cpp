// SPDX-License-Identifier: Apache-2.0
#include "domain/cases/part_io.h"
#include "domain/supervision/complaint.h"

namespace mingjing::supervision {
namespace {

template <class Io, class Progress>
void progress_fields(Io& io, Progress& v) {
  io("state", v.state);
  io("kind", v.kind);
  io("agency", v.agency);
  io.structs("steps", v.steps, [](auto& inner, ComplaintProgress::Step& step) {
    inner("on", step.on);
    inner("text", step.text);
  });
  io("reason", v.reason);
  io("referred_to", v.referred_to);
  io("due", v.due);
  io("due_citation", v.due_citation);
  io("outcome", v.outcome);
  io("answer", v.answer);
  io("contact", v.contact);
  io("public_answer", v.public_answer);
}

std::string judged_words(const Complaint& c) {
  if (c.state == ComplaintState::refused) return "决定不予受理";
  if (c.state == ComplaintState::referred) return "不属于本机关职权，请向有权机关提出";
  return "已受理";
}

}  // namespace

ComplaintProgress first_progress(const ComplaintContent& content, std::string_view agency, Date on) {
  ComplaintProgress out;
  out.state = named(ComplaintState::received, kComplaintStates).id;
  out.kind = named(content.kind, kComplaintKinds).id;
  out.agency = agency;
  out.steps.push_back({on.text(), "已收到"});
  return out;
}

ComplaintProgress progress_of(const Complaint& c, std::string_view agency, std::string_view telephone) {
  ComplaintProgress out = first_progress(c.content, agency, c.received_at.date());
  out.state = named(c.state, kComplaintStates).id;
  out.contact = telephone;
  if (c.judged_at) out.steps.push_back({c.judged_at->date().text(), judged_words(c)});
  if (c.allocated_at) out.steps.push_back({c.allocated_at->date().text(), "已交承办人办理"});
  if (!c.clue.is_nil() && c.clued_at) out.steps.push_back({c.clued_at->date().text(), "已登记为案件线索，依法核查"});
  if (c.extended_at) out.steps.push_back({c.extended_at->date().text(), "经批准延长办理期限：" + c.extension_reason});
  out.reason = c.reason;
  out.referred_to = c.referred_to;
  if (c.state == ComplaintState::answered) {
    out.steps.push_back({c.answered_at.date().text(), "已答复"});
    out.outcome = named(c.outcome, kComplaintOutcomes).zh;
    out.answer = c.answer;
    for (const auto& shown : c.public_answers) {
      if (!shown.approved_at) continue;
      out.steps.push_back({shown.approved_at->date().text(), "问题和答复已隐去个人信息公开"});
      if (shown.taken_down_at) {
        out.steps.push_back({shown.taken_down_at->date().text(),
                             "公开的答复已撤下：" + std::string(answer_takedown(shown.takedown_reason)->name)});
      } else {
        out.public_answer = shown.id.text();
      }
    }
    return out;
  }
  for (const auto& limit : c.obligations) {
    if (!limit.is_open() || (!out.due.empty() && out.due <= limit.due.text())) continue;
    out.due = limit.due.text();
    out.due_citation = limit.citation;
  }
  return out;
}

Json to_json(const ComplaintProgress& progress) {
  Json out;
  cases::PartWriter io(out);
  progress_fields(io, const_cast<ComplaintProgress&>(progress));  // one description reads and writes
  return out;
}

ComplaintProgress complaint_progress(const Json& json) {
  ComplaintProgress out;
  cases::PartReader io(json);
  progress_fields(io, out);
  return out;
}

}  // namespace mingjing::supervision
