// SPDX-License-Identifier: Apache-2.0
#include "demo_looks.h"

#include <optional>

#include "base/check.h"
#include "domain/cases/case.h"
#include "flow/access_journal.h"

namespace mingjing::app::demo {
namespace {

std::optional<cases::Case> load(System& system, CaseId id) {
  std::optional<cases::Case> out;
  system.snapshots().read([&](ports::Reader& reader) {
    const auto stored = reader.load(system.root_agency(), ports::kind::enforcement_case, id.uuid());
    MJ_CHECK(stored.has_value());
    auto read = cases::Case::from_parts(id, stored->parts);
    MJ_CHECK(read.has_value());
    out = std::move(*read);
  });
  return out;
}

}  // namespace

void make_looks(System& system, const Bureau& bureau, Date as_of, const std::vector<CaseId>& cases) {
  const auto& supervisor = bureau.people.at(bureau.with_role(identity::Role::supervisor).front());
  const auto& archivist = bureau.people.at(bureau.with_role(identity::Role::archivist).front());
  flow::AccessJournal journal(system.commands(), system.clock());
  Instant now = Instant::beijing(as_of - 1, 19);
  const auto look = [&](const Person& who, Uuid piece, std::string_view purpose, std::string_view way) {
    now = now.plus_ms(7'000);
    system.manual_clock()->set(now);
    MJ_CHECK(journal.note(who.actor, "evidence", piece, purpose, way));
  };
  for (const CaseId id : cases) {
    const auto c = load(system, id);
    if (c->stage() != cases::Stage::archived) continue;
    for (const auto& piece : c->evidence) {
      if (piece.sha256.empty()) continue;
      if (piece.media_type.starts_with("image/")) look(archivist, piece.id.uuid(), "办理本案", "thumbnail");
      look(supervisor, piece.id.uuid(), "case_file_review", "page");
    }
  }
  journal.flush();
}

}  // namespace mingjing::app::demo
