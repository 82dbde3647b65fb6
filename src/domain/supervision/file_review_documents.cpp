// What the documents say: seal, mandatory items, remedies, numbers, dates.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "domain/cases/facts.h"
#include "domain/documents/template.h"
#include "domain/supervision/file_review_checks.h"
#include "law/numerals.h"

namespace mingjing::supervision::checks {
namespace {

using cases::Act;

bool says(std::string_view text, std::string_view word) {
  return !word.empty() && text.find(word) != std::string_view::npos;
}

struct Number {
  std::string word;  // before the year
  int year = 0, serial = 0;
};
// 澜自然资罚决〔2026〕38号; nothing when it is written otherwise.
std::optional<Number> parse_number(std::string_view text) {
  const std::string_view open = "〔", close = "〕", end = "号";
  const auto from = text.find(open);
  const auto to = text.find(close);
  if (from == std::string_view::npos || to == std::string_view::npos || to < from || !text.ends_with(end))
    return std::nullopt;
  const auto year = text.substr(from + open.size(), to - from - open.size());
  const auto serial = text.substr(to + close.size(), text.size() - end.size() - to - close.size());
  const auto digits = [](std::string_view s) {
    return !s.empty() && s.find_first_not_of("0123456789") == std::string_view::npos;
  };
  if (year.size() != 4 || !digits(year) || !digits(serial) || serial.front() == '0' || serial.size() > 9)
    return std::nullopt;
  return Number{std::string(text.substr(0, from)), std::stoi(std::string(year)), std::stoi(std::string(serial))};
}

std::string before(const Number& number) {
  return documents::document_number(number.word, number.year, number.serial - 1);
}

// The number before it is nowhere in the agency's files. The first of a year follows none.
bool skips(const ReviewedFile& file, const Number& number) {
  return file.around.elsewhere && number.serial > 1 && !file.around.elsewhere->numbers.contains(before(number));
}

const documents::DocumentModel* decision_model(const ReviewedFile& file) {
  if (!file.decided()) return nullptr;
  const auto found = file.around.documents.find(file.c.decision->document);
  return found == file.around.documents.end() ? nullptr : &found->second;
}

std::string in_words(std::int64_t number) { return law::to_chinese(static_cast<int>(number)); }

}  // namespace

Checked own_seal(const ReviewedFile& file) {
  Look look;
  for (const auto& document : file.c.documents) {
    const auto found = file.around.documents.find(document.id);
    if (!file.issued(document) || found == file.around.documents.end() || !found->second.red_head) continue;
    const auto& seal = found->second.seal_name;
    if (seal.empty())
      look.found(of_document(document.id, "《" + document.title + "》" + document.number + "没有加盖印章。"));
    else if (seal != file.around.agency.name)
      look.found(of_document(
          document.id, "《" + document.title + "》" + document.number + "的印章是“" + seal + "”，不是本机关的印章。"));
    else
      look.seen(of_document(document.id, "《" + document.title + "》" + document.number + "盖有本机关印章。"));
  }
  return std::move(look).done("还没有对外的文书。");
}

Checked filing_complete(const ReviewedFile& file) {
  const auto& c = file.c;
  const auto* filing = file.last(Act::file_case);
  if (!file.filed() || filing == nullptr) return not_applicable("还没有立案。");
  std::string missing;
  const auto need = [&](bool there, std::string_view what) {
    if (!there) missing += (missing.empty() ? "" : "、") + std::string(what);
  };
  need(!c.source.empty(), "案件来源");
  need(!c.summary.empty(), "线索摘要");
  need(!c.cause.empty(), "案由");
  need(!c.item.id.empty(), "执法事项");
  need(c.discovered_on.has_value(), "发现日期");
  need(!c.unit.is_nil(), "承办机构");
  need(!filing->data.text("opinion").empty(), "审批意见");
  Look look;
  if (!missing.empty())
    look.found(of_record(*filing, c.filed_on->text() + " 的立案审批缺少" + missing + "。"));
  else
    look.seen(of_record(*filing, c.filed_on->text() + " 的立案审批填写完整。"));
  return std::move(look).done("");
}

Checked report_complete(const ReviewedFile& file) {
  const auto* concluded = file.last(Act::conclude_investigation);
  if (concluded == nullptr || !file.c.proposal) return not_applicable("调查还没有终结。");
  const auto& p = *file.c.proposal;
  std::string missing;
  const auto need = [&](bool there, std::string_view what) {
    if (!there) missing += (missing.empty() ? "" : "、") + std::string(what);
  };
  need(!concluded->data.text("report").empty(), "报告正文");
  need(!p.facts.empty(), "认定的事实");
  need(!p.reasons.empty(), "理由");
  need(!file.c.evidence.empty(), "证据");
  if (p.outcome == "penalty") {
    need(!p.violated.empty() || !p.counts.empty(), "违反的规定");
    need(!p.basis.empty() || !p.counts.empty(), "处罚依据");
    need(!p.kinds.empty(), "处罚种类");
    need(!p.benchmark.empty() || !p.benchmark_reason.empty(), "裁量理由");
  }
  Look look;
  const std::string day = concluded->occurred_at.date().text();
  if (!missing.empty())
    look.found(of_record(*concluded, day + " 的调查终结报告缺少" + missing + "。"));
  else
    look.seen(of_record(*concluded, day + " 的调查终结报告要素齐全；说理是否充分由评查人判断。"));
  return std::move(look).done("");
}

Checked decision_complete(const ReviewedFile& file) {
  const auto& c = file.c;
  const auto* model = decision_model(file);
  if (model == nullptr) return not_applicable(file.decided() ? "没有决定书的文本。" : "还没有作出决定。");
  const std::string text = documents::plain_text(*model);
  std::string missing;
  const auto need = [&](bool there, std::string_view what) {
    if (!there) missing += (missing.empty() ? "" : "、") + std::string(what);
  };
  const bool named =
      std::any_of(c.parties.begin(), c.parties.end(), [&](const auto& party) { return says(text, party.name); });
  const bool placed =
      std::any_of(c.parties.begin(), c.parties.end(), [&](const auto& party) { return says(text, party.address); });
  need(named, "当事人的姓名或者名称");
  need(placed, "当事人的地址");
  if (c.proposal) need(says(text, c.proposal->facts) || says(text, "经查"), "违法事实");
  if (file.penalty()) {
    need(says(text, "证据"), "证据");
    for (const auto kind : c.decision->kinds) {
      if (kind == cases::PenaltyKind::fine) need(says(text, "罚款"), "处罚种类");
    }
    need(says(text, "期限") || says(text, "日内"), "履行的方式和期限");
  }
  for (const auto& basis : c.decision->basis) need(says(text, basis), "依据" + basis);
  need(says(text, "行政复议") && says(text, "行政诉讼"), "复议、诉讼的途径");
  need(says(text, model->agency) || model->red_head, "机关名称");
  need(model->date.has_value(), "决定的日期");
  if (file.penalty() && c.decision->fine.count > 0) {
    need(says(text, "缴至") || says(text, "代收") || says(text, "银行"), "代收机构");
    need(says(text, "加处罚款"), "逾期是否加处罚款");
  }
  Look look;
  const std::string name = "决定书" + c.decision->number;
  if (!missing.empty())
    look.found(of_document(c.decision->document, name + "缺少" + missing + "。"));
  else
    look.seen(of_document(c.decision->document, name + "载明了法定的各项内容。"));
  return std::move(look).done("");
}

Checked remedies_told(const ReviewedFile& file) {
  const auto* model = decision_model(file);
  if (model == nullptr) return not_applicable(file.decided() ? "没有决定书的文本。" : "还没有作出决定。");
  const std::string text = documents::plain_text(*model);
  const auto found = file.around.items.find(file.c.item.id);
  const std::int64_t days = found == file.around.items.end() ? 60 : found->second.review_days;
  const bool special = found != file.around.items.end() && found->second.litigation_days > 0;
  const std::int64_t months = found == file.around.items.end() ? 6 : found->second.litigation_months;
  const std::string review = in_words(days) + "日";
  const std::string court = special ? in_words(found->second.litigation_days) + "日" : in_words(months) + "个月";
  const auto told = [&](const std::string& term, std::int64_t number, std::string_view unit) {
    return says(text, term) || says(text, std::to_string(number) + std::string(unit));
  };
  Look look;
  const auto at = [&](std::string sentence) { return of_document(file.c.decision->document, std::move(sentence)); };
  if (!told(review, days, "日")) look.found(at("决定书没有写明申请行政复议的期限" + review + "。"));
  if (!says(text, "申请行政复议")) look.found(at("决定书没有写明向哪个机关申请行政复议。"));
  if (!told(court, special ? found->second.litigation_days : months, special ? "日" : "个月")) {
    look.found(at("决定书没有写明提起行政诉讼的期限" + court +
                  (special ? "（" + found->second.litigation_citation + "）。" : std::string("。"))));
  }
  if (!says(text, "人民法院")) look.found(at("决定书没有写明向哪个法院提起行政诉讼。"));
  if (!look.has_findings()) look.seen(at("决定书告知复议期限" + review + "、诉讼期限" + court + "。"));
  return std::move(look).done("");
}

Checked numbers_regular(const ReviewedFile& file) {
  Look look;
  std::map<std::string, DocumentId> seen;
  for (const auto& document : file.c.documents) {
    if (!file.issued(document) || document.number.empty()) continue;
    const auto number = parse_number(document.number);
    const auto* record = file.c.record(document.record);
    const auto at = [&](std::string text) { return of_document(document.id, std::move(text)); };
    if (!number)
      look.found(at("《" + document.title + "》的文号“" + document.number + "”不规范。"));
    else if (record != nullptr && number->year != record->occurred_at.date().year())
      look.found(at("《" + document.title + "》" + document.number + "的年份与制作日期 " +
                    record->occurred_at.date().text() + " 不一致。"));
    else if (!file.around.agency.document_prefix.empty() &&
             !number->word.starts_with(file.around.agency.document_prefix))
      look.found(at("《" + document.title + "》" + document.number + "没有使用本机关的代字。"));
    else
      look.seen(at("《" + document.title + "》" + document.number));
    if (number && skips(file, *number)) {
      look.found(at("《" + document.title + "》" + document.number + "的前一号" + before(*number) + "在本机关的案卷里找不到。"));
    }
    if (!seen.emplace(document.number + document.template_id, document.id).second) {
      look.found(at("文号" + document.number + "使用了两次。"));
    }
  }
  return std::move(look).done("还没有编号的文书。");
}

Checked templates_used(const ReviewedFile& file) {
  Look look;
  for (const auto& document : file.c.documents) {
    if (!file.issued(document)) continue;
    const auto at = [&](std::string text) {
      return of_document(document.id, "《" + document.title + "》" + std::move(text));
    };
    if (!documents::has_template(document.template_id)) {
      look.found(at("没有使用登记的文书格式。"));
      continue;
    }
    const std::string text = file.text_of(document.id);
    if (says(text, "{{") || says(text, "____"))
      look.found(at("有没有填写的空白。"));
    else
      look.seen(at("使用登记的文书格式。"));
  }
  return std::move(look).done("还没有制作文书。");
}

Checked not_backdated(const ReviewedFile& file) {
  const auto& c = file.c;
  Look look;
  std::size_t late = 0;
  for (const auto& record : c.records) {
    if (record.recorded_at - record.occurred_at <= cases::kLateRecordMs) continue;
    ++late;
    if (!record.late_reason.empty()) continue;
    look.found(of_record(record, record.occurred_at.date().text() + " 的“" + std::string(cases::name_zh(record.act)) +
                                     "”于 " + record.recorded_at.date().text() + " 才登记，没有写明原因。"));
  }
  for (const auto& document : c.documents) {
    const std::string name = "《" + document.title + "》" + document.number;
    if (file.around.altered.contains(document.id)) look.found(of_document(document.id, name + "签发以后内容被改动。"));
    const auto found = file.around.documents.find(document.id);
    const auto* record = c.record(document.record);
    if (!file.issued(document) || found == file.around.documents.end() || record == nullptr || !found->second.date)
      continue;
    const Date date = *found->second.date;
    const bool excused = !record->late_reason.empty();
    if (date < record->occurred_at.date() && !excused)
      look.found(of_document(
          document.id, name + "的日期 " + date.text() + " 早于制作的日期 " + record->occurred_at.date().text() + "。"));
    else if (date > record->recorded_at.date())
      look.found(of_document(
          document.id, name + "的日期 " + date.text() + " 晚于登记的日期 " + record->recorded_at.date().text() + "。"));
  }
  if (!look.has_findings() && !c.records.empty()) {
    look.seen(
        {"共 " + std::to_string(c.records.size()) + " 项记录，补录 " + std::to_string(late) + " 项，都写明了原因。"});
  }
  return std::move(look).done("还没有记录。");
}

}  // namespace mingjing::supervision::checks

namespace mingjing::supervision {

std::vector<std::string> numbers_before(const cases::Case& c) {
  std::vector<std::string> out;
  for (const auto& document : c.documents) {
    const auto number = document.number.empty() ? std::nullopt : checks::parse_number(document.number);
    if (number && number->serial > 1) out.push_back(checks::before(*number));
  }
  return out;
}

}  // namespace mingjing::supervision
