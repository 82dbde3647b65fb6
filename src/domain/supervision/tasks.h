// Tasks 「待办」: what waits in a case, a complaint or a list of the agency, for whom, and which limit it is measured by. Pure, and without a day:
// the same parts always give the same tasks, so lists keep them as derived rows. Whether an act is lawful now is not said
// here but by its guards; a task says whose turn it is.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/cases/case.h"
#include "domain/evidence/recording_list.h"
#include "domain/supervision/complaint.h"

namespace mingjing::supervision {

enum class TaskKind : std::uint8_t { act, obligation, review, publication, complaint, list };
inline constexpr std::array<cases::Named<TaskKind>, 6> kTaskKinds{{
    {TaskKind::act, "act", "办案"},
    {TaskKind::obligation, "obligation", "期限"},
    {TaskKind::review, "review", "法制审核"},
    {TaskKind::publication, "publication", "公示"},
    {TaskKind::complaint, "complaint", "投诉举报"},
    {TaskKind::list, "list", "本机关清单"},
}};

// One kind of task: its id in rows and answers, the act that does it (empty: open the case), and the sentence that says
// what to do; `{}` stands for the task's detail.
struct TaskKindOf {
  std::string_view id;
  TaskKind kind;
  std::string_view act;
  std::string_view todo;
};
const TaskKindOf* find_task(std::string_view id);
// The sentence with its detail: 出具法制审核意见（第2轮）.
std::string todo_of(const TaskKindOf& task, std::string_view detail);

struct Task {
  std::string_view id;             // of kTasks
  std::string row;                 // id of the row it belongs to, where a case may have several; else empty
  std::vector<std::string> desks;  // who does it
  std::string watcher;             // whose case waits for it meanwhile; empty: nobody else's
  std::string owner;               // who does it, in words: a name, or a role
  std::string detail;
  const cases::Obligation* limit = nullptr;  // of what was asked about; null: no limit runs
  Instant since;
  std::string hidden_from;  // officers who must not learn of it, separated by blanks
};

// Of an open case; limits point into `of`.
std::vector<Task> tasks_of(const cases::Case& of);
std::vector<Task> tasks_of(const Complaint& of);
std::vector<Task> tasks_of(const evidence::RecordingLists& of);

}  // namespace mingjing::supervision
