// SPDX-License-Identifier: Apache-2.0
#include "demo_cases.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "base/check.h"
#include "domain/cases/account.h"
#include "domain/cases/facts.h"
#include "domain/cases/procedure.h"
#include "flow/perform_act.h"

namespace mingjing::app::demo {
namespace {

using cases::Act;

constexpr std::size_t kClueBatch = 500;
constexpr std::size_t kCaseBatch = 100;
// In a small demo every document of a rendered case has its file; in a large one those that others wait for.
constexpr std::size_t kSmall = 300;
// Volumes bound and recordings looked into here, up to half a second each, so that some cases can be looked at as a whole and
// `verify` has volumes to read; the first server does the rest.
constexpr std::size_t kSlowJobs = 12;

Error explained(std::int64_t number, const Step& step, Error error) {
  std::string message = fmt::format("案件 {} {}（{}）：", number + 1, cases::name_zh(step.act), step.at.text());
  if (error.reasons.empty()) message += error.message + (error.field.empty() ? "" : "（" + error.field + "）");
  for (const auto& reason : error.reasons) message += fmt::format("[{}] {} ", reason.code, reason.message);
  error.message = std::move(message);
  return error;
}

// Late or overdue as the guards will see it: then a reason is due.
bool needs_reason(const cases::Case& c, const Step& step) {
  if (step.recorded - step.at > cases::kLateRecordMs) return true;
  const auto* procedure = cases::find_procedure(c.procedure);
  const auto* row = cases::find_row(*procedure, c.stage(), step.act, step.body.text("outcome"));
  if (row == nullptr || row->in_favour) return false;
  const auto facts = cases::facts_of(c, step.recorded, step.at);
  return std::any_of(facts.overdue.begin(), facts.overdue.end(), [&](const auto& limit) {
    return std::find(row->stops.begin(), row->stops.end(), limit.rule) != row->stops.end();
  });
}

// The newest row of its kind, for a body that names it `@kind` (demo_side_acts.h).
std::string newest(const cases::Case& c, std::string_view kind) {
  const auto last = [](const auto& rows) {
    MJ_CHECK(!rows.empty());
    return rows.back().id.text();
  };
  if (kind == "@party:0" || kind == "@party:1") return c.parties.at(kind == "@party:0" ? 0 : 1).id.text();
  if (kind == "@recusal") return last(c.recusals);
  if (kind == "@party") return last(c.parties);
  if (kind == "@preservation") return last(c.preservations);
  if (kind == "@entrustment") return last(c.entrustments);
  if (kind == "@evidence") return last(c.evidence);
  if (kind == "@correction") return last(c.corrections);
  if (kind == "@transfer") return last(c.transfers);
  if (kind == "@discretion") return last(c.discretion);
  if (kind == "@deferral") return last(c.deferrals);
  if (kind == "@recording") return last(c.recordings);
  if (kind == "@first_recording") return c.recordings.at(0).id.text();
  if (kind == "@first_recording_sha256") return c.recordings.at(0).sha256;
  if (kind == "@recording_gap") return last(c.recording_gaps);
  if (kind.starts_with("@record:")) {
    const auto act = cases::parse_act(kind.substr(8));
    const auto found = std::find_if(c.records.rbegin(), c.records.rend(), [&](const auto& r) { return r.act == act; });
    MJ_CHECK(found != c.records.rend());
    return found->id.text();
  }
  if (kind == "@payment") return last(c.payments);
  if (kind == "@application") return last(c.court_applications);
  if (kind == "@remedy") return last(c.remedies);
  check_failed("the demo names rows that exist", __FILE__, __LINE__);
  __builtin_unreachable();
}

void name_rows(const cases::Case& c, Date on, Json& body) {
  for (auto& [name, value] : *body.as_object()) {
    if (name == "proposal") name_rows(c, on, value);
    if (name == "counts") {
      for (auto& count : *value.as_array()) name_rows(c, on, count);
    }
    const auto* text = value.as_string();
    if (text == nullptr || !text->starts_with('@')) continue;
    if (*text == "@surcharge") value = cases::accounts(c, on).front().surcharge_owed().count;
    else value = newest(c, *text);
  }
}

bool waits_for_files(Act act) { return act == Act::serve_decision || act == Act::approve_publication; }
bool makes_needed_file(Act act) {
  return act == Act::decide || act == Act::propose_publication || act == Act::correct_publication || waits_for_files(act);
}

}  // namespace

Performer::Performer(System& system, const Bureau& bureau, const Planner& planner, std::int64_t count,
                     const std::filesystem::path& view)
    : system_(system), bureau_(bureau), planner_(planner), cases_(static_cast<std::size_t>(count)) {
  if (std::filesystem::exists(view)) pages_ = std::make_unique<workers::PageChild>(workers::PageChildOptions{view});
  with_files_ = system_.services();
  auto without = std::make_shared<flow::Services>(*with_files_);
  without->publish_without_files = true;
  without_files_ = std::move(without);
}

void Performer::upload(const DemoFile& file, const Case& enforcement_case, flow::ActRequest& request) const {
  const auto bytes = bytes_of(*fonts_, file);
  const auto stored = system_.files().put(bytes);
  request.staged = flow::StagedFile{stored.digest.substr(stored.digest.find(':') + 1), static_cast<std::int64_t>(bytes.size()),
                                    file.name, std::string(media_type(file)), stored.sm3};
  request.body.set("upload_id", enforcement_case.id.text());
  request.body.set("sha256", request.staged->sha256);
}

Status Performer::act(ports::UnitOfWork& work, std::int64_t number, Case& enforcement_case, const Step& step,
                      bool render) const {
  auto& sql = dynamic_cast<store::SqlUnitOfWork&>(work);
  sql.set_now(step.recorded);
  sql.set_actor(bureau_.people[step.who].actor);
  const auto& services = render ? *with_files_ : *without_files_;
  flow::ActRequest request;
  request.id = enforcement_case.id;
  request.act = step.act;
  request.body = step.body;
  if (step.recorded != step.at) request.body.set("occurred_at", step.at.text());
  if (step.act == Act::register_clue) {
    auto answer = flow::register_clue(work, services, request.body);
    if (!answer) return refuse(explained(number, step, std::move(answer.error())));
    enforcement_case.id = CaseId::parse(parse_json(answer->body)->text("id")).value();
    return {};
  }
  if (step.file) upload(*step.file, enforcement_case, request);
  request.admit = [&](const cases::Case& c) -> Status {
    name_rows(c, step.at.date(), request.body);
    if (needs_reason(c, step)) request.body.set("late_reason", step.late_reason);
    return {};
  };
  auto answer = flow::perform_act(work, services, request);
  if (!answer) return refuse(explained(number, step, std::move(answer.error())));
  return {};
}

Status Performer::register_clues() {
  std::vector<std::int64_t> order(cases_.size());
  std::iota(order.begin(), order.end(), 0);
  for (std::int64_t number : order) {
    const auto plan = planner_.plan(number, static_cast<std::int64_t>(cases_.size()));
    auto& c = cases_[static_cast<std::size_t>(number)];
    c.first = plan.steps.front().recorded;
    c.decided = plan.decided_at;
  }
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) {
    return cases_[static_cast<std::size_t>(a)].first < cases_[static_cast<std::size_t>(b)].first;
  });
  for (std::size_t i = 0; i < order.size(); i += kClueBatch) {
    const std::size_t end = std::min(order.size(), i + kClueBatch);
    auto done = system_.commands().run_many(bureau_.people.front().actor, [&](ports::UnitOfWork& work) -> Status {
      for (std::size_t k = i; k < end; ++k) {
        const auto plan = planner_.plan(order[k], static_cast<std::int64_t>(cases_.size()));
        if (auto made = act(work, order[k], cases_[static_cast<std::size_t>(order[k])], plan.steps.front(), false); !made) {
          return made;
        }
      }
      return {};
    });
    if (!done) return done;
  }
  return {};
}

