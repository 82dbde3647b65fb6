// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "domain/disclosure/leak_rules.h"

namespace mingjing::disclosure {

namespace {

using View = std::u32string_view;

bool one_of(View set, char32_t c) { return set.find(c) != View::npos; }
bool is_han(char32_t c) { return c >= 0x3400 && c <= 0x9FFF; }

bool any_in(View text, std::initializer_list<View> words) {
  return std::any_of(words.begin(), words.end(), [&](View word) { return text.find(word) != View::npos; });
}

// ---- health ----------------------------------------------------------------------------------------------------------

// Words that say something of somebody's health wherever they stand.
constexpr View kHealthWords[] = {
    U"HIV",      U"艾滋病",   U"乙肝",     U"携带者",   U"精神病人", U"精神病史", U"精神分裂", U"抑郁症",   U"尿毒症",
    U"白血病",   U"糖尿病",   U"高血压",   U"心脏病",   U"癫痫",     U"化疗",     U"放疗",     U"透析",     U"瘫痪",
    U"聋哑",     U"盲人",     U"怀孕",     U"孕妇",     U"哺乳期",   U"流产",     U"肢体残疾", U"智力残疾", U"视力残疾",
    U"听力残疾", U"精神残疾", U"级残疾",   U"吸毒史",   U"酒精依赖", U"因病住院", U"住院治疗", U"搭桥手术", U"部结节",
    U"血糖偏高", U"血压偏高", U"恶性肿瘤", U"病重卧床", U"瘫痪在床",
};

std::size_t clause_end(View chars, std::size_t from) {
  std::size_t i = from;
  while (i < chars.size() && i - from < 14 && !one_of(U"。；;!?，,", chars[i])) ++i;
  return i;
}

void find_health(const FoldedText& text, std::vector<Candidate>& out) {
  constexpr View kStarts[] = {U"患有", U"身患", U"罹患", U"确诊", U"诊断为", U"感染", U"患"};
  constexpr View kEnds[] = {U"病",   U"症",   U"癌",     U"炎",   U"肿瘤", U"障碍",   U"艾滋",
                            U"梅毒", U"中毒", U"综合征", U"感染", U"抑郁", U"肝硬化", U"病毒"};
  const Hay chars(text.chars);
  for (auto word : kHealthWords) {
    for (auto at = chars.place_of(word); at != View::npos; at = chars.place_of(word, at + 1)) {
      out.push_back({LeakKind::health, text.range(at, at + word.size()), false});
    }
  }
  for (auto word : kStarts) {
    for (auto at = chars.place_of(word); at != View::npos; at = chars.place_of(word, at + 1)) {
      const std::size_t from = at + word.size();
      const std::size_t stop = clause_end(chars, from);
      std::size_t end = 0;
      for (auto tail : kEnds) {
        const auto found = chars.substr(from, stop - from).find(tail);
        if (found != View::npos) end = std::max(end, from + found + tail.size());
      }
      // 隐患, 病患, 医患, 防患
      if (word == U"患" && at > 0 && one_of(U"隐病后忧祸水医内外防", chars[at - 1])) continue;
      const auto around = chars.substr(at > 8 ? at - 8 : 0, stop - (at > 8 ? at - 8 : 0));
      const bool of_beasts = any_in(around, {U"猪", U"牛", U"羊", U"鸡", U"鸭", U"鹅", U"犬", U"畜", U"禽", U"动物",
                                             U"树", U"作物", U"松", U"林木", U"苗"});
      if (end > 0 && !of_beasts) out.push_back({LeakKind::health, text.range(at, end), false});
    }
  }
}

// ---- names -----------------------------------------------------------------------------------------------------------

// Somebody's part in the case or family, after which a name may stand.
constexpr View kRoles[] = {U"证人",   U"举报人", U"投诉人", U"被询问人", U"监护人", U"未成年人", U"受害人", U"被害人",
                           U"联系人", U"邻居",   U"村民",   U"学生",     U"儿子",   U"女儿",     U"其子",   U"其女",
                           U"其妻",   U"其夫",   U"其父",   U"其母",     U"患儿",   U"之子",     U"之女",   U"妻子",
                           U"丈夫"};
constexpr View kSurnames =
    U"王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田"
    U"任姜范石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟颜倪严牛温芦季俞"
    U"章鲁葛伍韦申尤毕聂丛焦柳邢路岳齐梅莫庄辛左涂谷祁耿牟卜骆冉欧";
// Words that begin like a name.
constexpr View kNoNames[] = {U"陈述", U"陈词", U"文化", U"高度", U"石料", U"路边", U"江边", U"田地", U"林地", U"牛羊",
                             U"马路", U"白天", U"常住", U"温室", U"金额", U"严重", U"易地", U"章程", U"武装", U"常委", U"万元",
                             U"金融", U"任何", U"康复", U"杜绝", U"毕业", U"施工", U"路口", U"马上", U"史料", U"齐全",
                             U"庄稼", U"洪水", U"江河", U"石头", U"何时", U"何地", U"余下", U"高于", U"任意", U"许可",
                             U"申请", U"申辩", U"申诉", U"侯审", U"顾虑", U"左右", U"谢绝", U"程序", U"钱款", U"田间",
                             U"张贴", U"宋体", U"汤药", U"毛地", U"段落", U"白色", U"黄色", U"高处", U"林木", U"方便"};

bool is_no_name(View at) {
  return std::any_of(std::begin(kNoNames), std::end(kNoNames), [&](View word) { return at.starts_with(word); });
}

void find_names(const FoldedText& text, std::vector<Candidate>& out) {
  const Hay chars(text.chars);
  for (auto role : kRoles) {
    for (auto at = chars.place_of(role); at != View::npos; at = chars.place_of(role, at + 1)) {
      std::size_t first = at + role.size();
      if (chars.substr(first).starts_with(U"姓名")) first += 2;
      while (first < chars.size() && one_of(U":是为", chars[first]) && first - at < 10) ++first;
      const auto rest = chars.substr(first, 4);
      if (rest.size() < 2 || !one_of(kSurnames, rest[0]) || !is_han(rest[1])) continue;
      if (rest.substr(0, 3).find(U'某') != View::npos || is_no_name(rest)) continue;
      std::size_t end = first + 2;
      if (rest.size() > 2 && is_han(rest[2]) && !one_of(U"称说到在和与及的于对向等家", rest[2])) ++end;
      out.push_back({LeakKind::person_name, text.range(first, end), false});
    }
  }
}

// 王小明先生, as letters and answers address people: a whole name, where it can begin. A surname alone is left, as in 王某.
void find_addressed(const FoldedText& text, std::vector<Candidate>& out) {
  constexpr View kTitles[] = {U"先生", U"女士", U"同志", U"老师", U"师傅"};
  constexpr View kBefore = U"。,;:!?、“\"（(《\n\r \t\u3000与和对向请由给为是的经让";
  const Hay chars(text.chars);
  for (auto title : kTitles) {
    for (auto at = chars.place_of(title); at != View::npos; at = chars.place_of(title, at + 1)) {
      for (const std::size_t length : {std::size_t{3}, std::size_t{2}}) {
        if (at < length) continue;
        const auto first = at - length;
        const auto name = chars.substr(first, length);
        if (!one_of(kSurnames, name[0]) || is_no_name(name) || name.find(U'某') != View::npos) continue;
        if (!std::all_of(name.begin(), name.end(), is_han) || (first > 0 && !one_of(kBefore, chars[first - 1]))) continue;
        out.push_back({LeakKind::person_name, text.range(first, at), false});
        break;
      }
    }
  }
}

// 买买提·艾力: two pieces of Chinese characters with a dot between, after such a word.
void find_dotted_names(const FoldedText& text, std::vector<Candidate>& out) {
  const Hay chars(text.chars);
  for (auto role : kRoles) {
    for (auto at = chars.place_of(role); at != View::npos; at = chars.place_of(role, at + 1)) {
      std::size_t first = at + role.size();
      while (first < chars.size() && one_of(U":是为 （(", chars[first]) && first - at < 10) ++first;
      std::size_t dot = first;
      while (dot < chars.size() && is_han(chars[dot]) && dot - first < 8) ++dot;
      if (dot - first < 2 || dot >= chars.size() || !one_of(U"·•・‧∙･.", chars[dot])) continue;
      std::size_t end = dot + 1;
      while (end < chars.size() && is_han(chars[end]) && end - dot < 5) ++end;
      if (end - dot > 2) out.push_back({LeakKind::person_name, text.range(first, end), false});
    }
  }
}

}  // namespace

void find_persons(const FoldedText& text, std::vector<Candidate>& out) {
  const auto compact = without_separators(text);
  find_health(compact, out);
  find_dotted_names(text, out);
  find_addressed(text, out);
  find_names(compact, out);
}

}  // namespace mingjing::disclosure
