// 提请公开答复、批准、退回、撤下, and the job that carries it out. SPDX-License-Identifier: Apache-2.0
#include "flow/public_answers.h"

#include <algorithm>
#include <array>

#include "base/bytes.h"
#include "base/text.h"
#include "crypto/hash.h"
#include "domain/identity/agency.h"
#include "domain/identity/officer.h"
#include "flow/complaints.h"
#include "flow/leak_findings.h"
#include "flow/public_model.h"

namespace mingjing::flow {
namespace {

using supervision::Complaint;
using supervision::ComplaintAbout;
using supervision::PublicAnswer;
using supervision::PublicAnswerState;

// What people write into the field of the name when they give none: no name, and words of many answers.
constexpr std::array<std::string_view, 12> kNoNames{"匿名", "市民", "群众", "居民", "村民", "业主",
                                                    "网友", "先生", "女士", "保密", "不便透露", "热心市民"};

void add(std::vector<std::string>& to, std::string_view value) {
  const std::string_view plain = trim(value);
  if (count_chars(plain) < 2 || std::find(to.begin(), to.end(), plain) != to.end()) return;
  to.emplace_back(plain);
}

void add_name(std::vector<std::string>& to, std::string_view name) {
  if (std::find(kNoNames.begin(), kNoNames.end(), trim(name)) == kNoNames.end()) add(to, name);
}

bool is_figure(char c) { return c >= '0' && c <= '9'; }

// A piece of a contact that tells somebody: a number, a mailbox, or words long enough to be an address.
void add_piece(std::vector<std::string>& to, std::string_view piece) {
  constexpr std::size_t kAddressChars = 6;
  const bool telling = std::any_of(piece.begin(), piece.end(), [](char c) { return is_figure(c) || c == '@'; });
  if (telling || count_chars(trim(piece)) >= kAddressChars) add(to, piece);
}

// The contact whole, in pieces, and each number in it by itself: 「电话 0999-8221877，青衡县石门乡白崖村 12 号」.
void add_contact(std::vector<std::string>& to, std::string_view contact) {
  constexpr std::size_t kNumberFigures = 6;
  add_piece(to, contact);
  const std::string folded = fold_width(contact);
  std::string piece, number;
  const auto end_number = [&] {
    if (std::count_if(number.begin(), number.end(), is_figure) >= static_cast<std::ptrdiff_t>(kNumberFigures)) add(to, number);
    number.clear();
  };
  const auto end_piece = [&] {
    add_piece(to, piece);
    piece.clear();
  };
  for (const char c : folded) {
    if (is_figure(c) || (c == '-' && !number.empty())) number += c;
    else end_number();
    if (std::string_view(" \t\n,;:()/").find(c) == std::string_view::npos) piece += c;
    else end_piece();
  }
  end_number();
  end_piece();
}

void add_case(ports::UnitOfWork& work, const Complaint& complaint, std::vector<std::string>& to) {
  if (complaint.about_case.is_nil()) return;
  const auto stored = work.load(ports::kind::enforcement_case, complaint.about_case.uuid());
  const auto c = stored ? cases::Case::from_parts(complaint.about_case, stored->parts) : refuse(ErrorCode::not_found, "");
  if (!c) return;
  for (const auto& value : party_values(*c)) add(to, value);
  for (const auto& party : c->parties) add(to, party.uscc);
  add(to, c->case_no);
  if (c->decision) add(to, c->decision->number);
}

supervision::AnsweringAgency agency_of(ports::UnitOfWork& work) {
  const AgencyId id = work.actor().agency;
  const auto stored = work.load(ports::kind::agency, id.uuid());
  MJ_CHECK(stored.has_value());
  const auto agency = identity::agency_from_parts(id, stored->parts);
  return {agency.name, agency.uscc};
}

// The scanner speaks of cases; what a complaint knows is protected by another article.
Status refuse_unclean(const std::vector<disclosure::Leak>& standing, std::string field) {
  auto refused = refuse_findings(standing, std::move(field));
  if (refused) return {};
  for (auto& reason : refused.error().reasons) {
    if (reason.code == "leak_known_value") reason.citation = "《政府信息公开条例》第十五条";
  }
  return refused;
}

void queue_publishing(ComplaintContext& context) {
  context.work.queue(ports::NewJob{"public_answer", Json::object({{"complaint", context.complaint.id.text()}}), Instant{}});
}

void append_opened(ports::UnitOfWork& work, ports::Aggregate& aggregate, const PublicAnswer& answer, std::string_view event,
                   const std::string& bytes, Json data) {
  data.set("answer", answer.id.text());
  data.set("digest", "sha256:" + to_hex(crypto::sha256(bytes)));
  work.put(aggregate, {std::string(supervision::kPublicAnswer), {}, Json::object({{"answer", answer.id.text()}, {"event", event}}), {}});
  work.put_public_body(answer.id.uuid(), aggregate.version, bytes);
  work.append(aggregate, {std::string(event), std::move(data), work.now()});
}

Status bring_in_line(ports::UnitOfWork& work, const Complaint& complaint, const PublicAnswer& answer) {
  const auto stored = work.load(supervision::kPublicAnswer, answer.id.uuid());
  if (answer.state == PublicAnswerState::approved && !stored) {
    auto made = work.create(supervision::kPublicAnswer, answer.id.uuid());
    append_opened(work, made, answer, "publish_answer", public_answer_json(complaint, answer, agency_of(work)), Json(Json::Object{}));
  }
  // Taken down before it was ever carried out: nothing was public.
  if (answer.state == PublicAnswerState::taken_down && stored && stored->version == 1) {
    auto opened = work.open(supervision::kPublicAnswer, answer.id.uuid(), std::nullopt);
    if (!opened) return refuse(std::move(opened.error()));
    append_opened(work, *opened, answer, "take_down_answer", answer_tombstone_json(answer, agency_of(work)),
                  Json::object({{"reason", answer.takedown_reason}}));
  }
  return {};
}

}  // namespace

std::vector<std::string> writer_values(const Complaint& complaint) {
  std::vector<std::string> out;
  add_name(out, complaint.content.name);
  add_contact(out, complaint.content.contact);
  return out;
}

disclosure::LeakScope answer_scope(ports::UnitOfWork& work, const Complaint& complaint) {
  disclosure::LeakScope scope;
  scope.known = writer_values(complaint);
  auto& known = scope.known;
  const auto& content = complaint.content;
  add(known, complaint.number);
  if (content.about == ComplaintAbout::officer || content.about == ComplaintAbout::decision) add(known, content.about_ref);
  for (const auto& id : complaint.concerned) {
    const auto stored = work.load(ports::kind::officer, id.uuid());
    if (!stored) continue;
    const auto officer = identity::officer_from_parts(id, stored->parts);
    add(known, officer.name);
    add(known, officer.certificate_no);
  }
  add_case(work, complaint, known);
  allow_agency(work, scope);
  return scope;
}

std::vector<disclosure::Leak> scan_answer(ports::UnitOfWork& work, const Complaint& complaint, std::string_view text) {
  return disclosure::leak_scan(text, answer_scope(work, complaint));
}

Status propose_public_answer(ComplaintContext& context) {
  auto& complaint = context.complaint;
  if (auto open = may_propose_public_answer(complaint); !open) return open;
  auto* last = complaint.public_answer();
  if (last == nullptr || last->state == PublicAnswerState::taken_down) {
    PublicAnswer next;
    next.id = supervision::PublicAnswerId(context.work.new_id());
    next.n = static_cast<std::int64_t>(complaint.public_answers.size()) + 1;
    complaint.public_answers.push_back(std::move(next));
    last = complaint.public_answer();
  }
  last->state = PublicAnswerState::proposed;
  last->question = context.body.text("question");
  last->answer = context.body.text("answer");
  last->proposed_by = context.work.actor().user;
  last->proposed_at = context.work.now();
  last->leaks.clear();
  note_findings(last->leaks, scan_answer(context.work, complaint, readable_text(*last)));
  context.event_data.set("public_answer", last->id.text());
  context.event_data.set("findings", static_cast<std::int64_t>(last->leaks.size()));
  context.answer.set("findings", static_cast<std::int64_t>(last->leaks.size()));
  return {};
}

// The text is looked at once more: what the complaint knows may have grown since it was proposed.
Status approve_public_answer(ComplaintContext& context) {
  auto& complaint = context.complaint;
  const UserId user = context.work.actor().user;
  if (auto open = may_judge_public_answer(complaint, user); !open) return open;
  auto& answer = *complaint.public_answer();
  if (auto answered = answer_findings(answer.leaks, context.body, user, "已知不得公开的内容不能作为误报，请退回修改。"); !answered)
    return answered;
  const auto standing = note_findings(answer.leaks, scan_answer(context.work, complaint, readable_text(answer)));
  if (auto clean = refuse_unclean(standing, {}); !clean) return clean;
  answer.state = PublicAnswerState::approved;
  answer.approved_by = user;
  answer.approved_at = context.work.now();
  context.event_data.set("public_answer", answer.id.text());
  queue_publishing(context);
  return {};
}

Status return_public_answer(ComplaintContext& context) {
  auto& complaint = context.complaint;
  const UserId user = context.work.actor().user;
  if (auto open = may_judge_public_answer(complaint, user); !open) return open;
  auto& answer = *complaint.public_answer();
  answer.state = PublicAnswerState::returned;
  answer.returned_by = user;
  answer.returned_at = context.work.now();
  answer.return_reason = context.body.text("reason");
  context.event_data.set("public_answer", answer.id.text());
  return {};
}

// In the writer's favour: nothing is asked for but that it is public. What is said about it is public, so it is scanned too.
Status take_down_public_answer(ComplaintContext& context) {
  auto& complaint = context.complaint;
  if (auto open = may_take_down_public_answer(complaint); !open) return open;
  if (auto clean = refuse_unclean(scan_answer(context.work, complaint, context.body.text("text")), "text"); !clean) return clean;
  auto& answer = *complaint.public_answer();
  answer.state = PublicAnswerState::taken_down;
  answer.taken_down_by = context.work.actor().user;
  answer.taken_down_at = context.work.now();
  answer.takedown_reason = context.body.text("reason");
  answer.takedown_text = context.body.text("text");
  context.event_data.set("public_answer", answer.id.text());
  context.event_data.set("reason", answer.takedown_reason);
  queue_publishing(context);
  return {};
}

Status publish_answers(ports::UnitOfWork& work, Uuid id) {
  const auto stored = work.load(supervision::kComplaint, id);
  if (!stored) return refuse(ErrorCode::not_found, "没有这件投诉举报。");
  const auto complaint = supervision::complaint_from_parts(id, stored->parts);
  if (!complaint) return refuse(Error(complaint.error()));
  for (const auto& answer : complaint->public_answers) {
    if (auto done = bring_in_line(work, *complaint, answer); !done) return done;
  }
  return {};
}

}  // namespace mingjing::flow
