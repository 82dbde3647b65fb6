// SPDX-License-Identifier: Apache-2.0
#include "mingjing/demo_complaints.h"

#include <fmt/format.h>

#include "base/check.h"
#include "base/embedded.h"
#include "crypto/random.h"
#include "flow/complaints.h"
#include "flow/public_answers.h"
#include "inbox/inbox.h"

namespace mingjing::app::demo {
namespace {

using supervision::ComplaintState;

// `user` in a body stands for the id of an account.
Json body_of(const Json& act, const Bureau& bureau) {
  Json body = *act.find("body");
  if (const auto name = body.text("user"); !name.empty())
    return Json::object({{"user_id", bureau.by_username(name).actor.user.text()}});
  return body;
}

Result<Ticket> make(System& system, const Bureau& bureau, Date as_of, const Json& row, int n) {
  const auto content = supervision::complaint_content(row);
  MJ_CHECK(content.has_value());  // data/demo is part of the program
  const Date received = as_of - static_cast<int>(row.integer("days_ago"));
  Ticket out{fmt::format("1000{:08}", n), crypto::random_code(8), {}};
  const std::string letter = fmt::format("{:032x}", n);
  const auto set_clock = [&](std::int64_t days, int hour) {
    system.manual_clock()->set(Instant::beijing(received + static_cast<int>(days), hour));
  };
  set_clock(0, 20);
  const auto services = system.services();
  const auto actor = system.system_actor(system.root_agency());
  Uuid id;
  std::int64_t version = 1;
  auto taken = system.commands().run_many(actor, [&](ports::UnitOfWork& work) -> Status {
    auto made = flow::take_in_complaint(
        work, *services, {letter, out.number, inbox::progress_key(out.code, letter), *content, work.now()});
    if (!made) return tl::make_unexpected(std::move(made.error()));
    id = *made;
    return {};
  });
  if (!taken) return tl::make_unexpected(std::move(taken.error()));
  std::string state(named(ComplaintState::received, supervision::kComplaintStates).id);
  for (const auto& act : row.items("acts")) {
    set_clock(act.integer("after"), 10 + static_cast<int>(version));
    const auto* verb = flow::find_complaint_verb(act.text("act"));
    MJ_CHECK(verb != nullptr);
    auto done = system.commands().run_many(bureau.by_username(act.text("by")).actor, [&](ports::UnitOfWork& work) -> Status {
      auto answer = flow::perform_complaint_act(work, *services, *verb, id, version, body_of(act, bureau));
      if (!answer) return tl::make_unexpected(std::move(answer.error()));
      state = parse_json(answer->body)->text("state");
      return {};
    });
    if (!done) return tl::make_unexpected(std::move(done.error()));
    ++version;
    // As the job would, on the day of the act; when the server runs it there is nothing left to do.
    auto carried = system.commands().run_many(actor, [&](ports::UnitOfWork& work) { return flow::publish_answers(work, id); });
    if (!carried) return tl::make_unexpected(std::move(carried.error()));
  }
  out.state_zh = named(*cases::parse_named(supervision::kComplaintStates, state), supervision::kComplaintStates).zh;
  return out;
}

}  // namespace

Result<std::vector<Ticket>> make_complaints(System& system, const Bureau& bureau, Date as_of) {
  const auto json = parse_json(embedded("demo/complaints.json"));
  MJ_CHECK(json.has_value());
  std::vector<Ticket> out;
  for (const auto& row : json->items("complaints")) {
    auto ticket = make(system, bureau, as_of, row, static_cast<int>(out.size()) + 1);
    if (!ticket) return tl::make_unexpected(std::move(ticket.error()));
    out.push_back(std::move(*ticket));
  }
  return out;
}

}  // namespace mingjing::app::demo
