// SPDX-License-Identifier: Apache-2.0
#include "workers/job_runner.h"

#include <algorithm>
#include <chrono>

#include "domain/documents/document_model.h"
#include "domain/evidence/file_keys.h"
#include "flow/complaints.h"
#include "flow/identity_agencies.h"
#include "flow/perform_act.h"
#include "flow/public_answers.h"
#include "flow/public_lists.h"
#include "flow/read_unit.h"
#include "flow/volume_pieces.h"
#include "render/pdf_document.h"
#include "workers/binder.h"

namespace mingjing::workers {
namespace {

constexpr std::int64_t kLeaseMs = 60'000;
constexpr std::string_view kDigestPrefix = "sha256:";

std::int64_t wait_after(std::int64_t attempts) {
  return std::min<std::int64_t>(1000LL << std::min<std::int64_t>(attempts, 10), 15 * 60'000);
}

}  // namespace

JobRunner::JobRunner(JobServices services, std::string holder, ports::JobLane lane)
    : services_(std::move(services)), holder_(std::move(holder)), lane_(lane) {}

bool JobRunner::run_one() {
  const auto job = services_.jobs.take(holder_, kLeaseMs, lane_);
  if (!job) return false;
  Status outcome;
  try {
    outcome = run(*job);
  } catch (const std::exception& broken) {
    outcome = refuse(ErrorCode::unavailable, broken.what());
  }
  if (outcome) services_.jobs.done(*job);
  else services_.jobs.failed(*job, outcome.error().message, wait_after(job->attempts));
  return true;
}

std::size_t JobRunner::run_until_empty(std::size_t limit) {
  std::size_t count = 0;
  while (count < limit && run_one()) ++count;
  return count;
}

Status JobRunner::run(const ports::TakenJob& job) {
  if (job.kind == "render_document") return render_document(job);
  if (job.kind == "probe_recording") return probe_recording(job);
  if (job.kind == "destroy_recording") return destroy_recording(job);
  if (job.kind == "seal_volume") return seal_volume(job);
  if (job.kind == "publish_list") return publish_list(job);
  if (job.kind == "complaint_progress") return show_progress(job);
  if (job.kind == "public_answer") return publish_answers(job);
  if (job.kind == "open_agency") {
    return services_.commands.run_many(flow::actor_to_open(job.payload), [&](ports::UnitOfWork& work) {
      return flow::open_agency(work, job.payload);
    });
  }
  return invalid("没有这种后台任务：" + job.kind);
}

// What changes between reading and publishing has queued the next job.
Status JobRunner::publish_list(const ports::TakenJob& job) {
  const std::string list = job.payload.text("list");
  Result<Json> content = Json();
  services_.snapshots.read(
      [&](ports::Reader& reader) { content = flow::compose_list(reader, job.agency, list); });
  if (!content) return refuse(content.error());
  return services_.commands.run_many(services_.system_actor(job.agency), [&](ports::UnitOfWork& work) {
    return flow::publish_list(work, list, *content);
  });
}

Status JobRunner::publish_answers(const ports::TakenJob& job) {
  const auto id = Uuid::parse(job.payload.text("complaint"));
  if (!id) return invalid("任务内容不完整。");
  return services_.commands.run_many(services_.system_actor(job.agency),
                                     [&](ports::UnitOfWork& work) { return flow::publish_answers(work, *id); });
}

Status JobRunner::show_progress(const ports::TakenJob& job) {
  const auto id = Uuid::parse(job.payload.text("complaint"));
  if (!id) return invalid("任务内容不完整。");
  if (services_.inbox == nullptr) return refuse(ErrorCode::unavailable, "这个进程没有收件箱。");
  Result<flow::PublicProgress> shown = refuse(ErrorCode::not_found, "没有这件投诉举报。");
  services_.snapshots.read([&](ports::Reader& reader) { shown = flow::public_progress(reader, job.agency, *id); });
  if (!shown) return refuse(shown.error());
  services_.inbox->put_progress(shown->letter, shown->number, shown->key, shown->version, shown->text, SystemClock().now());
  return {};
}

Status JobRunner::load_fonts() {
  if (fonts_) return {};
  auto fonts = render::Fonts::load();
  if (!fonts) return tl::make_unexpected(std::move(fonts.error()));
  fonts_ = std::move(*fonts);
  return {};
}

// Bound outside any transaction; only the digests are written into the case. Who comes second finds it sealed.
Status JobRunner::seal_volume(const ports::TakenJob& job) {
  const auto id = CaseId::parse(job.payload.text("case"));
  if (!id) return invalid("任务内容不完整。");
  if (auto loaded = load_fonts(); !loaded) return loaded;
  const auto system = services_.system_actor(job.agency);
  std::optional<cases::Case> c;
  archive::VolumeFacts facts;
  std::vector<flow::VolumePiece> pieces;
  services_.snapshots.read([&](ports::Reader& reader) {
    const auto stored = reader.load(job.agency, ports::kind::enforcement_case, id->uuid());
    auto loaded = stored ? cases::Case::from_parts(*id, stored->parts) : refuse(ErrorCode::not_found, "没有这个案件。");
    if (!loaded) return;
    c = std::move(*loaded);
    if (c->sealing || c->stage() != cases::Stage::archived) return;
    flow::ReadUnit unit(reader, system, c->stage_since());
    const auto agency = reader.load(job.agency, ports::kind::agency, job.agency.uuid());
    facts = archive::volume_facts(*c, agency ? identity::agency_from_parts(job.agency, agency->parts).name : std::string());
    pieces = flow::volume_pieces(unit, *c, facts);
  });
  if (!c) return invalid("没有这个案件。");
  if (c->sealing || c->stage() != cases::Stage::archived) return {};
  auto kept = std::chrono::steady_clock::now();
  const auto still_at_work = [&] {
    if (std::chrono::steady_clock::now() - kept < std::chrono::milliseconds(kLeaseMs / 4)) return;
    kept = std::chrono::steady_clock::now();
    services_.jobs.keep(job, kLeaseMs);
  };
  const auto sealing = bind_volume({services_.files, services_.pages, still_at_work}, *fonts_, *c, facts, pieces);
  if (!sealing) return refuse(Error(sealing.error()));
  return services_.commands.run_many(system, [&](ports::UnitOfWork& work) { return flow::seal_volume(work, *id, *sealing); });
}

Status JobRunner::render_document(const ports::TakenJob& job) {
  const auto case_id = CaseId::parse(job.payload.text("case"));
  const auto document_id = DocumentId::parse(job.payload.text("document"));
  if (!case_id || !document_id) return invalid("任务内容不完整。");
  std::optional<std::string> model_text;
  bool done = false, known = false;
  services_.snapshots.read([&](ports::Reader& reader) {
    const auto stored = reader.load(job.agency, ports::kind::enforcement_case, case_id->uuid());
    if (!stored) return;
    const auto loaded = cases::Case::from_parts(*case_id, stored->parts);
    const auto* document = loaded ? loaded->document(*document_id) : nullptr;
    if (document == nullptr) return;
    known = true;
    done = document->status == "rendered";
    model_text = reader.body(job.agency, document_id->uuid());
  });
  if (done) return {};
  if (!known || !model_text) return invalid("没有这份文书。");
  const auto json = parse_json(*model_text);
  if (!json) return invalid("文书内容不能读取。");
  const auto model = documents::document_from_json(*json);
  if (!model) return tl::make_unexpected(model.error());
  if (auto loaded = load_fonts(); !loaded) return loaded;
  const auto rendered = render::render_pdf(*model, *fonts_);
  if (!rendered) return tl::make_unexpected(rendered.error());
  const auto file = services_.files.put(rendered->bytes);
  Json body = Json::object({{"document_id", document_id->text()},
                            {"file_sha256", file.digest.substr(kDigestPrefix.size())},
                            {"size", static_cast<std::int64_t>(file.size)},
                            {"pages", rendered->pages}});
  if (!file.sm3.empty()) body.set("file_sm3", file.sm3);
  return perform(job, cases::Act::document_rendered, std::move(body));
}

Status JobRunner::perform(const ports::TakenJob& job, cases::Act act, Json body) {
  const auto case_id = CaseId::parse(job.payload.text("case"));
  if (!case_id) return invalid("任务内容不完整。");
  flow::ActRequest request{*case_id, act, {}, std::move(body), {}};
  const auto services = services_.flow();
  const auto answer = services_.commands.run(
      services_.system_actor(job.agency), std::nullopt,
      [&](ports::UnitOfWork& work) { return flow::perform_act(work, *services, request); });
  if (!answer) return refuse(answer.error());
  return {};
}

Result<cases::Recording> JobRunner::recording_of(const ports::TakenJob& job, const LookAtCase& look) {
  const auto case_id = CaseId::parse(job.payload.text("case"));
  const auto id = RecordingId::parse(job.payload.text("recording"));
  if (!case_id || !id) return invalid("任务内容不完整。");
  Result<cases::Recording> out = invalid("没有这份音像记录。");
  services_.snapshots.read([&](ports::Reader& reader) {
    const auto stored = reader.load(job.agency, ports::kind::enforcement_case, case_id->uuid());
    const auto loaded = stored ? cases::Case::from_parts(*case_id, stored->parts) : refuse(ErrorCode::not_found, "没有这个案件。");
    if (!loaded) return;
    for (const auto& row : loaded->recordings) {
      if (row.id != *id) continue;
      out = row;
      if (look) look(reader, *loaded, row);
    }
  });
  return out;
}

// A file that nobody can open stays what it is: received, kept, and said to be not playable.
Status JobRunner::probe_recording(const ports::TakenJob& job) {
  if (services_.media == nullptr) return refuse(ErrorCode::unavailable, "这个进程不检查音像记录。");
  const auto row = recording_of(job);
  if (!row) return refuse(row.error());
  if (row->state != cases::RecordingState::received) return {};
  const auto file = services_.files.open(std::string(kDigestPrefix) + row->sha256);
  if (!file) return refuse(ErrorCode::unavailable, "音像记录的文件暂时取不到。");
  const auto found = services_.media->look(*file);
  if (!found) return refuse(found.error());
  Json body = Json::object({{"recording_id", row->id.text()}, {"state", found->playable ? "playable" : "not_playable"}});
  if (!found->playable) body.set("fault", "打不开：不是能识别的图片或者音像文件，或者已损坏、加了密。");
  const auto set_text = [&](const char* name, const std::string& text) {
    if (!text.empty()) body.set(name, text);
  };
  set_text("container", found->container);
  set_text("video", found->video);
  set_text("audio", found->audio);
  set_text("made_at", found->made_at);
  body.set("duration_ms", found->duration_ms);
  body.set("width", found->width);
  body.set("height", found->height);
  return perform(job, cases::Act::recording_probed, std::move(body));
}

// Bytes first, then the record that they are gone: killed between the two, the job finds them gone and records it. What is
// confirmed by executor and witness cannot be taken back, so nothing is judged here again but who else needs the bytes.
Status JobRunner::destroy_recording(const ports::TakenJob& job) {
  bool needed = false;
  const auto row = recording_of(job, [&](ports::Reader& reader, const cases::Case& c, const cases::Recording& found) {
    needed = !reader.keys_anywhere(evidence::file_key(evidence::FileUse::needed, found.sha256), 1).empty();
    for (const auto& document : c.documents) needed |= document.file_sha256 == found.sha256;
  });
  if (!row) return refuse(row.error());
  if (evidence::use_of(*row) != evidence::FileUse::destroying) return {};
  if (!needed) services_.files.remove(std::string(kDigestPrefix) + row->sha256);
  return perform(job, cases::Act::recording_destroyed, Json::object({{"recording_id", row->id.text()}, {"bytes_kept", needed}}));
}

}  // namespace mingjing::workers
