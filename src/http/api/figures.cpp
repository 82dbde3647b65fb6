// SPDX-License-Identifier: Apache-2.0
#include "http/api/figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "domain/cases/stage.h"

namespace mingjing::http::api {
namespace {

using query::FigureQuestion;

struct Column {
  std::string_view key, label, unit;
};

// What stands before the rows of every figure.
struct Figure {
  std::string_view id, question;
  std::string finding;
  std::vector<Column> columns;
  std::string_view how;
  FigureQuestion computed_by;
};

void open_figure(JsonWriter& out, const Figure& figure) {
  out.open_object().member("id", figure.id).member("question", figure.question).member("finding", figure.finding);
  out.key("columns").open_array();
  for (const auto& column : figure.columns) {
    out.open_object().member("key", column.key).member("label", column.label);
    if (!column.unit.empty()) out.member("unit", column.unit);
    out.close_object();
  }
  out.close_array().member("how", figure.how).member("query", query::sql_of(figure.computed_by));
  out.key("rows").open_array();
}
void close_figure(JsonWriter& out) { out.close_array().close_object(); }

std::string_view stage_name(std::string_view id) {
  const auto stage = cases::parse_stage(id);
  return stage ? cases::name_zh(*stage) : id;
}

Date next_month(Date first) {
  const Date later = first + 31;
  return Date(later.year(), later.month(), 1);
}

std::string tenths(std::int64_t sum, std::int64_t count) {
  const std::int64_t rounded = (sum * 10 + count / 2) / count;
  return fmt::format("{}.{}", rounded / 10, rounded % 10);
}

}  // namespace

void write_cases_by_stage(JsonWriter& out, const std::vector<query::StageFigure>& rows) {
  std::int64_t total = 0, yellow = 0, red = 0;
  std::string late;
  std::map<std::string_view, const query::StageFigure*> by_stage;
  for (const auto& row : rows) {
    total += row.total, yellow += row.yellow, red += row.red;
    by_stage[row.stage] = &row;
  }
  for (const auto& stage : cases::kStages) {
    const auto found = by_stage.find(stage.id);
    if (found != by_stage.end() && found->second->red > 0) late += (late.empty() ? "" : "、") + std::string(stage.zh);
  }
  std::string finding = total == 0 ? "没有在办的案件" : fmt::format("在办 {} 件，临近到期 {} 件，逾期 {} 件", total, yellow, red);
  if (!late.empty()) finding += "，逾期的在" + late;
  open_figure(out, {"cases_by_stage", "案件停在哪里", finding,
                    {{"stage", "阶段代码", ""}, {"name", "阶段", ""}, {"total", "在办", "件"}, {"green", "正常", "件"},
                     {"yellow", "临近到期", "件"}, {"red", "逾期", "件"}},
                    "按办案阶段统计今天尚未结案、归档的案件；有一项机关期限已过的算逾期，进入提醒期的算临近到期。",
                    FigureQuestion::cases_by_stage});
  for (const auto& stage : cases::kStages) {
    const auto found = by_stage.find(stage.id);
    if (found == by_stage.end()) continue;
    const auto& row = *found->second;
    out.open_array().value(row.stage).value(stage_name(row.stage)).value(row.total);
    out.value(row.total - row.yellow - row.red).value(row.yellow).value(row.red).close_array();
  }
  close_figure(out);
}

void write_cases_by_month(JsonWriter& out, const std::vector<query::MonthFigure>& rows, const query::Counted& what) {
  std::int64_t filed = 0, closed = 0;
  std::map<std::string_view, const query::MonthFigure*> by_month;
  for (const auto& row : rows) {
    filed += row.filed, closed += row.closed;
    by_month[row.month] = &row;
  }
  std::string finding = fmt::format("立案 {} 件，结案 {} 件", filed, closed);
  if (closed > filed) finding += "，结案多于立案";
  if (filed > closed) finding += fmt::format("，在办增加 {} 件", filed - closed);
  open_figure(out, {"cases_by_month", "每月立案与结案", finding,
                    {{"month", "月份", ""}, {"filed", "立案", "件"}, {"closed", "结案", "件"}},
                    "按立案日期和结案日期所在的月份统计；撤销立案算结案，不予立案不算。", FigureQuestion::cases_by_month});
  for (Date month(what.from.year(), what.from.month(), 1); month <= what.to; month = next_month(month)) {
    const auto found = by_month.find(month.text().substr(0, 7));
    const bool any = found != by_month.end();
    out.open_array().value(month.text().substr(0, 7)).value(any ? found->second->filed : 0);
    out.value(any ? found->second->closed : 0).close_array();
  }
  close_figure(out);
}

void write_lights(JsonWriter& out, const std::vector<query::LightFigure>& rows) {
  constexpr std::pair<std::string_view, std::string_view> kNames[] = {
      {"red", "逾期"}, {"yellow", "临近到期"}, {"green", "正常"}, {"none", "没有机关期限在走"}};
  std::map<std::string_view, std::int64_t> counts;
  std::int64_t total = 0;
  for (const auto& row : rows) counts[row.light] = row.cases, total += row.cases;
  open_figure(out, {"lights", "期限走到哪里",
                    counts["red"] == 0 ? std::string("没有逾期的案件")
                                       : fmt::format("{} 件在办案件里，逾期 {} 件", total, counts["red"]),
                    {{"light", "灯", ""}, {"name", "期限", ""}, {"cases", "案件", "件"}},
                    "每件在办案件只计一次，取最紧的一项机关期限。", FigureQuestion::cases_by_light});
  for (const auto& [light, name] : kNames) out.open_array().value(light).value(name).value(counts[light]).close_array();
  close_figure(out);
}

void write_filing_to_decision(JsonWriter& out, const std::vector<query::DecisionFigure>& rows) {
  std::vector<int> days;
  int over = 0;
  for (const auto& row : rows) {
    days.push_back(row.decided_on - row.filed_on);
    if (row.due && row.decided_on > *row.due) ++over;
  }
  std::sort(days.begin(), days.end());
  std::string finding = "期间没有作出决定";
  if (!days.empty()) {
    finding = fmt::format("共 {} 件，半数在 {} 天内；", days.size(), days[(days.size() - 1) / 2]);
    finding += over == 0 ? "都没有超过办案期限" : fmt::format("{} 件超过办案期限", over);
  }
  open_figure(out, {"filing_to_decision_days", "从立案到决定用了多少天", finding,
                    {{"case", "案件编号（系统）", ""}, {"number", "案号", ""}, {"filed_on", "立案", ""}, {"decided_on", "决定", ""},
                     {"days", "用时", "天"}, {"limit_days", "办案期限", "天"}},
                    "决定日期减去立案日期，按日历日；办案期限已计入批准的延长和依法扣除的时间。每件一行，最多 2000 件。",
                    FigureQuestion::filing_to_decision});
  for (const auto& row : rows) {
    out.open_array().value(row.id).value(row.case_no).value(row.filed_on.text()).value(row.decided_on.text());
    out.value(row.decided_on - row.filed_on);
    if (row.due) out.value(*row.due - row.filed_on);
    else out.null();
    out.close_array();
  }
  close_figure(out);
}

void write_publication_timeliness(JsonWriter& out, const std::vector<query::PublicationFigure>& rows,
                                  const law::Calendar& calendar, Date today) {
  struct Month {
    std::int64_t decided = 0, on_time = 0, late = 0, waiting = 0, days = 0, slowest = 0;
  };
  std::map<std::string, Month> months;
  Month all;
  for (const auto& row : rows) {
    if (!row.due) continue;  // nothing had to be shown
    Month& month = months[row.decided_on.text().substr(0, 7)];
    const bool late = row.done_on.value_or(today) > *row.due;
    for (Month* sum : {&month, &all}) {
      ++sum->decided;
      ++(late ? sum->late : row.done_on ? sum->on_time : sum->waiting);
      if (!row.done_on) continue;
      const std::int64_t took = calendar.working_days_between(row.decided_on, *row.done_on);
      sum->days += took;
      sum->slowest = std::max(sum->slowest, took);
    }
  }
  open_figure(out, {"publication_timeliness", "决定作出后多久公示",
                    all.decided == 0 ? std::string("期间没有需要公示的决定")
                                     : fmt::format("{} 件中按期 {} 件，逾期 {} 件，还在期限内 {} 件", all.decided, all.on_time,
                                                   all.late, all.waiting),
                    {{"month", "决定月份", ""}, {"decided", "需公示", "件"}, {"on_time", "按期", "件"}, {"late", "逾期", "件"},
                     {"waiting", "期限内待办", "件"}, {"average_days", "平均用时", "个工作日"},
                     {"slowest_days", "最长用时", "个工作日"}},
                    "从决定作出之日到批准公示或者依法不予公示之日，按工作日计；过了期限还没有办的算逾期。",
                    FigureQuestion::publication_timeliness});
  for (const auto& [name, month] : months) {
    const std::int64_t done = month.decided - month.waiting;
    out.open_array().value(name).value(month.decided).value(month.on_time).value(month.late).value(month.waiting);
    if (month.slowest > 0 || month.on_time > 0) out.value(tenths(month.days, std::max<std::int64_t>(done, 1))).value(month.slowest);
    else out.null().null();
    out.close_array();
  }
  close_figure(out);
}

}  // namespace mingjing::http::api
