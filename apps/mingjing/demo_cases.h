// Runs the plans of demo cases through the use cases of flow/, many to a transaction.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "demo_plan.h"
#include "flow/perform_act.h"
#include "mingjing/system.h"
#include "workers/job_runner.h"
#include "workers/page_child.h"

namespace mingjing::app::demo {

// Decisions whose files are rendered (CONTRACTS 1); the others are published without.
inline constexpr std::size_t kRendered = 200;

class Performer {
 public:
  Performer(System& system, const Bureau& bureau, const Planner& planner, std::int64_t count, const std::filesystem::path& view);
  // Numbers follow the days: clues are registered in the order of their days, decisions made in the order of theirs.
  Status perform(const std::function<void(std::int64_t done)>& progress);
  std::vector<CaseId> filed() const;  // the cases that have files

 private:
  struct Case {
    CaseId id;
    Instant first;
    std::optional<Instant> decided;
    bool rendered = false;
    std::size_t next = 1;  // the step to come
  };
  Status act(ports::UnitOfWork& work, std::int64_t number, Case& enforcement_case, const Step& step, bool render) const;
  // Into the store, and named by the request as an upload is.
  void upload(const DemoFile& file, const Case& enforcement_case, flow::ActRequest& request) const;
  Status register_clues();
  Status in_bulk(const std::vector<std::int64_t>& numbers);
  Status one_by_one(std::int64_t number);
  void render_waiting(Instant at);
  workers::JobServices job_services();

  System& system_;
  const Bureau& bureau_;
  const Planner& planner_;
  std::vector<Case> cases_;
  std::shared_ptr<const flow::Services> with_files_, without_files_;
  std::unique_ptr<workers::PageChild> pages_;  // null: this machine has no program for it
  std::unique_ptr<workers::JobRunner> runner_;
  std::unique_ptr<render::Fonts> fonts_;
};

}  // namespace mingjing::app::demo
