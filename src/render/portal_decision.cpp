// The page of one decision: facts, performance, text of the document, remedies; verification at the side.
// SPDX-License-Identifier: Apache-2.0
#include "render/portal_assets.h"
#include "render/portal_pages.h"

namespace mingjing::render {
namespace {

using query::PortalDecision;

void verify_panel(Html& html, const PortalDecision& d, const Verification& check) {
  using State = Verification::State;
  const std::string since = d.row.published_at.date().text();
  const bool good = check.state == State::unaltered, bad = check.state == State::mismatch;
  html.add("<section id=\"verify\" class=\"panel ",
           text(good  ? "good"
                : bad ? "bad"
                      : "unknown"),
           "\" aria-labelledby=\"verify-h\"><div class=\"panel-head\">",
           seal(good  ? "tick"
                : bad ? "cross"
                      : "question"),
           "<div><h2 id=\"verify-h\">",
           text(good  ? "公开以来没有被改动"
                : bad ? "与公开记录不符"
                      : "现在核对不了"),
           "</h2><p>");
  if (good) html.add(text(since), " 起 ・ 生成本页时核对");
  if (bad) html.add("请勿采信本页，并把网址告诉公示机关。");
  if (!good && !bad) html.add("这不代表决定有问题，请稍后再看。");
  html.add("</p></div></div><ul class=\"checks\"><li>", icon(check.digest_matches ? "check" : "cross"), "<div><strong>",
           text(check.digest_matches ? "内容与存证一致"
                : bad                ? "内容与存证不一致"
                                     : "内容还没有核对"),
           "</strong><p>改动一个字，这一项就会不符</p></div></li><li>", icon(check.in_log ? "check" : "cross"),
           "<div><strong>", text(check.in_log ? "在公示日志中有固定位置" : "日志中的位置还没有核对"), "</strong><p>第 ",
           text(grouped(d.pos)), " 条；本机关第 ", text(grouped(d.seq)), " 号，前后编号连续</p></div></li><li>",
           icon(check.in_log ? "check" : "cross"), "<div><strong>",
           text(check.in_log ? "日志由签名的检查点覆盖" : "检查点还没有核对"), "</strong><p>");
  if (check.log_size > 0) html.add("检查点共 ", text(grouped(check.log_size)), " 条");
  for (const auto& witness : check.witnesses) html.add("；", text(witness), "见证");
  html.add(
      "</p></div></li></ul><div "
      "class=\"panel-foot\"><p>网页自己说没改，不足为凭。您可以下载证明，用独立的小程序断网核对。</p>",
      "<a class=\"button\" href=\"", url("/decisions/" + url_part(d.row.id) + ".tlog-proof"), "\" download>",
      icon("down"), "下载证明文件</a><div class=\"own-check\" data-decision=\"",
      url("/decisions/" + url_part(d.row.id)), "\"></div><details><summary>怎样自己核对（3 步）</summary><ol><li>下载本页的 <a href=\"",
      url("/decisions/" + url_part(d.row.id) + ".json"),
      "\" download>结构化数据</a>和上面的证明文件。</li><li>取得<a "
      "href=\"/check#key\">公示日志的公钥</a>，最好从另一处取得，例如公示机关的公告栏。</li>",
      "<li>断开网络，运行<span class=\"mono-block\">mingjing-verify ", text(d.row.id), ".json ", text(d.row.id),
      ".tlog-proof --vkey 公钥</span>显示「核对通过」，就是没有被改动。</li></ol></details>",
      "<details><summary>看技术细节</summary><dl class=\"tech\"><dt>内容摘要（SHA-256）</dt><dd class=\"mono\">",
      text(d.digest), "</dd><dt>日志位置</dt><dd>", d.pos, "</dd><dt>机关序号</dt><dd>", d.seq,
      "</dd></dl></details></div></section>");
}

void take_away(Html& html, const PageContext& context, const PortalDecision& d) {
  const std::string base = "/decisions/" + url_part(d.row.id);
  html.add("<section class=\"side-block\"><h2>带走这份决定</h2><ul class=\"links\">");
  for (const auto& file : d.files) {
    if (!file.name.ends_with(".pdf")) continue;
    html.add("<li>", icon("file"), "<a href=\"", url(base + ".pdf"), "\">PDF（",
             text(grouped((file.size + 1023) / 1024)), " KB）</a></li>");
    break;
  }
  html.add("<li>", icon("down"), "<a href=\"", url(base + ".json"), "\">结构化数据 JSON</a></li><li>", icon("link"),
           "<a href=\"", url(base), "\">永久网址</a></li></ul><div class=\"qr-box\">",
           qr_code(context.site.base_url + base), "<p>手机扫码打开同一页");
  if (!d.display_until.empty()) html.add("<br>公示至 <time>", text(d.display_until), "</time>");
  html.add("</p></div></section>");
}

void row(Html& html, std::string_view name, const Html& value) {
  html.add("<div><dt>", text(name), "</dt><dd>", value, "</dd></div>");
}

Html plain(std::string_view value) {
  Html html;
  html.add(text(value));
  return html;
}

void cited(Html& html, const PageContext& context, const PortalDecision& d, std::string_view name,
           const std::vector<query::PortalBasis>& provisions) {
  if (provisions.empty()) return;
  Html lines;
  for (const auto& one : provisions) {
    lines.add("<span class=\"line\">", citation(context, one.text, d.row.decided_on), "</span>");
  }
  row(html, name, lines);
}

void facts(Html& html, const PageContext& context, const PortalDecision& d) {
  html.add("<dl class=\"facts\">");
  row(html, "决定文号", plain(d.row.number));
  row(html, "执法机关", plain(d.row.agency));
  Html party;
  party.add(text(d.row.party));
  if (!d.party_uscc.empty()) party.add("<small>统一社会信用代码 ", credit_code(d.party_uscc), "</small>");
  row(html, "执法对象", party);
  Html kind;
  kind.add(text(query::act_type_name(d.row.act_type)));
  if (!d.procedure.empty()) kind.add("（", text(d.procedure), "）");
  row(html, "执法类别", kind);
  if (!d.row.result.empty()) row(html, "执法结论", plain(d.row.result));
  cited(html, context, d, "违反的规定", d.violated);
  cited(html, context, d, "处罚依据", d.basis);
  Html days;
  days.add("<time>", text(d.row.decided_on), "</time> 作出，<time>", text(d.row.published_at.date().text()),
           "</time> 公开");
  if (!d.display_until.empty()) days.add("，公示至 <time>", text(d.display_until), "</time>");
  row(html, "作出与公开", days);
  html.add("</dl>");
}

void timeline(Html& html, const PortalDecision& d) {
  html.add("<section aria-labelledby=\"perform-h\"><h2 id=\"perform-h\">履行情况</h2>");
  if (d.updates.empty()) {
    html.add("<p class=\"quiet\">还没有履行情况的公开记录。有了新情况会加在这里，原决定不变。</p></section>");
    return;
  }
  html.add("<ol class=\"timeline\">");
  for (const auto& update : d.updates)
    html.add("<li><time>", text(update.on), "</time><p>", text(update.text), " <a class=\"small\" href=\"",
             url("/decisions/" + url_part(d.row.id) + "/updates/" + std::to_string(update.n) + ".json"), "\">第 ",
             update.n, " 次更新的数据</a></p></li>");
  html.add("</ol></section>");
}

void paper(Html& html, const PortalDecision& d) {
  if (d.document.empty()) {
    if (d.facts.empty()) return;
    html.add("<section aria-labelledby=\"facts-h\"><h2 id=\"facts-h\">查明的事实</h2><p>", text(d.facts), "</p></section>");
    return;
  }
  html.add("<section aria-labelledby=\"paper-h\"><h2 id=\"paper-h\">决定书正文</h2><p class=\"quiet\">");
  if (const auto masked = d.masked_spans(); masked > 0) {
    html.add("依法隐去个人信息 ", masked,
             " 处，用 <span class=\"masked\">某</span> 标出。隐去的内容不在本网页、数据和 PDF 中。");
  } else {
    html.add("全文公开，没有隐去的内容。");
  }
  html.add("</p><article class=\"paper\" lang=\"zh-CN\">");
  for (const auto& paragraph : d.document) {
    html.add("<p class=\"");
    switch (paragraph.kind) {
      case query::ParagraphKind::head:
        html.add("paper-head");
        break;
      case query::ParagraphKind::number:
        html.add("paper-number");
        break;
      case query::ParagraphKind::right:
        html.add("paper-right");
        break;
      case query::ParagraphKind::heading:
        html.add("paper-heading");
        break;
      case query::ParagraphKind::flush:
        html.add("paper-flush");
        break;
      case query::ParagraphKind::body:
        html.add("paper-body");
        break;
    }
    html.add("\">");
    for (const auto& span : paragraph.spans) {
      if (span.masked) {
        html.add("<span class=\"masked\" title=\"依法隐去\">", text(span.text), "</span>");
      } else {
        html.add(text(span.text));
      }
    }
    html.add("</p>");
  }
  html.add("</article></section>");
}

void complain(Html& html, const PageContext& context, const PortalDecision& d) {
  if (!context.site.takes_complaints) return;
  html.add("<section class=\"side-block\"><h2>对执法过程有意见</h2><p><a href=\"",
           url("/complaints?decision=" + url_part(d.row.id)), "\">投诉举报</a></p><p class=\"quiet\">不影响申请复议和起诉，也不延长",
           "它们的期限。</p></section>");
}

void remedy(Html& html, const PortalDecision& d) {
  if (d.remedy.empty()) return;
  html.add(
      "<section aria-labelledby=\"remedy-h\"><h2 id=\"remedy-h\">不服这个决定怎么办</h2><div class=\"law-note\"><p>",
      text(d.remedy), "</p><p class=\"quiet\">期限从收到决定书之日起算，不从网上公开之日起算；最后一天是节假日的，顺延到节假日后的第一天。</p></div></section>");
}

}  // namespace

std::string decision_page(const PageContext& context, const PortalDecision& d, const Verification& check) {
  using State = Verification::State;
  Html html;
  html.reserve(16'000 + d.json.size() * 2);
  html.add(
      "<div class=\"wrap page\"><nav class=\"crumbs\" aria-label=\"当前位置\"><a href=\"/\">首页</a> › <a "
      "href=\"/decisions\">决定</a> › <a href=\"",
      url("/decisions?act_type=" + url_part(d.row.act_type)), "\">", text(query::act_type_name(d.row.act_type)),
      "</a></nav><div class=\"two\"><div class=\"col-main\"><h1>", text(d.row.party), "<br>", text(d.row.cause),
      "</h1>", "<a class=\"strip ",
      text(check.state == State::unaltered  ? "good"
           : check.state == State::mismatch ? "bad"
                                            : "unknown"),
      "\" href=\"#verify\">",
      seal(check.state == State::unaltered  ? "tick"
           : check.state == State::mismatch ? "cross"
                                            : "question"),
      "<span><strong>",
      text(check.state == State::unaltered  ? "公开以来没有被改动"
           : check.state == State::mismatch ? "与公开记录不符"
                                            : "现在核对不了"),
      "</strong><br>看怎样自己核对</span></a>");
  facts(html, context, d);
  timeline(html, d);
  paper(html, d);
  remedy(html, d);
  html.add("</div><aside class=\"col-side\" aria-label=\"核对与下载\">");
  verify_panel(html, d, check);
  take_away(html, context, d);
  complain(html, context, d);
  html.add("</aside></div></div>");
  return framed(context, {d.row.title(), "decisions", d.row.number + "，" + d.row.result, true,
                          verify_js_path()}, html);
}

}  // namespace mingjing::render
