// SPDX-License-Identifier: Apache-2.0
#include "domain/catalog/discretion_coverage.h"

#include <algorithm>
#include <limits>

namespace mingjing::catalog {
namespace {

constexpr std::int64_t kNoEnd = std::numeric_limits<std::int64_t>::max();

class Inspection {
 public:
  Inspection(const DiscretionBook& book, const DiscretionStandard& standard) : book_(book), standard_(standard) {}

  std::vector<CoverageFinding> run() {
    conditions(standard_.bands, standard_.by, "法定幅度");
    for (const auto& band : standard_.bands) {
      const std::string where = "幅度“" + band.zh + "”";
      conditions(band.steps, band.by, where);
      amounts(band, where);
    }
    return std::move(out_);
  }

 private:
  void found(CoverageFault fault, const std::string& where, std::string message) {
    out_.push_back({fault, standard_.item, standard_.id, where, std::move(message)});
  }

  std::string value_zh(const std::string& by, std::int64_t value) const {
    const auto* measure = book_.measure(by);
    return measure == nullptr ? std::to_string(value) : measure->zh + text_zh(*measure, value);
  }

  // The intervals must cover everything from zero up, once. Facts only move a case to a heavier row, so they cannot
  // leave a gap; a row by facts alone needs no interval.
  template <class T>
  void conditions(const std::vector<T>& rows, const std::string& by, const std::string& where) {
    std::vector<const Applies*> spans;
    for (const auto& row : rows) {
      if (row.applies.measured) spans.push_back(&row.applies);
    }
    std::sort(spans.begin(), spans.end(), [](const auto* a, const auto* b) { return a->from < b->from; });
    std::int64_t reached = 0;  // everything below is covered
    for (const auto* span : spans) {
      if (span->from < reached) {
        found(CoverageFault::condition_overlap, where,
              "从" + value_zh(by, span->from) + "起有两档都适用，请把前一档的终点改到这里。");
      } else if (span->from > reached) {
        found(CoverageFault::condition_gap, where,
              "从" + value_zh(by, reached) + "到" + value_zh(by, span->from) + "没有可以适用的一档，请补上。");
      }
      reached = std::max(reached, span->to.value_or(kNoEnd));
    }
    if (reached != kNoEnd) {
      found(CoverageFault::condition_gap, where, "从" + value_zh(by, reached) + "起没有可以适用的一档，请补上。");
    }
  }

  void amounts(const FineBand& band, const std::string& where) {
    std::int64_t reached = band.range.min * 1000, before = reached;
    for (const auto& step : band.steps) {
      const std::string at = where + "阶次“" + step.zh + "”";
      const std::string text = "（" + text_zh(band, step) + "）";
      if (step.low < before || step.high < reached) {
        found(CoverageFault::inversion, at, text + "比前一阶次还轻，请按由轻到重排列并改正数额。");
      } else if (step.low < reached) {
        found(CoverageFault::amount_overlap, at, text + "与前一阶次重叠，请从前一阶次的终点起。");
      } else if (step.low > reached) {
        found(CoverageFault::amount_gap, at, text + "与前一阶次或者法定最低额之间有空档，请接上。");
      }
      before = step.low;
      reached = std::max(reached, step.high);
    }
    if (reached < band.range.max * 1000) {
      found(CoverageFault::amount_gap, where, "最重的阶次没有到法定最高额，请接上。");
    }
  }

  const DiscretionBook& book_;
  const DiscretionStandard& standard_;
  std::vector<CoverageFinding> out_;
};

std::string joined(const std::vector<std::string>& rows) {
  std::string out;
  for (const auto& row : rows) out += (out.empty() ? "" : "；") + row;
  return out;
}

void add_rows(const DiscretionBook& book, const DiscretionStandard& one, std::vector<CoverageRow>& rows) {
  for (const auto& band : one.bands) {
    for (const auto& step : band.steps) {
      std::string condition = conditions_zh(book, band.by, step.applies);
      if (one.bands.size() > 1) condition = band.zh + "；" + condition;
      rows.push_back({one.item, one.id, one.name, joined(one.basis), text_zh(band.range), step.zh, std::move(condition),
                      text_zh(band, step), band.range.citation});
    }
  }
}

}  // namespace

std::vector<CoverageFinding> faults_of(const DiscretionBook& book, const DiscretionStandard& standard) {
  return Inspection(book, standard).run();
}

Coverage coverage(const DiscretionBook& book, const std::vector<std::string>& items, Date day) {
  Coverage out;
  for (const auto& item : items) {
    ++out.items;
    const auto* one = book.find(item, day);
    if (one == nullptr) {
      out.findings.push_back({CoverageFault::not_covered, item, "", "", "这一事项没有现行的裁量基准，请制定并公布。"});
      continue;
    }
    ++out.covered;
    add_rows(book, *one, out.rows);
    const auto faults = faults_of(book, *one);
    out.findings.insert(out.findings.end(), faults.begin(), faults.end());
  }
  return out;
}

std::string_view zh(CoverageFault fault) {
  switch (fault) {
    case CoverageFault::not_covered:
      return "没有裁量基准";
    case CoverageFault::condition_gap:
      return "适用条件有空档";
    case CoverageFault::condition_overlap:
      return "适用条件重叠";
    case CoverageFault::amount_gap:
      return "处罚幅度有空档";
    case CoverageFault::amount_overlap:
      return "处罚幅度重叠";
    case CoverageFault::inversion:
      return "轻重倒置";
  }
  return {};
}

}  // namespace mingjing::catalog
