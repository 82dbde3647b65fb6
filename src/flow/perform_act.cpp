// SPDX-License-Identifier: Apache-2.0
#include "flow/perform_act.h"

#include <memory>

#include "domain/cases/form.h"
#include "flow/act_context.h"
#include "flow/fill_facts.h"
#include "flow/recording_lists.h"

namespace mingjing::flow {
namespace {

using cases::Act;

// Time, reasons and officers stand in every form under the same names (data/forms/common).
Status read_common(ActContext& context) {
  const Json& body = context.body;
  auto& input = context.input;
  input.occurred_at = context.work.now();
  if (const auto text = body.text("occurred_at"); !text.empty()) {
    const auto at = Instant::parse(text);
    if (!at) return invalid("时间请写成 2026-03-02T09:00+08:00 这样的形式。", "occurred_at");
    input.occurred_at = *at;
  }
  input.late_reason = body.text("late_reason");
  input.outcome = body.text("outcome");
  input.certificate_shown = body.flag("certificate_shown");
  if (context.act == Act::assign_officers) return {};  // names officers with their part in the case
  for (const auto& entry : body.items("officers")) {
    const auto id = entry.as_string() ? OfficerId::parse(*entry.as_string()) : std::nullopt;
    const auto officer = id ? acting_officer(context, *id, context.on()) : std::nullopt;
    if (!officer) return invalid("执法人员不在本机关的名单里，请从名单中选择。", "officers");
    input.officers.push_back(*officer);
    context.record.officers.push_back(*id);
  }
  return {};
}

Json reasons_json(const std::vector<Reason>& reasons) {
  Json out(Json::Array{});
  for (const auto& r : reasons) {
    out.push(Json::object({{"code", r.code}, {"message", r.message}, {"citation", r.citation}}));
  }
  return out;
}

// The draft becomes the case as stored, and is no draft any more.
void save(ActContext& context, ports::Aggregate& aggregate) {
  static const cases::Case kNothing;
  auto changes = context.draft.changes_since(context.before ? *context.before : kNothing);
  for (const auto& [name, key] : changes.gone) context.work.erase(aggregate, name, key);
  for (auto& part : changes.changed) context.work.put(aggregate, std::move(part));
  context.draft.put_in_order();
  aggregate.as_case = std::make_shared<const cases::Case>(std::move(context.draft));
}

// Steps 6 to 8 of the header; the same for the act that makes a case.
Result<ports::Answer> conclude(ActContext& context, const Verb* verb, ports::Aggregate& aggregate, int status) {
  if (verb != nullptr && verb->complete != nullptr) {
    if (auto done = verb->complete(context); !done) return tl::make_unexpected(std::move(done.error()));
  }
  // A verb may have changed what limits depend on (a decision now exists), so the facts are taken again.
  fill_facts(context);
  for (auto rule : cases::limits_stopped(*context.advanced.row, context.facts)) stop_limit(context, rule);
  for (auto rule : cases::limits_started(*context.advanced.row, context.facts)) {
    auto started = start_limit(context, rule, {}, context.limits_from);
    if (!started) return tl::make_unexpected(std::move(started.error()));
  }
  for (auto rule : context.fulfilled) stop_limit(context, rule);
  context.record.marks = context.advanced.marks;
  if (const auto& actor = context.work.actor(); !actor.acting_for.is_nil()) {
    context.record.marks.push_back("acting_for:" + actor.acting_for.text());
  }
  context.record.matter = matter_asked(context.work, context.record);
  context.draft.records.push_back(context.record);
  save(context, aggregate);

  Json data = context.event_data;
  data.set("record", context.record.id.text());
  data.set("from", cases::to_string(context.advanced.from));
  data.set("to", cases::to_string(context.advanced.to));
  if (!context.input.outcome.empty()) data.set("outcome", context.input.outcome);
  for (auto& leaf : context.leaves) context.work.queue(std::move(leaf));
  const EventId event = context.work.append(
      aggregate, {std::string(cases::to_string(context.act)), std::move(data), context.input.occurred_at});

  Json answer = context.answer;
  answer.set("id", aggregate.id.text());
  answer.set("version", aggregate.version);
  answer.set("stage", cases::to_string(context.advanced.to));
  answer.set("event", event.text());
  if (!context.advanced.notes.empty()) answer.set("notes", reasons_json(context.advanced.notes));
  return ports::Answer{status, to_text(answer), false};
}

void begin_record(ActContext& context) {
  auto& record = context.record;
  record.id = RecordId(context.work.new_id());
  record.act = context.act;
  record.occurred_at = context.input.occurred_at;
  record.recorded_at = context.work.now();
  record.late_reason = context.input.late_reason;
  record.certificate_shown = context.input.certificate_shown;
  record.by = context.work.actor().user;
  const Json& form = cases::form_of(context.act);
  record.data = cases::without_secrets(form, context.body);
  record.secrets = cases::secrets_of(form, context.body);
}

}  // namespace

Result<ports::Answer> perform_act(ports::UnitOfWork& work, const Services& services, const ActRequest& request) {
  auto aggregate = work.open(ports::kind::enforcement_case, request.id.uuid(), request.expected_version);
  if (!aggregate) return tl::make_unexpected(std::move(aggregate.error()));
  if (!aggregate->as_case) {
    auto read = cases::Case::from_parts(request.id, aggregate->parts);
    if (!read) return tl::make_unexpected(std::move(read.error()));
    aggregate->as_case = std::make_shared<const cases::Case>(std::move(*read));
  }
  const auto before = aggregate->as_case;
  if (request.admit) {
    if (auto near = request.admit(*before); !near) return tl::make_unexpected(std::move(near.error()));
  }
  if (auto valid = cases::validate(cases::form_of(request.act), request.body); !valid) {
    return tl::make_unexpected(std::move(valid.error()));
  }
  ActContext context{work, services, request.act, request.body, *before, before.get()};
  context.staged = request.staged;
  context.aggregate = &*aggregate;
  if (auto common = read_common(context); !common) return tl::make_unexpected(std::move(common.error()));
  begin_record(context);
  const Verb* verb = find_verb(request.act);
  if (verb != nullptr && verb->prepare != nullptr) {
    if (auto prepared = verb->prepare(context); !prepared) return tl::make_unexpected(std::move(prepared.error()));
  }
  fill_facts(context);
  auto advanced = cases::advance(context.draft, request.act, context.facts);
  if (!advanced) return tl::make_unexpected(std::move(advanced.error()));
  context.advanced = std::move(*advanced);
  return conclude(context, verb, *aggregate, 200);
}

Result<ports::Answer> register_clue(ports::UnitOfWork& work, const Services& services, const Json& body) {
  if (auto valid = cases::validate(cases::form_of(Act::register_clue), body); !valid) {
    return tl::make_unexpected(std::move(valid.error()));
  }
  const CaseId id(work.new_id());
  auto aggregate = work.create(ports::kind::enforcement_case, id.uuid());
  ActContext context{work, services, Act::register_clue, body};
  context.aggregate = &aggregate;
  if (auto common = read_common(context); !common) return tl::make_unexpected(std::move(common.error()));
  context.draft = cases::Case::registered(id, context.at());
  begin_record(context);
  const Verb* verb = find_verb(Act::register_clue);
  MJ_CHECK(verb != nullptr && verb->prepare != nullptr);
  if (auto prepared = verb->prepare(context); !prepared) return tl::make_unexpected(std::move(prepared.error()));
  fill_facts(context);
  const auto* procedure = cases::find_procedure(context.draft.procedure);
  if (auto judged = cases::judge_creation(*procedure, context.facts); !judged) {
    return tl::make_unexpected(std::move(judged.error()));
  }
  context.advanced = {context.draft.stage(), context.draft.stage(), &cases::creation_row(*procedure), {}, {}};
  return conclude(context, verb, aggregate, 201);
}

}  // namespace mingjing::flow
