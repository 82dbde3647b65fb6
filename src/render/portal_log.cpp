// SPDX-License-Identifier: Apache-2.0
#include "render/portal_log.h"

#include <algorithm>
#include <span>

#include "render/portal_assets.h"

namespace mingjing::render {
namespace {

std::string moment(const std::optional<Instant>& at) { return at ? at->text_zh() : ""; }

void figure(Html& html, std::string_view name, std::int64_t n) {
  html.add("<td class=\"n\" data-head=\"", text(name), "\">", text(grouped(n)), "</td>");
}

void witness(Html& html, const LogView& log, const LogView::Witness& one) {
  using State = LogView::Witness::State;
  const char* sign = one.state == State::good ? "check" : one.state == State::contradicts ? "cross" : "next";
  html.add("<li>", icon(sign), "<div><strong>", text(one.name), "</strong><p>");
  if (one.size > 0) {
    html.add("见证到第 ", text(grouped(one.size)), " 条，<span class=\"nobr\">", text(moment(one.cosigned_at)), "</span> 签名。");
    if (one.state == State::good && one.size < log.size) html.add("最新的正在等它签。");
  }
  if (one.state == State::never) html.add("还没有签过名。");
  if (one.state == State::silent) html.add("现在连不上它。这不代表日志有问题，以前签过的仍然有效。");
  if (one.state == State::contradicts)
    html.add("<strong>它说这本日志与它见过的对不上，不再签名。</strong>请向公示机关和它询问，问清之前请谨慎采信。");
  html.add("</p><details><summary>它的公钥</summary><p class=\"mono\">", text(one.vkey), "</p></details>");
  if (!one.where.empty()) html.add("<p><a href=\"", url(one.where), "\">看它自己怎么说</a></p>");
  html.add("</div></li>");
}

// What the witnesses say, all together: the worst of it first.
struct Said {
  std::string_view mood, seal, words;
};
Said said_by_witnesses(const LogView& log) {
  using State = LogView::Witness::State;
  const auto any = [&](auto&& holds) { return std::any_of(log.witnesses.begin(), log.witnesses.end(), holds); };
  if (any([](const auto& one) { return one.state == State::contradicts; })) return {"bad", "cross", "有见证方说对不上"};
  if (!log.source.empty()) return {"unknown", "question", "这里是副本，自己核对过每一条"};
  if (log.witnesses.empty()) return {"unknown", "question", "还没有见证方"};
  if (any([](const auto& one) { return one.state != State::good; })) return {"unknown", "question", "有见证方还没有签名"};
  return {"good", "tick", "见证方都签了名，没有人说对不上"};
}

void witnesses(Html& html, const LogView& log) {
  const Said said = said_by_witnesses(log);
  html.add("<section id=\"witnesses\" class=\"panel ", text(said.mood), "\" aria-labelledby=\"witnesses-h\"><div class=\"panel-head\">",
           seal(said.seal), "<div><h2 id=\"witnesses-h\">谁在看着它</h2><p>", text(said.words), "</p></div></div>");
  if (!log.witnesses.empty()) {
    html.add("<ul class=\"checks\">");
    for (const auto& one : log.witnesses) witness(html, log, one);
    html.add("</ul>");
  }
  html.add("<div class=\"panel-foot\">");
  if (log.source.empty()) {
    html.add("<p>见证方是另外的机关或者单位，各自记住见过的日志，只在新的日志接得上时才签名。有人想悄悄改掉过去，或者给不同的人看不同的日志，"
             "见证方就会拒绝签名。</p>");
    if (log.witnesses_here)
      html.add("<p class=\"quiet\">演示数据：这些见证方和本站运行在同一个程序里，只为看到样子；正式使用时由别的机关在自己的机器上运行。</p>");
  } else {
    html.add("<p>副本也算一份见证：来源要是把日志改短、改写，这里就不再跟它走。");
    for (std::size_t i = 0; i < log.claimed.size(); ++i) html.add(text(i == 0 ? "现在的检查点上还有这些见证方的签名：" : "、"), text(log.claimed[i]));
    if (!log.claimed.empty()) html.add("。本站没有它们的公钥，核对时请用从它们那里得来的公钥。");
    html.add("</p><p><a href=\"", url(log.source + "/log"), "\">来源网站上怎么说</a></p>");
  }
  html.add("</div></section>");
}

void timestamps(Html& html, const LogView& log) {
  if (!log.stamp) return;
  const auto& stamp = *log.stamp;
  const std::string at = stamp.path.substr(stamp.path.rfind('/') + 1);
  html.add("<section aria-labelledby=\"timestamps\"><h2 id=\"timestamps\">什么时候就有了</h2><p>时间戳机构和公示机关没有关系，只证明一件事：在某一刻，这本日志已经有这么长。"
           "那一刻之前的每一条，当时都已经在里面；之后才写进去的，不能冒充更早的。</p><dl class=\"facts\"><div><dt>最近一次</dt><dd>",
           text(moment(stamp.at)), "</dd></div><div><dt>那时共有</dt><dd>", text(grouped(stamp.size)),
           " 条</dd></div><div><dt>时间戳机构</dt><dd>", text(stamp.authority), "</dd></div></dl><p><a href=\"",
           url("/log/" + stamp.note_path), "\">盖了时间戳的检查点</a>　<a href=\"", url("/log/" + stamp.path),
           "\">时间戳</a>　<a href=\"/log/timestamps\">全部时间戳</a></p><p>自己核对，要用这家机构公布的根证书：</p><p "
           "class=\"mono-block\">openssl ts -verify -data checkpoint -in ",
           text(at), " -CAfile 根证书.pem</p></section>");
}

void agencies(Html& html, const LogView& log) {
  if (log.agencies.empty()) return;
  html.add("<section aria-labelledby=\"numbers\"><h2 id=\"numbers\">编号到了哪里</h2><p>每个机关的事件和决定各自从 1 起连续编号。决定无论公开还是依法不公开，都占一个号；"
           "少一号，就看得出来。</p><table class=\"figures\"><thead><tr><th scope=\"col\">机关</th><th scope=\"col\" class=\"n\">决定</th><th "
           "scope=\"col\" class=\"n\">全部事件</th></tr></thead><tbody>");
  for (const auto& one : log.agencies) {
    html.add("<tr><th scope=\"row\">", text(one.name), "</th>");
    figure(html, "决定", one.decisions);
    figure(html, "全部事件", one.events);
    html.add("</tr>");
  }
  html.add("</tbody></table></section>");
}

using Tallies = std::span<const LogView::Tally>;

void tally_table(Html& html, Tallies days, bool several) {
  html.add("<table class=\"figures days\"><thead><tr><th scope=\"col\">日期</th>");
  if (several) html.add("<th scope=\"col\">机关</th>");
  html.add("<th scope=\"col\" class=\"n\">事件</th><th scope=\"col\" class=\"n\">作出决定</th><th scope=\"col\" class=\"n\">公开</th><th "
           "scope=\"col\" class=\"n\">依法不公开</th><th scope=\"col\" class=\"n\">撤下</th></tr></thead><tbody>");
  for (const auto& one : days) {
    html.add("<tr><th scope=\"row\"><time datetime=\"", text(one.day), "\">", text(one.day), "</time></th>");
    if (several) html.add("<td data-head=\"机关\">", text(one.agency), "</td>");
    figure(html, "事件", one.events);
    figure(html, "作出决定", one.decided);
    figure(html, "公开", one.published);
    figure(html, "依法不公开", one.withheld);
    figure(html, "撤下", one.taken_down);
    html.add("</tr>");
  }
  html.add("</tbody></table>");
}

void tallies(Html& html, const LogView& log) {
  constexpr std::size_t kAtOnce = 10;
  if (log.tallies.empty()) return;
  const Tallies all = log.tallies;
  const bool several = std::any_of(all.begin(), all.end(), [&](const auto& one) { return one.agency != all.front().agency; });
  html.add("<section aria-labelledby=\"tallies\"><h2 id=\"tallies\">每天记了多少</h2><p>日终写进日志的计数，写了就不能改。</p>");
  tally_table(html, all.first(std::min(kAtOnce, all.size())), several);
  if (all.size() > kAtOnce) {
    html.add("<details class=\"more-days\"><summary>再早的 ", static_cast<std::int64_t>(all.size() - kAtOnce), " 行</summary>");
    tally_table(html, all.subspan(kAtOnce), several);
    html.add("</details>");
  }
  html.add("</section>");
}

void how_to_check(Html& html, const LogView& log) {
  html.add("<section aria-labelledby=\"check\"><h2 id=\"check\">怎样自己核对</h2><ol class=\"steps\"><li><h3>核对一份决定</h3><p>下载它的数据和证明文件，断开网络运行核对程序；"
           "要求见证的，加上见证方的公钥和至少几个签名。</p><p class=\"mono-block\">mingjing-verify 决定.json 决定.tlog-proof --vkey 公钥");
  if (!log.witnesses.empty()) html.add(" --witness 见证方公钥 --quorum 1");
  html.add("</p><p><a href=\"/check\">三步怎样做</a></p></li><li><h3>守住过去</h3><p>把今天的<a "
           "href=\"/log/checkpoint\">检查点</a>存下来，打印出来更好。以后任何时候，日志都必须接得上它。</p></li><li><h3>抄走整本日志</h3><p>日志全部公开，"
           "谁都可以抄走，一条一条重新算出根。<a href=\"/data#log\">网址和格式</a></p></li></ol></section>");
}

void key(Html& html, std::string_view name, std::string_view vkey, std::size_t changes, std::string_view all) {
  html.add("<div><dt>", text(name), "</dt><dd><span class=\"mono\">", text(vkey), "</span>");
  if (changes > 0) {
    html.add("<br>换过 ", text(std::to_string(changes)), " 次，<a href=\"", text(all), "\">用过的公钥和各自管到第几条</a>");
  }
  html.add("</dd></div>");
}

}  // namespace

std::string log_page(const PageContext& context, const LogView& log) {
  const Said said = said_by_witnesses(log);
  Html html;
  html.add("<div class=\"wrap page\"><nav class=\"crumbs\" aria-label=\"当前位置\"><a href=\"/\">首页</a> › 公示日志</nav><div class=\"two\"><div "
           "class=\"col-main prose\"><h1>公示日志</h1><p class=\"lead\">一本只能往后加、不能改写的账：每份决定公开、撤下，办案的每一步，都在里面占一个位置。"
           "里面只有指纹和编号，没有姓名、地址和案情。</p><a class=\"strip ", text(said.mood), "\" href=\"#witnesses\">", seal(said.seal),
           "<span><strong>", text(said.words), "</strong><br>看谁在看着它</span></a><dl class=\"facts\"><div><dt>现在共有</dt><dd>",
           text(grouped(log.size)), " 条</dd></div>");
  if (log.signed_at) html.add("<div><dt>最近签名</dt><dd>", text(moment(log.signed_at)), "</dd></div>");
  html.add("<div><dt>日志的名称</dt><dd>", text(log.origin), "</dd></div><div><dt>根</dt><dd class=\"mono\">", text(log.root),
           "</dd></div>");
  key(html, "公钥", log.vkey, log.changes, "/log/vkeys");
  if (!log.vkey_sm2.empty()) key(html, "国密公钥", log.vkey_sm2, log.changes_sm2, "/log/vkeys-sm2");
  html.add("</dl>");
  agencies(html, log);
  tallies(html, log);
  timestamps(html, log);
  how_to_check(html, log);
  html.add("</div><aside class=\"col-side\" aria-label=\"见证\">");
  witnesses(html, log);
  html.add("</aside></div></div>");
  return framed(context, {"公示日志", "check", "公示日志现在多长、谁见证过、每天记了多少、怎样自己核对", true}, html);
}

}  // namespace mingjing::render
