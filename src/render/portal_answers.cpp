// SPDX-License-Identifier: Apache-2.0
#include "render/portal_answers.h"

#include "base/json.h"

namespace mingjing::render {
namespace {

using query::PortalAnswer;
using State = Verification::State;

constexpr std::string_view kConsent = "《个人信息保护法》第二十五条";

std::string base_of(std::string_view id) { return "/answers/" + url_part(id); }

void crumbs(Html& html, std::string_view here) {
  html.add("<nav class=\"crumbs\" aria-label=\"当前位置\"><a href=\"/\">首页</a> › ");
  if (here.empty()) html.add("公开的答复</nav>");
  else html.add("<a href=\"/answers\">公开的答复</a> › ", text(here), "</nav>");
}

void ask_too(Html& html, const PageContext& context) {
  if (!context.site.takes_complaints) return;
  html.add("<section class=\"side-block\"><h2>您也有事要问</h2><p>可以投诉、举报、提建议，不用注册。同意公开的，答复会隐去个人信息放在这里。</p>",
           "<p><a href=\"/complaints\">投诉举报</a>　<a href=\"/complaints/progress\">看进度</a></p></section>");
}

void row(Html& html, const PortalAnswer& answer) {
  html.add("<li class=\"row\"><h2><a href=\"", url(base_of(answer.id)), "\">", text(answer.question), "</a></h2><p class=\"meta\"><span>",
           text(answer.kind_name), "</span> <span>", text(answer.agency), "</span> <span class=\"nobr\"><time datetime=\"",
           text(answer.answered_on), "\">", text(answer.answered_on), "</time> 答复</span></p><p class=\"excerpt\"><strong>",
           text(answer.outcome_name), "</strong>　", text(snippet(answer.answer, {})), "</p></li>");
}

std::string_view verdict(const Verification& check) {
  return check.state == State::unaltered ? "公开以来没有被改动" : check.state == State::mismatch ? "与公开记录不符" : "现在核对不了";
}
std::string_view mood(const Verification& check) {
  return check.state == State::unaltered ? "good" : check.state == State::mismatch ? "bad" : "unknown";
}
Html seal_of(const Verification& check) {
  return seal(check.state == State::unaltered ? "tick" : check.state == State::mismatch ? "cross" : "question");
}

void checked(Html& html, bool holds, std::string_view good, std::string_view bad) {
  html.add("<li>", icon(holds ? "check" : "cross"), "<div><strong>", text(holds ? good : bad), "</strong><p>");
}

void verify_panel(Html& html, const PortalAnswer& answer, const Verification& check) {
  const std::string base = base_of(answer.id);
  html.add("<section id=\"verify\" class=\"panel ", text(mood(check)), "\" aria-labelledby=\"verify-h\"><div class=\"panel-head\">",
           seal_of(check), "<div><h2 id=\"verify-h\">", text(verdict(check)), "</h2><p>");
  if (check.state == State::unaltered) html.add(text(answer.published_on), " 起 ・ 生成本页时核对");
  if (check.state == State::mismatch) html.add("请勿采信本页，并把网址告诉答复的机关。");
  if (check.state == State::unchecked) html.add("这不代表答复有问题，请稍后再看。");
  html.add("</p></div></div><ul class=\"checks\">");
  checked(html, check.digest_matches, "内容与存证一致", check.state == State::mismatch ? "内容与存证不一致" : "内容还没有核对");
  html.add("改动一个字，这一项就会不符</p></div></li>");
  checked(html, check.in_log, "公布这件事记在公示日志里", "日志中的位置还没有核对");
  html.add("第 ", text(grouped(answer.pos)), " 条</p></div></li>");
  checked(html, check.in_log, "日志由签名的检查点覆盖", "检查点还没有核对");
  if (check.log_size > 0) html.add("检查点共 ", text(grouped(check.log_size)), " 条");
  html.add("</p></div></li></ul><div class=\"panel-foot\"><p>网页自己说没改，不足为凭。您可以下载下面三个文件，用独立的小程序断网核对。</p>",
           "<ul class=\"links\"><li>", icon("down"), "<a href=\"", url(base + ".json"), "\" download>答复的原文</a></li><li>", icon("down"),
           "<a href=\"", url(base + ".event.json"), "\" download>公布它的事件</a></li><li>", icon("down"), "<a href=\"",
           url(base + ".tlog-proof"), "\" download>证明文件</a></li></ul><details><summary>怎样自己核对（3 步）</summary><ol>",
           "<li>下载上面三个文件。</li><li>取得<a href=\"/check#key\">公示日志的公钥</a>，最好从另一处取得，例如公示机关的公告栏。</li>",
           "<li>断开网络，运行<span class=\"mono-block\">mingjing-verify ", text(answer.id), ".json ", text(answer.id),
           ".tlog-proof --event ", text(answer.id), ".event.json --vkey 公钥</span>显示「通过」，就是没有被改动。</li></ol></details>",
           "<details><summary>看技术细节</summary><dl class=\"tech\"><dt>内容摘要（SHA-256）</dt><dd class=\"mono\">", text(answer.digest),
           "</dd><dt>日志位置</dt><dd>", answer.pos, "</dd></dl></details></div></section>");
}

void fact(Html& html, std::string_view name, std::string_view value) {
  html.add("<div><dt>", text(name), "</dt><dd>", text(value), "</dd></div>");
}

}  // namespace

std::string answers_page(const PageContext& context, const query::PortalAnswers& page) {
  Html html;
  html.add("<div class=\"wrap page\">");
  crumbs(html, {});
  html.add("<div class=\"two\"><div class=\"col-main\"><h1>公开的答复</h1><p class=\"lead\">群众投诉过、建议过的事，机关是怎样答复的。</p>",
           "<p class=\"quiet\">提出人同意公开，问题由机关概括，个人信息已经隐去；举报的内容不公开。</p>");
  if (page.rows.empty()) {
    html.add("<p class=\"empty\">还没有公开的答复。提出人同意、机关批准以后，会出现在这里。</p>");
  } else {
    html.add("<ul class=\"rows\">");
    for (const auto& answer : page.rows) row(html, answer);
    html.add("</ul>");
  }
  if (!page.next.empty())
    html.add("<nav class=\"pager\" aria-label=\"翻页\"><span></span><a class=\"button-line\" rel=\"next\" href=\"",
             url("/answers?after=" + url_part(page.next)), "\">下一页 ", icon("next"), "</a></nav>");
  html.add("</div><aside class=\"col-side\" aria-label=\"相关\">");
  ask_too(html, context);
  html.add("<section class=\"side-block\"><h2>怎样保护提出人</h2><p>没有得到提出人同意的，不公开；公开前由另一个人审批，并逐字查有没有姓名、电话、住址。</p><p>",
           citation(context, kConsent, page.rows.empty() ? std::string() : page.rows.front().published_on), "</p></section></aside></div></div>");
  return framed(context, {"公开的答复", "complaints", "对投诉和建议的答复，已隐去个人信息", true}, html);
}

std::string answer_page(const PageContext& context, const PortalAnswer& answer, const Verification& check) {
  Html html;
  html.add("<div class=\"wrap page\">");
  crumbs(html, answer.kind_name);
  html.add("<div class=\"two\"><div class=\"col-main\"><h1 class=\"question\">", text(answer.question), "</h1><a class=\"strip ", text(mood(check)),
           "\" href=\"#verify\">", seal_of(check), "<span><strong>", text(verdict(check)), "</strong><br>看怎样自己核对</span></a><section ",
           "aria-labelledby=\"answer-h\"><h2 id=\"answer-h\">答复</h2><p class=\"letter\">", text(answer.answer), "</p></section><dl class=\"facts\">");
  fact(html, "答复机关", answer.agency);
  fact(html, "类别", answer.kind_name);
  fact(html, "处理意见", answer.outcome_name);
  html.add("<div><dt>答复与公开</dt><dd><time>", text(answer.answered_on), "</time> 答复，<time>", text(answer.published_on),
           "</time> 公开</dd></div></dl><p class=\"quiet\">问题由机关概括，不是来信原文；个人信息已经隐去。答复针对当时的情况，",
           "您的事不一样的，以有关机关的答复为准。</p></div><aside class=\"col-side\" aria-label=\"核对与下载\">");
  verify_panel(html, answer, check);
  ask_too(html, context);
  html.add("</aside></div></div>");
  return framed(context, {answer.question, "complaints", answer.agency + "的答复：" + snippet(answer.answer, {}), true}, html);
}

std::string answer_tombstone_page(const PageContext& context, const query::PortalAnswerTombstone& t) {
  Html html;
  html.add("<div class=\"wrap page\">");
  crumbs(html, "撤下说明");
  html.add("<div class=\"two\"><div class=\"col-main\"><h1>撤下说明</h1><div class=\"tomb\">", seal("arrow"), "<div><h2>这份答复已撤下</h2><p>",
           text(t.agency), "于 ", text(t.taken_down_on), " 撤下，原因：", text(t.reason_name), "。</p><p>", citation(context, t.citation, t.taken_down_on),
           "</p></div></div><section aria-labelledby=\"why-h\"><h2 id=\"why-h\">为什么撤下</h2><p class=\"letter\">", text(t.text),
           "</p></section><section aria-labelledby=\"course-h\"><h2 id=\"course-h\">经过</h2><ol class=\"timeline\"><li><time>",
           text(t.published_on), "</time><p>公开</p></li><li class=\"end\"><time>", text(t.taken_down_on),
           "</time><p>撤下，问题和答复都已移除</p></li></ol></section></div><aside class=\"col-side\" aria-label=\"存证\"><section class=\"panel\" ",
           "aria-labelledby=\"log-h\"><div class=\"panel-head\">", seal("arrow"), "<div><h2 id=\"log-h\">撤下也记在日志里</h2><p>第 ",
           text(grouped(t.pos)), " 条</p></div></div><div class=\"panel-foot\"><a class=\"button-line\" href=\"",
           url(base_of(t.id) + ".tlog-proof"), "\" download>", icon("down"), "下载撤下证明</a></div></section>");
  ask_too(html, context);
  html.add("</aside></div></div>");
  return framed(context, {"答复已撤下", "complaints", "", false}, html);
}

std::string opened_event_json(const PortalAnswer& answer) {
  return to_text(Json::object({{"event", answer.event}, {"salt", answer.salt}}));
}

}  // namespace mingjing::render
