// SPDX-License-Identifier: Apache-2.0
#include "domain/catalog/csv.h"

#include <iconv.h>

#include <algorithm>
#include <cerrno>
#include <set>

#include "base/check.h"
#include "base/text.h"

namespace mingjing::catalog {
namespace {

constexpr std::size_t kMaxBytes = 16 << 20;
constexpr std::size_t kMaxRows = 100'000;
constexpr std::size_t kMaxColumns = 64;

Result<std::string> from_gb18030(std::string_view bytes) {
  iconv_t converter = iconv_open("UTF-8", "GB18030");
  MJ_CHECK(converter != reinterpret_cast<iconv_t>(-1));
  std::string in(bytes), out(bytes.size() * 2 + 16, '\0');
  char* from = in.data();
  char* to = out.data();
  std::size_t left = in.size(), room = out.size();
  const std::size_t result = iconv(converter, &from, &left, &to, &room);
  iconv_close(converter);
  if (result == static_cast<std::size_t>(-1)) {
    return invalid("文件编码无法识别，请另存为UTF-8或者GB18030编码的CSV文件后重新导入。");
  }
  out.resize(out.size() - room);
  return out;
}

// RFC 4180 with bare LF allowed; lines that hold nothing are skipped, also those of a spreadsheet, which has commas in them.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Result<std::vector<CsvRow>> rows() {
    while (at_ < text_.size()) {
      CsvRow row{line_, {}};
      if (!read_row(row)) {
        return invalid("第" + std::to_string(row.line) + "行的引号没有配对，请检查后重新导入。");
      }
      if (row.cells.size() > kMaxColumns)
        return invalid("第" + std::to_string(row.line) + "行的列数过多，请核对文件格式。");
      const bool blank = std::all_of(row.cells.begin(), row.cells.end(), [](const auto& cell) { return cell.empty(); });
      if (blank && (row.cells.size() == 1 || !rows_.empty())) continue;  // a header of commas is a fault
      rows_.push_back(std::move(row));
      if (rows_.size() > kMaxRows) return refuse(ErrorCode::too_large, "文件超过十万行，请分成几个文件导入。");
    }
    return std::move(rows_);
  }

 private:
  bool read_row(CsvRow& row) {
    for (;;) {
      std::string cell;
      if (!read_cell(cell)) return false;
      row.cells.emplace_back(trim(cell));
      if (at_ >= text_.size()) return true;
      const char c = text_[at_++];
      if (c == ',') continue;
      if (c == '\r' && at_ < text_.size() && text_[at_] == '\n') ++at_;
      ++line_;
      return true;
    }
  }

  bool read_cell(std::string& cell) {
    if (at_ >= text_.size() || text_[at_] != '"') {
      while (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\n' && text_[at_] != '\r') cell += text_[at_++];
      return true;
    }
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\n') ++line_;
      if (text_[at_] != '"') {
        cell += text_[at_];
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        cell += '"';
        ++at_;
      } else {
        ++at_;
        return at_ >= text_.size() || text_[at_] == ',' || text_[at_] == '\n' || text_[at_] == '\r';
      }
    }
    return false;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::vector<CsvRow> rows_;
};

}  // namespace

std::string_view to_string(Taken outcome) {
  switch (outcome) {
    case Taken::taken:
      return "taken";
    case Taken::unchanged:
      return "unchanged";
    case Taken::refused:
      return "refused";
  }
  return "refused";
}

std::string CsvTable::cell(const CsvRow& row, std::string_view column) const {
  const auto at = std::find(header.begin(), header.end(), column);
  const auto index = static_cast<std::size_t>(at - header.begin());
  return at == header.end() || index >= row.cells.size() ? std::string() : row.cells[index];
}

bool CsvTable::has(std::string_view column) const {
  return std::find(header.begin(), header.end(), column) != header.end();
}

Result<std::string> to_utf8(std::string_view bytes) {
  if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
  if (bytes.find('\0') != std::string_view::npos) {
    return invalid("这不是CSV文本文件（可能是Excel工作簿），请另存为CSV后重新导入。");
  }
  if (is_utf8(bytes)) return std::string(bytes);
  return from_gb18030(bytes);
}

Result<CsvTable> read_csv(std::string_view bytes) {
  if (bytes.size() > kMaxBytes) return refuse(ErrorCode::too_large, "文件超过16兆字节，请分成几个文件导入。");
  const auto text = to_utf8(bytes);
  if (!text) return refuse(text.error());
  auto rows = Reader(*text).rows();
  if (!rows) return refuse(rows.error());
  if (rows->empty()) return invalid("文件是空的，请检查后重新导入。");
  CsvTable table;
  table.header = std::move(rows->front().cells);
  std::set<std::string> seen;
  for (const auto& name : table.header) {
    if (!name.empty() && !seen.insert(name).second) return invalid("表头“" + name + "”出现了两次，请删去一列。");
  }
  if (seen.empty()) return invalid("第一行应为表头，请按模板补上后重新导入。");
  table.rows.assign(std::make_move_iterator(rows->begin() + 1), std::make_move_iterator(rows->end()));
  return table;
}

std::vector<std::string> cell_list(std::string_view cell) {
  std::string folded(cell);
  constexpr std::string_view kWide = "；";
  for (auto at = folded.find(kWide); at != std::string::npos; at = folded.find(kWide))
    folded.replace(at, kWide.size(), ";");
  std::vector<std::string> out;
  for (const auto part : split(folded, ';')) {
    if (const auto text = trim(part); !text.empty()) out.emplace_back(text);
  }
  return out;
}

}  // namespace mingjing::catalog
