// SPDX-License-Identifier: Apache-2.0
#include "law/statute.h"

#include <algorithm>

namespace mingjing::law {
namespace {

Citation at_article(const StatuteArticle& article) { return {{}, article.number, article.sub, 0, 0, 0, {}}; }

std::string text_of_item(const StatuteItem& item) {
  std::string out = item.text;
  for (const std::string& sub : item.sub_items) out += "\n" + sub;
  return out;
}

std::string text_of_paragraph(const StatuteParagraph& paragraph) {
  std::string out = paragraph.text;
  for (const StatuteItem& item : paragraph.items) out += "\n" + text_of_item(item);
  return out;
}

std::optional<std::string> text_of_item(const StatuteParagraph& paragraph, const Citation& citation) {
  const auto item = std::find_if(paragraph.items.begin(), paragraph.items.end(),
                                 [&](const StatuteItem& i) { return i.number == citation.item; });
  if (item == paragraph.items.end()) return std::nullopt;
  if (citation.sub_item == 0) return text_of_item(*item);
  const auto index = static_cast<std::size_t>(citation.sub_item);
  if (index > item->sub_items.size()) return std::nullopt;
  return item->sub_items[index - 1];
}

}  // namespace

std::string_view to_string(InForceSource source) {
  switch (source) {
    case InForceSource::known_laws:
      return "known_laws";
    case InForceSource::last_article:
      return "last_article";
    case InForceSource::presumed:
      return "presumed";
  }
  return {};
}

std::string StatuteArticle::place() const { return at_article(*this).place(); }

std::string StatuteArticle::text() const {
  std::string out;
  for (const StatuteParagraph& paragraph : paragraphs) {
    if (!out.empty()) out += "\n";
    out += text_of_paragraph(paragraph);
  }
  return out;
}

std::string StatuteVersion::key() const { return short_title + "(" + version_on.text() + ")"; }

const StatuteArticle* StatuteVersion::find(int article, int sub) const {
  const auto found = std::find_if(articles.begin(), articles.end(),
                                  [&](const StatuteArticle& a) { return a.number == article && a.sub == sub; });
  return found == articles.end() ? nullptr : &*found;
}

std::optional<std::string> StatuteVersion::text_of(const Citation& citation) const {
  const StatuteArticle* article = find(citation.article, citation.article_sub);
  if (article == nullptr) return std::nullopt;
  if (citation.paragraph > 0) {
    const auto index = static_cast<std::size_t>(citation.paragraph);
    if (index > article->paragraphs.size()) return std::nullopt;
    const StatuteParagraph& paragraph = article->paragraphs[index - 1];
    return citation.item > 0 ? text_of_item(paragraph, citation) : text_of_paragraph(paragraph);
  }
  if (citation.item == 0) return article->text();
  std::optional<std::string> out;
  for (const StatuteParagraph& paragraph : article->paragraphs) {
    auto text = text_of_item(paragraph, citation);
    if (!text) continue;
    if (out) return std::nullopt;  // two paragraphs have such an item: the citation is ambiguous
    out = std::move(text);
  }
  return out;
}

std::string StatuteVersion::canonical_text() const {
  std::string out = title + "\n" + version_on.text() + "\n";
  for (const std::string& line : adoption) out += line + "\n";
  const std::vector<std::string>* headings = nullptr;
  for (const StatuteArticle& article : articles) {
    if (headings == nullptr || *headings != article.headings) {
      for (const std::string& heading : article.headings) out += "# " + heading + "\n";
      headings = &article.headings;
    }
    out += article.place() + " " + article.text() + "\n";
  }
  for (const std::string& line : appendix) out += line + "\n";
  return out;
}

}  // namespace mingjing::law
