// SPDX-License-Identifier: Apache-2.0
#include "domain/supervision/complaint.h"

#include <algorithm>

#include "base/text.h"
#include "domain/cases/case_fields.h"
#include "domain/cases/part_io.h"
#include "domain/identity/problems.h"

namespace mingjing::supervision {
namespace {

template <class Io, class Content>
void content_fields(Io& io, Content& v) {
  io.named("kind", v.kind, kComplaintKinds);
  io.named("about", v.about, kComplaintAbouts);
  io("about_ref", v.about_ref);
  io("agency_uscc", v.agency_uscc);
  io("may_publish", v.may_publish);
}

template <class Io, class AnyComplaint>
void main_fields(Io& io, AnyComplaint& v) {
  io("letter", v.letter);
  io("number", v.number);
  content_fields(io, v.content);
  io.secret("key", v.key);
  io.secret("text", v.content.text);
  io.secret("name", v.content.name);
  io.secret("contact", v.content.contact);
  io("received_at", v.received_at);
  io.named("state", v.state, kComplaintStates);
  io("concerned", v.concerned);
  io("about_case", v.about_case);
  io("judged_at", v.judged_at);
  io.secret("reason", v.reason);
  io("referred_to", v.referred_to);
  io("handler", v.handler);
  io("handler_name", v.handler_name);
  io("allocated_at", v.allocated_at);
  io("clue", v.clue);
  io("clued_at", v.clued_at);
  io("extended_at", v.extended_at);
  io.secret("extension_reason", v.extension_reason);
}

template <class Io, class AnyComplaint>
void answer_fields(Io& io, AnyComplaint& v) {
  io.named("outcome", v.outcome, kComplaintOutcomes);
  io.secret("answer", v.answer);
  io("answered_at", v.answered_at);
  io("answered_by", v.answered_by);
}

template <class T, class Fields>
domain::Part write(std::string name, std::string key, const T& v, Fields fields) {
  domain::Part part{std::move(name), std::move(key), {}, {}};
  cases::PartWriter io(part);
  fields(io, const_cast<T&>(v));  // one description reads and writes
  return part;
}

Status unreadable(std::string_view part, const std::string& fault) {
  if (fault.empty()) return {};
  return invalid("投诉举报的数据不能读取：" + std::string(part) + "." + fault, fault);
}

template <class Io, class AnyAnswer>
void public_fields(Io& io, AnyAnswer& v) {
  io("id", v.id);
  io("n", v.n);
  io.named("state", v.state, kPublicAnswerStates);
  io.secret("question", v.question);
  io.secret("answer", v.answer);
  io.structs("leaks", v.leaks, [](auto& inner, cases::LeakFinding& leak) { cases::fields(inner, leak); });
  io("proposed_by", v.proposed_by);
  io("proposed_at", v.proposed_at);
  io("returned_by", v.returned_by);
  io("returned_at", v.returned_at);
  io.secret("return_reason", v.return_reason);
  io("approved_by", v.approved_by);
  io("approved_at", v.approved_at);
  io("taken_down_by", v.taken_down_by);
  io("taken_down_at", v.taken_down_at);
  io("takedown_reason", v.takedown_reason);
  io("takedown_text", v.takedown_text);
}

// A text of several lines that may be left out.
void free_text(identity::Problems& problems, std::string_view field, std::string_view zh, const std::string& text,
               std::size_t max) {
  if (!trim(text).empty()) problems.line(field, zh, text, max);
}

}  // namespace

Status validate(const ComplaintContent& content) {
  identity::Problems problems;
  problems.paragraphs("text", "要反映的事情", content.text, kComplaintTextMax);
  if (content.about == ComplaintAbout::decision) problems.line("about_ref", "决定的文号", content.about_ref, 100);
  else if (content.about == ComplaintAbout::officer) problems.line("about_ref", "执法人员的证件编号", content.about_ref, 100);
  else free_text(problems, "about_ref", "机关、文号或者证件编号", content.about_ref, 100);
  free_text(problems, "agency", "机关", content.agency_uscc, 18);
  free_text(problems, "name", "姓名", content.name, 50);
  free_text(problems, "contact", "联系方式", content.contact, 200);
  return problems.status();
}

Json to_json(const ComplaintContent& content) {
  Json out;
  cases::PartWriter io(out);
  content_fields(io, content);
  io("text", content.text);
  io("name", content.name);
  io("contact", content.contact);
  return out;
}

Result<ComplaintContent> complaint_content(const Json& json) {
  ComplaintContent out;
  cases::PartReader io(json);
  content_fields(io, out);
  io("text", out.text);
  io("name", out.name);
  io("contact", out.contact);
  if (auto read = unreadable("content", io.fault()); !read) return refuse(read.error());
  return out;
}

cases::Obligation* Complaint::open_limit(std::string_view rule) {
  const auto found = std::find_if(obligations.begin(), obligations.end(),
                                  [&](const auto& limit) { return limit.rule == rule && limit.is_open(); });
  return found == obligations.end() ? nullptr : &*found;
}

domain::Parts to_parts(const Complaint& c) {
  domain::Parts out;
  out.push_back(write("complaint", "", c, [](auto& io, auto& v) { main_fields(io, v); }));
  if (c.state == ComplaintState::answered) {
    out.push_back(write("answer", "", c, [](auto& io, auto& v) { answer_fields(io, v); }));
  }
  for (const auto& shown : c.public_answers) {
    out.push_back(write(std::string(kPublicAnswer), shown.id.text(), shown, [](auto& io, auto& v) { public_fields(io, v); }));
  }
  for (const auto& limit : c.obligations) {
    out.push_back(write("obligation", limit.id.text(), limit, [](auto& io, auto& v) { fields(io, v); }));
  }
  return out;
}

Result<Complaint> complaint_from_parts(Uuid id, const domain::Parts& parts) {
  Complaint out;
  out.id = id;
  for (const auto& part : parts) {
    cases::PartReader io(part);
    if (part.name == "complaint") main_fields(io, out);
    if (part.name == "answer") answer_fields(io, out);
    if (part.name == kPublicAnswer) public_fields(io, out.public_answers.emplace_back());
    if (part.name == "obligation") fields(io, out.obligations.emplace_back());
    if (auto read = unreadable(part.name, io.fault()); !read) return refuse(read.error());
  }
  std::sort(out.public_answers.begin(), out.public_answers.end(),
            [](const auto& a, const auto& b) { return a.n < b.n; });
  return out;
}

tl::unexpected<Error> barred(std::string code, std::string message, std::string_view citation) {
  Error error{ErrorCode::invalid, message, {}, {}, {}};
  error.reasons.push_back({std::move(code), std::move(message), std::string(citation), {}});
  return refuse(std::move(error));
}

Status may_touch(const Complaint& complaint, OfficerId officer) {
  if (officer.is_nil() ||
      std::find(complaint.concerned.begin(), complaint.concerned.end(), officer) == complaint.concerned.end()) {
    return {};
  }
  auto refused = barred("complained_about", "这件投诉举报涉及您本人，您不能查看和办理，请由其他人办理。",
                        "《信访工作条例》第二十八条第三款、第三十条第三款");
  refused.value().code = ErrorCode::forbidden;
  return refused;
}

Status may_judge(const Complaint& complaint) {
  if (complaint.state == ComplaintState::received) return {};
  return barred("not_received", "这件投诉举报已经作过受理与否的处理，不能再改。", "");
}

Status may_work_on(const Complaint& complaint) {
  if (complaint.state == ComplaintState::accepted) return {};
  return barred("not_accepted",
                complaint.state == ComplaintState::received ? "还没有受理，请先受理。" : "这件投诉举报已经办结。", "");
}

Status may_answer(const Complaint& complaint, UserId user) {
  if (auto open = may_work_on(complaint); !open) return open;
  if (complaint.handler.is_nil()) return barred("not_allocated", "还没有分派承办人，请先分派。", "");
  if (complaint.handler != user) {
    return barred("not_handler", "由承办人" + complaint.handler_name + "答复；要换人的，请重新分派。", "");
  }
  return {};
}

}  // namespace mingjing::supervision
