// How evidence was taken: records, samples, what was preserved.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "domain/cases/procedure.h"
#include "domain/evidence/recording_rules.h"
#include "domain/supervision/file_review_checks.h"

namespace mingjing::supervision::checks {
namespace {

using cases::Act;

struct Span {
  const cases::Record* record;
  Instant from, to;
};

bool apart(const Span& one, const cases::InquirySpan& other) { return one.to <= other.from || other.to <= one.from; }

void look_elsewhere(const ReviewedFile& file, const Span& span, Look& look) {
  if (!file.around.elsewhere) return;
  const auto& officers = span.record->officers;
  for (const auto& other : file.around.elsewhere->inquiries) {
    if (apart(span, other.span) || std::find(officers.begin(), officers.end(), other.officer) == officers.end()) continue;
    look.found(of_record(*span.record, file.officer_name(other.officer) + "同时参加了 " + span.from.text_zh() +
                                           " 开始的询问和案件 " + other.case_no + " 中 " + other.span.from.text_zh() +
                                           " 开始的询问，时间重叠。"));
  }
}

}  // namespace

Checked investigated_after_filing(const ReviewedFile& file) {
  const auto& c = file.c;
  if (!file.filed()) return not_applicable("还没有立案。");
  const Date filed = *c.filed_on;
  Look look;
  for (const auto& record : c.records) {
    if (record.act != Act::record_inquiry || record.data.text("subject_role") != "party") continue;
    const Date day = record.occurred_at.date();
    if (day < filed)
      look.found(of_record(record, day.text() + " 询问当事人，在立案（" + filed.text() + "）以前。"));
    else
      look.seen(of_record(record, day.text() + " 询问当事人，在立案以后。"));
  }
  for (const auto& sample : c.samplings) {
    if (sample.taken_at.date() < filed) look.found({sample.taken_at.date().text() + " 抽样取证，在立案以前。"});
  }
  for (const auto& expert : c.entrustments) {
    if (expert.entrusted_at.date() < filed)
      look.found({expert.entrusted_at.date().text() + " 委托" + expert.organisation + "鉴定，在立案以前。"});
  }
  for (const auto& piece : c.evidence) {
    if (piece.obtained_at.date() >= filed) continue;
    const std::string text = "证据“" + piece.name + "”于 " + piece.obtained_at.date().text() + " 取得，在立案以前";
    if (piece.before_filing)
      look.seen({text + "，已标注。", {}, {}, piece.id});
    else
      look.found({text + "，没有标注立案前取得。", {}, {}, piece.id});
  }
  return std::move(look).done("还没有需要在立案以后进行的调查。");
}

Checked certificate_shown(const ReviewedFile& file) {
  Look look;
  for (const auto& record : file.c.records) {
    if (record.act != Act::record_inquiry && record.act != Act::record_on_site && record.act != Act::take_sample &&
        record.act != Act::preserve_evidence)
      continue;
    const std::string text = record.occurred_at.date().text() + " 的“" + std::string(cases::name_zh(record.act)) + "”";
    if (record.certificate_shown)
      look.seen(of_record(record, text + "记明已出示执法证件。"));
    else
      look.found(of_record(record, text + "没有记明出示执法证件。"));
  }
  return std::move(look).done("还没有制作笔录。");
}

Checked minutes_formal(const ReviewedFile& file) {
  Look look;
  for (const auto& record : file.c.records) {
    if (record.act != Act::record_inquiry && record.act != Act::record_on_site) continue;
    std::string missing;
    const auto miss = [&](std::string_view what) { missing += (missing.empty() ? "" : "、") + std::string(what); };
    if (record.data.text("started_at").empty() || record.data.text("ended_at").empty()) miss("起止时间");
    if (record.data.text("place").empty()) miss("地点");
    if (!record.data.flag("signed") && record.data.text("refusal_note").empty()) miss("签名或者拒签说明");
    const std::string text = record.occurred_at.date().text() + " 的“" + std::string(cases::name_zh(record.act)) + "”";
    if (!missing.empty())
      look.found(of_record(record, text + "缺少" + missing + "。"));
    else
      look.seen(of_record(record, text + "有起止时间、地点，并经核对签名；逐页和改动处的签名请看原件。"));
  }
  return std::move(look).done("还没有制作笔录。");
}

Checked no_overlapping_inquiries(const ReviewedFile& file) {
  std::vector<Span> spans;
  for (const auto& record : file.c.records) {
    if (record.act != Act::record_inquiry) continue;
    if (const auto span = cases::inquiry_span(record)) spans.push_back({&record, span->from, span->to});
  }
  Look look;
  for (std::size_t i = 0; i < spans.size(); ++i) {
    for (std::size_t k = i + 1; k < spans.size(); ++k) {
      if (apart(spans[i], {spans[k].from, spans[k].to})) continue;
      const auto& there = spans[k].record->officers;
      for (const auto& officer : spans[i].record->officers) {
        if (std::find(there.begin(), there.end(), officer) == there.end()) continue;
        look.found(of_record(*spans[k].record, file.officer_name(officer) + "同时参加了 " + spans[i].from.text_zh() +
                                                   " 和 " + spans[k].from.text_zh() + " 开始的两次询问，时间重叠。"));
      }
    }
  }
  for (const auto& span : spans) look_elsewhere(file, span, look);
  if (!spans.empty() && !look.has_findings()) {
    const std::string where = file.around.elsewhere ? "，与本机关其他案件的询问也没有重叠。" : "。";
    look.seen({"本案 " + std::to_string(spans.size()) + " 次询问的时间没有重叠" + where});
  }
  return std::move(look).done("还没有记明起止时间的询问笔录。");
}

Checked copies_certified(const ReviewedFile& file) {
  Look look;
  std::size_t copies = 0;
  for (const auto& piece : file.c.evidence) {
    if (piece.excluded || piece.kind != cases::EvidenceKind::documentary_evidence) continue;
    ++copies;
    if (piece.origin.empty()) look.found({"书证“" + piece.name + "”没有写明提供人或者提取地点。", {}, {}, piece.id});
  }
  if (copies > 0)
    look.ask("卷内有 " + std::to_string(copies) + " 件书证。复制件是否都注明与原件一致，有提供人签名和日期？");
  return std::move(look).done("没有书证。");
}

Checked preservation_lawful(const ReviewedFile& file) {
  Look look;
  for (const auto& kept : file.c.preservations) {
    const std::string name = kept.proposed_at.date().text() + " 提请的先行登记保存";
    if (!kept.carried_out_at) {
      if (kept.verdict == cases::Verdict::refused) look.seen({name + "，没有批准，没有实施。"});
      continue;
    }
    const Date done = kept.carried_out_at->date();
    if (kept.verdict != cases::Verdict::granted || !kept.decided_at)
      look.found({name + "没有经机关负责人批准，" + done.text() + " 已实施。"});
    else if (*kept.decided_at > *kept.carried_out_at)
      look.found({name + "先实施（" + done.text() + "），后批准（" + kept.decided_at->date().text() + "）。"});
    if (kept.things.empty()) look.found({name + "没有物品清单。"});
    const Date due = file.last_day(cases::rule::preserve, done).value_or(done);
    if (kept.disposed_at && kept.disposed_at->date() > due) {
      look.found({done.text() + " 实施的先行登记保存，应于 " + due.text() + " 前处理，" +
                  kept.disposed_at->date().text() + " 才处理。"});
    } else if (!kept.disposed_at && file.around.today > due) {
      look.found({done.text() + " 实施的先行登记保存，应于 " + due.text() + " 前处理，至今没有处理。"});
    } else if (kept.disposed_at) {
      look.seen({done.text() + " 实施，" + kept.disposed_at->date().text() + " 处理，未超过 " + due.text() + "。"});
    } else {
      look.seen({done.text() + " 实施，应于 " + due.text() + " 前处理。"});
    }
  }
  return std::move(look).done("没有先行登记保存。");
}

Checked samples_and_experts(const ReviewedFile& file) {
  Look look;
  for (const auto& sample : file.c.samplings) {
    const std::string text = sample.taken_at.date().text() + " 的抽样取证";
    if (sample.things.empty())
      look.found({text + "没有样品清单。"});
    else
      look.seen({text + "有样品 " + std::to_string(sample.things.size()) + " 件。"});
  }
  for (const auto& expert : file.c.entrustments) {
    const std::string text = expert.entrusted_at.date().text() + " 委托" + expert.organisation + "鉴定";
    if (expert.qualification.empty()) look.found({text + "，没有写明鉴定机构的资质。"});
    if (!expert.period_told_on) look.found({text + "，没有将鉴定期间告知当事人。"});
    if (expert.given_on && !expert.result_told_on) look.found({text + "，结果没有告知当事人。"});
    if (!expert.given_on && file.decided()) look.found({text + "，作出决定时还没有鉴定意见。"});
    if (expert.given_on && expert.result_told_on)
      look.seen({text + "，" + expert.given_on->text() + " 出具意见，已告知当事人。"});
    else if (!expert.given_on)
      look.seen({text + "，尚待出具意见。"});
  }
  return std::move(look).done("没有抽样、鉴定。");
}

Checked recordings_made(const ReviewedFile& file) {
  Look look;
  for (const auto& step : evidence::recorded_steps(file.c)) {
    if (!step.must()) continue;
    const std::string words = evidence::step_words(step);
    if (step.coverage == evidence::Coverage::awaiting_approval) look.found(of_record(*step.step, words + "：没有记录的说明还没有经批准。"));
    else if (step.owed()) look.found(of_record(*step.step, words + "：应当音像记录，没有记录也没有说明。"));
    else look.seen(of_record(*step.step, words + (step.coverage == evidence::Coverage::covered ? "：有音像记录。" : "：没有记录的部分有经批准的说明。")));
  }
  return std::move(look).done("没有应当音像记录的环节。");
}

}  // namespace mingjing::supervision::checks
