// Runs queued jobs, at least once each; every kind is idempotent. A job that fails is tried again after a growing
// wait; its last error stays in the queue for the administrator.
//   render_document {case, document}   renders the committed model, stores the PDF, records `document_rendered`
//   probe_recording {case, recording}  looks into its file and records `recording_probed`
//   destroy_recording {case, recording} removes its bytes, unless others need them, and records `recording_destroyed`
//   seal_volume     {case}             binds the volume of an archived case and records `volume_sealed` (binder.h)
//   publish_list    {list}             composes a public list and publishes it when it says something new
//   complaint_progress {complaint}     shows its writer, on the public side, what became of it
//   public_answer   {complaint}        publishes an approved answer, or takes it down
//   open_agency     {…}                makes a child agency under its own id (flow/identity_agencies.h)
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "domain/cases/case.h"
#include "flow/services.h"
#include "inbox/inbox.h"
#include "ports/content_store.h"
#include "ports/jobs.h"
#include "ports/page_drawer.h"
#include "ports/reader.h"
#include "ports/media_reader.h"
#include "ports/unit_of_work.h"
#include "render/document_fonts.h"

namespace mingjing::workers {

struct JobServices {
  ports::Jobs& jobs;
  ports::Commands& commands;
  ports::Snapshots& snapshots;
  ports::ContentStore& files;
  std::function<std::shared_ptr<const flow::Services>()> flow;
  std::function<ports::Actor(AgencyId)> system_actor;
  inbox::Inbox* inbox = nullptr;  // null where no public side is: its jobs wait for a process that has one
  ports::MediaReader* media = nullptr;  // null likewise: recordings wait to be looked into
  ports::PageDrawer* pages = nullptr;  // null: volumes with pictures wait for a process that has one
};

// One runner a thread: it owns its fonts. A server has one for the quick lane and one for the slow.
class JobRunner {
 public:
  JobRunner(JobServices services, std::string holder, ports::JobLane lane = ports::JobLane::any);
  // Takes and runs one job of its lane; false when none is due.
  bool run_one();
  // Runs what is due now, at most `limit`; returns how many succeeded.
  std::size_t run_until_empty(std::size_t limit = 1'000'000);

 private:
  Status run(const ports::TakenJob& job);
  Status publish_list(const ports::TakenJob& job);
  Status render_document(const ports::TakenJob& job);
  Status seal_volume(const ports::TakenJob& job);
  Status load_fonts();
  Status publish_answers(const ports::TakenJob& job);
  Status show_progress(const ports::TakenJob& job);
  // The recording a job names. `look` may take more from its case, in the same snapshot.
  using LookAtCase = std::function<void(ports::Reader&, const cases::Case&, const cases::Recording&)>;
  Result<cases::Recording> recording_of(const ports::TakenJob& job, const LookAtCase& look = {});
  // The system's own act on the case a job names.
  Status perform(const ports::TakenJob& job, cases::Act act, Json body);
  Status probe_recording(const ports::TakenJob& job);
  Status destroy_recording(const ports::TakenJob& job);
  JobServices services_;
  const std::string holder_;
  const ports::JobLane lane_;
  std::unique_ptr<render::Fonts> fonts_;
};

}  // namespace mingjing::workers
