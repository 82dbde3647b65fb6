// SPDX-License-Identifier: Apache-2.0
#include "domain/documents/template.h"

#include <map>
#include <optional>
#include <set>

#include "base/check.h"
#include "base/embedded.h"
#include "base/money.h"
#include "base/text.h"

namespace mingjing::documents {

namespace {

using Store = std::map<std::string, Json, std::less<>>;

constexpr std::string_view kCommon = "templates/common/";

const Store& store() {
  static const auto all = [] {
    Store out;
    for (auto path : embedded_under("templates/")) {
      if (!path.ends_with(".json") || path.starts_with(kCommon)) continue;
      auto json = parse_json(embedded(path));
      MJ_CHECK(json.has_value());
      const auto id = json->text("id");
      MJ_CHECK(!id.empty() && json->integer("version") >= 1);
      auto& slot = out[id];
      if (slot.integer("version") < json->integer("version")) slot = std::move(*json);
    }
    return out;
  }();
  return all;
}

// Pieces that several templates share, by id: who the party is, a list of things, whom to ask.
const Json& common(std::string_view id) {
  static const auto all = [] {
    Store out;
    for (auto path : embedded_under(kCommon)) {
      auto json = parse_json(embedded(path));
      MJ_CHECK(json.has_value());
      out.emplace(json->text("id"), std::move(*json));
    }
    return out;
  }();
  const auto found = all.find(id);
  MJ_CHECK(found != all.end());
  return found->second;
}

// 1 → 一, 10 → 十, 21 → 二十一; forms number nothing beyond 99.
std::string chinese_number(std::size_t n) {
  static constexpr std::string_view kDigits[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
  if (n >= 100) return std::to_string(n);
  std::string out;
  if (n >= 20) out += kDigits[n / 10];
  if (n >= 10) out += "十";
  out += kDigits[n % 10];
  return out;
}

// What people call a fact: data/templates/facts.tsv, else its path.
std::string name_of_fact(const std::string& path) {
  static const auto names = [] {
    std::map<std::string, std::string, std::less<>> out;
    for (auto line : split(embedded("templates/facts.tsv"), '\n')) {
      const auto tab = line.find('\t');
      if (tab != std::string_view::npos) out.emplace(line.substr(0, tab), line.substr(tab + 1));
    }
    return out;
  }();
  const auto found = names.find(path);
  return found != names.end() ? found->second : path;
}

bool holds_something(const Json* fact) {
  if (fact == nullptr || fact->is_null()) return false;
  if (const auto* b = fact->as_bool()) return *b;
  if (const auto* n = fact->as_int()) return *n != 0;
  if (const auto* s = fact->as_string()) return !trim(*s).empty();
  if (const auto* a = fact->as_array()) return !a->empty();
  if (const auto* o = fact->as_object()) return !o->empty();
  return false;
}

class Composer {
 public:
  Composer(const Json& tmpl, const Json& facts) : template_(tmpl), facts_(facts) {}

  Result<DocumentModel> run() {
    check_mandatory();
    DocumentModel model;
    model.template_id = template_.text("id");
    model.template_version = static_cast<int>(template_.integer("version"));
    model.red_head = template_.flag("red_head");
    for (const auto& line : template_.items("title")) {
      if (const auto* text = line.as_string()) model.title.push_back(plain(fill(*text)));
    }
    model.agency = plain(fill("{{agency.name}}"));
    if (template_.flag("number", true)) model.number = plain(fill("{{number}}"));
    for (const auto& block : template_.items("blocks")) add_block(block, model.blocks);
    read_frame(model);
    if (!reasons_.empty()) {
      Error error{ErrorCode::invalid, {}, {}, std::move(reasons_), {}};
      error.message =
          template_.text("name") + "还缺 " + std::to_string(error.reasons.size()) + " 项内容，补齐后再生成。";
      error.field = error.reasons.front().field;
      return refuse(std::move(error));
    }
    return model;
  }

 private:
  struct Scope {
    const Json* item = nullptr;
    std::string path;
    std::size_t index = 0;
  };

  const Json* find(std::string_view path) const {
    const Json* at = &facts_;
    if (path.starts_with('.')) {
      path.remove_prefix(1);
      at = scope_.item;
      if (at != nullptr && path.empty()) return at;
    }
    while (at != nullptr && !path.empty()) {
      const auto dot = path.find('.');
      at = at->find(path.substr(0, dot));
      path = dot == std::string_view::npos ? std::string_view{} : path.substr(dot + 1);
    }
    return at;
  }

  bool holds(std::string_view condition) const {
    if (condition.empty()) return true;
    if (condition.starts_with('!')) return !holds_something(find(condition.substr(1)));
    const auto equal = condition.find('=');
    if (equal == std::string_view::npos) return holds_something(find(condition));
    const bool negated = equal > 0 && condition[equal - 1] == '!';
    const auto* fact = find(condition.substr(0, negated ? equal - 1 : equal));
    const auto* text = fact != nullptr ? fact->as_string() : nullptr;
    return (text != nullptr && *text == condition.substr(equal + 1)) != negated;
  }

  // Runs `body` once, or once for each item where "each" stands; nothing where "when" does not hold.
  template <class Body>
  void each(const Json& json, Body body) {
    const auto list = json.text("each");
    if (list.empty()) {
      if (holds(json.text("when"))) body();
      return;
    }
    const auto* found = find(list);
    const auto* items = found != nullptr ? found->as_array() : nullptr;
    if (items == nullptr) return;
    const Scope outer = scope_;
    std::size_t index = 0;
    for (const auto& item : *items) {
      scope_ = {&item, list, ++index};
      if (holds(json.text("when"))) body();
    }
    scope_ = outer;
  }

  void missing(std::string_view path) {
    const std::string field(path);
    if (!told_.insert(field).second) return;
    reasons_.push_back({"missing_fact", "还没有填写“" + name_of_fact(field) + "”，请补上。", {}, field});
  }

  void check_mandatory() {
    for (const auto& rule : template_.items("mandatory")) {
      const auto fact = rule.text("fact");
      const auto instead = rule.text("or");
      if (!holds(rule.text("when")) || holds_something(find(fact))) continue;
      if (!instead.empty() && holds_something(find(instead))) continue;
      told_.insert(fact);
      reasons_.push_back({"missing_item", template_.text("name") + "应当载明" + rule.text("item") + "，请补上。",
                          rule.text("citation"), fact});
    }
  }

  std::optional<std::string> shown(const Json& fact, std::string_view filter) const {
    if (filter == "yuan" || filter == "formal") {
      const auto* fen = fact.as_int();
      if (fen == nullptr) return std::nullopt;
      return filter == "yuan" ? format_yuan(Fen{*fen}) : format_yuan_formal(Fen{*fen});
    }
    if (filter == "date") {
      const auto* text = fact.as_string();
      const auto date = text != nullptr ? Date::parse(*text) : std::nullopt;
      return date ? std::optional(date->text_zh()) : std::nullopt;
    }
    MJ_CHECK(filter.empty() || filter == "name");
    if (const auto* text = fact.as_string()) return *text;
    if (const auto* n = fact.as_int()) return std::to_string(*n);
    return std::nullopt;
  }

  void place(std::string_view inside, Text& out) {
    if (inside == "#") return out.push_back({std::to_string(scope_.index), Span::Style::plain, {}});
    if (inside == "zh#") return out.push_back({chinese_number(scope_.index), Span::Style::plain, {}});
    std::string_view filter;
    if (const auto bar = inside.find('|'); bar != std::string_view::npos) {
      filter = inside.substr(bar + 1);
      inside = inside.substr(0, bar);
    }
    if (const auto word = template_word(inside)) return append(out, fill(*word));
    const bool optional = inside.ends_with('?');
    if (optional) inside.remove_suffix(1);
    const std::string path =
        inside.starts_with('.') ? scope_.path + std::string(inside == "." ? "" : inside) : std::string(inside);
    const auto* fact = find(inside);
    auto text = fact != nullptr ? shown(*fact, filter) : std::nullopt;
    if (text && !trim(*text).empty()) {
      out.push_back({std::move(*text), filter == "name" ? Span::Style::name : Span::Style::plain, path});
    } else if (!optional) {
      missing(path);
    }
  }

  // A word of the template that depends on the facts (你 or 你单位): the first variant whose condition holds.
  std::optional<std::string> template_word(std::string_view name) const {
    for (const Json* from : {&template_, &common("words")}) {
      const auto* words = from->find("words");
      if (words == nullptr || words->find(name) == nullptr) continue;
      for (const auto& variant : words->items(name)) {
        if (holds(variant.text("when"))) return variant.text("text");
      }
    }
    return std::nullopt;
  }

  Text fill(std::string_view words) {
    Text out;
    while (!words.empty()) {
      const auto open = words.find("{{");
      if (open != 0) out.push_back({std::string(words.substr(0, open)), Span::Style::plain, {}});
      if (open == std::string_view::npos) break;
      const auto close = words.find("}}", open);
      MJ_CHECK(close != std::string_view::npos);
      place(words.substr(open + 2, close - open - 2), out);
      words.remove_prefix(close + 2);
    }
    return out;
  }

  static void append(Text& out, Text more) {
    for (auto& span : more) {
      const bool bare = span.field.empty() && span.style == Span::Style::plain;
      if (bare && !out.empty() && out.back().field.empty() && out.back().style == Span::Style::plain) {
        out.back().text += span.text;
      } else {
        out.push_back(std::move(span));
      }
    }
  }

  Text text_of(const Json& json) {
    Text out;
    if (const auto* words = json.find("text"))
      append(out, fill(words->as_string() != nullptr ? *words->as_string() : ""));
    for (const auto& part : json.items("parts")) {
      if (const auto* words = part.as_string()) {
        append(out, fill(*words));
        continue;
      }
      bool first = true;
      each(part, [&] {
        if (!first) append(out, fill(part.text("join")));
        first = false;
        append(out, fill(part.text("text")));
      });
    }
    return out;
  }

  std::vector<Cell> cells_of(const Json::Array& cells) {
    std::vector<Cell> out;
    for (const auto& cell : cells) {
      out.push_back({text_of(cell), cell.flag("label"), static_cast<int>(cell.integer("span", 1)),
                     static_cast<int>(cell.integer("lines", 1))});
      if (const auto* label = cell.find("label"); label != nullptr && label->as_string() != nullptr) {
        out.back().label = true;
        out.back().text = fill(*label->as_string());
      }
    }
    return out;
  }

  void add_row(const Json& row, std::vector<std::vector<Cell>>& out) {
    if (const auto* cells = row.as_array()) return out.push_back(cells_of(*cells));
    each(row, [&] {
      const auto use = row.text("use");
      if (use.empty()) return out.push_back(cells_of(row.items("cells")));
      for (const auto& shared : common(use).items("rows")) add_row(shared, out);
    });
  }

  void add_block(const Json& json, std::vector<Block>& out) {
    if (const auto use = json.text("use"); !use.empty()) {
      return each(json, [&] {
        for (const auto& shared : common(use).items("blocks")) add_block(shared, out);
      });
    }
    static const std::map<std::string, Block::Kind, std::less<>> kinds{
        {"paragraph", Block::Kind::paragraph}, {"heading", Block::Kind::heading},     {"item", Block::Kind::item},
        {"table", Block::Kind::table},         {"signature", Block::Kind::signature}, {"remark", Block::Kind::remark}};
    const auto kind = kinds.find(json.text("kind", "paragraph"));
    MJ_CHECK(kind != kinds.end());
    each(json, [&] {
      Block block;
      block.kind = kind->second;
      block.indent = static_cast<int>(json.integer("indent", 2));
      block.label = plain(fill(json.text("label")));
      block.text = text_of(json);
      for (const auto& width : json.items("columns")) block.columns.push_back(static_cast<int>(*width.as_int()));
      for (const auto& row : json.items("rows")) add_row(row, block.rows);
      split_paragraphs(std::move(block), out);
    });
  }

  // A fact typed with line breaks becomes as many paragraphs.
  static void split_paragraphs(Block block, std::vector<Block>& out) {
    if (block.kind == Block::Kind::table) return out.push_back(std::move(block));
    Block head = block;
    head.text.clear();
    bool any = false;
    for (auto& span : block.text) {
      std::string_view rest = span.text;
      for (auto end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
        const auto line = trim(rest.substr(0, end));
        if (!line.empty()) head.text.push_back({std::string(line), span.style, span.field});
        rest.remove_prefix(end + 1);
        if (head.text.empty()) continue;
        out.push_back(head);
        any = true;
        head.text.clear();
        head.label.clear();
      }
      if (!rest.empty()) head.text.push_back({std::string(rest), span.style, span.field});
    }
    if (!head.text.empty() || !any) out.push_back(std::move(head));
  }

  void read_frame(DocumentModel& model) {
    const auto text = [this](std::string_view name) {
      const auto* fact = find(name);
      return fact != nullptr && fact->as_string() != nullptr ? *fact->as_string() : std::string();
    };
    if (const auto date = text("date"); !date.empty()) {
      model.date = Date::parse(date);
      if (!model.date) reasons_.push_back({"missing_fact", "日期不对，应写成 2026-11-20。", {}, "date"});
    } else if (template_.flag("seal")) {
      missing("date");
    }
    if (template_.flag("seal")) {
      model.seal_name = text("seal_name").empty() ? model.agency : text("seal_name");
    }
    model.copies = plain(fill(template_.text("copies")));
    if (template_.flag("public")) model.public_url = text("public_url");
    for (const auto& who : template_.items("foot")) model.foot.push_back(*who.as_string());
  }

  const Json& template_;
  const Json& facts_;
  Scope scope_;
  std::vector<Reason> reasons_;
  std::set<std::string> told_;
};

}  // namespace

std::vector<TemplateInfo> templates() {
  std::vector<TemplateInfo> out;
  for (const auto& [id, json] : store()) {
    out.push_back({id, static_cast<int>(json.integer("version")), json.text("name"), json.text("source"),
                   json.text("number_word")});
  }
  return out;
}

std::optional<TemplateInfo> find_template(std::string_view id) {
  for (auto& info : templates()) {
    if (info.id == id) return std::move(info);
  }
  return std::nullopt;
}

bool has_template(std::string_view id) { return store().contains(id); }

Result<DocumentModel> compose(std::string_view template_id, const Json& facts) {
  const auto found = store().find(template_id);
  if (found == store().end()) return refuse(ErrorCode::not_found, "没有这种文书模板。", "template");
  return Composer(found->second, facts).run();
}

}  // namespace mingjing::documents