Status Performer::in_bulk(const std::vector<std::int64_t>& numbers) {
  return system_.commands().run_many(bureau_.people.front().actor, [&](ports::UnitOfWork& work) -> Status {
    for (std::int64_t number : numbers) {
      const auto plan = planner_.plan(number, static_cast<std::int64_t>(cases_.size()));
      auto& c = cases_[static_cast<std::size_t>(number)];
      for (std::size_t i = 1; i < plan.steps.size(); ++i) {
        if (auto done = act(work, number, c, plan.steps[i], false); !done) return done;
      }
    }
    return {};
  });
}

Status Performer::one_by_one(std::int64_t number) {
  const auto plan = planner_.plan(number, static_cast<std::int64_t>(cases_.size()));
  auto& c = cases_[static_cast<std::size_t>(number)];
  const bool small = cases_.size() <= kSmall;
  for (std::size_t i = 1; i < plan.steps.size();) {
    if (waits_for_files(plan.steps[i].act)) render_waiting(plan.steps[i - 1].recorded.plus_ms(60'000));
    std::size_t end = i + 1;
    while (end < plan.steps.size() && !waits_for_files(plan.steps[end].act)) ++end;
    auto done = system_.commands().run_many(bureau_.people.front().actor, [&](ports::UnitOfWork& work) -> Status {
      for (std::size_t k = i; k < end; ++k) {
        const bool render = small || !c.decided || makes_needed_file(plan.steps[k].act);
        if (auto acted = act(work, number, c, plan.steps[k], render); !acted) return acted;
      }
      return {};
    });
    if (!done) return done;
    i = end;
  }
  return {};
}

workers::JobServices Performer::job_services() {
  return {system_.jobs(), system_.commands(), system_.snapshots(), system_.files(),
          [this] { return system_.services(); },
          [this](AgencyId agency) { return system_.system_actor(agency); },
          nullptr, pages_.get(), pages_.get()};
}

std::vector<CaseId> Performer::filed() const {
  std::vector<CaseId> out;
  for (const auto& one : cases_) {
    if (std::cmp_equal(out.size(), kCasesWithFiles)) break;
    out.push_back(one.id);
  }
  return out;
}

void Performer::render_waiting(Instant at) {
  system_.manual_clock()->set(at);
  if (!runner_) {
    runner_ = std::make_unique<workers::JobRunner>(job_services(), "demo", ports::JobLane::quick);
  }
  runner_->run_until_empty();
}

Status Performer::perform(const std::function<void(std::int64_t)>& progress) {
  auto fonts = render::Fonts::load();
  if (!fonts) return refuse(fonts.error());
  fonts_ = std::move(*fonts);
  if (auto done = register_clues(); !done) return done;
  std::vector<std::int64_t> decided, open;
  for (std::size_t i = 0; i < cases_.size(); ++i) {
    (cases_[i].decided ? decided : open).push_back(static_cast<std::int64_t>(i));
  }
  const auto by = [&](auto when) {
    return [this, when](std::int64_t a, std::int64_t b) {
      return when(cases_[static_cast<std::size_t>(a)]) < when(cases_[static_cast<std::size_t>(b)]);
    };
  };
  std::stable_sort(decided.begin(), decided.end(), by([](const Case& c) { return *c.decided; }));
  std::stable_sort(open.begin(), open.end(), by([](const Case& c) { return c.first; }));
  std::int64_t count = 0;
  const auto run = [&](const std::vector<std::int64_t>& all, std::size_t rendered) -> Status {
    const std::size_t bulk = all.size() - std::min(all.size(), rendered);
    for (std::size_t i = 0; i < bulk; i += kCaseBatch) {
      const std::vector<std::int64_t> batch(all.begin() + static_cast<std::ptrdiff_t>(i),
                                            all.begin() + static_cast<std::ptrdiff_t>(std::min(bulk, i + kCaseBatch)));
      if (auto done = in_bulk(batch); !done) return done;
      progress(count += static_cast<std::int64_t>(batch.size()));
    }
    for (std::size_t i = bulk; i < all.size(); ++i) {
      if (auto done = one_by_one(all[i]); !done) return done;
      progress(++count);
    }
    return {};
  };
  if (auto done = run(decided, kRendered); !done) return done;
  if (auto done = run(open, kRendered); !done) return done;
  if (cases_.size() <= kSmall) {
    render_waiting(planner_.end());
    workers::JobRunner(job_services(), "demo-slow", ports::JobLane::slow).run_until_empty(kSlowJobs);
  }
  return {};
}

}  // namespace mingjing::app::demo
