// 开放数据: what programs may take, in words and with its limits.
// SPDX-License-Identifier: Apache-2.0
#include "render/portal_pages.h"

namespace mingjing::render {
namespace {

void service(Html& html, std::string_view name, std::string_view address, std::string_view example,
             std::string_view words) {
  html.add("<div><dt>", text(name), "</dt><dd><code>", text(address), "</code>");
  if (!example.empty()) html.add(" <a href=\"", url(example), "\">打开</a>");
  html.add("<br>", text(words), "</dd></div>");
}

}  // namespace

std::string data_page(const PageContext& context) {
  Html html;
  html.add("<div class=\"wrap page prose\"><nav class=\"crumbs\" aria-label=\"当前位置\"><a href=\"/\">首页</a> › "
           "开放数据</nav><h1>开放数据</h1><p class=\"lead\">网页上公开的，程序都能拿到。不用注册，不用密钥，可以转载，请注明出处。</p>",
           "<nav class=\"contents\" aria-label=\"本页内容\"><ul><li><a href=\"#decisions\">决定</a></li><li><a "
           "href=\"#lists\">清单</a></li><li><a href=\"#answers\">答复</a></li><li><a href=\"#follow\">跟随变更</a></li>");
  if (context.site.has_log) html.add("<li><a href=\"#log\">公示日志</a></li>");
  html.add("<li><a href=\"#limits\">限度</a></li></ul></nav><h2 id=\"decisions\">决定</h2><dl class=\"facts\">");
  service(html, "表格", "/decisions.csv", "/decisions.csv",
          "和查决定的页面用同样的筛选条件，每次最多 20,000 行；还有下一页的，网址在应答的 Link 头里。单元格不会被电子表格当成公式。");
  service(html, "订阅", "/feed.json", "/feed.json", "JSON Feed 1.1，最新公开的 50 份。");
  service(html, "订阅", "/feed.atom", "/feed.atom", "Atom，内容相同。");
  service(html, "一份决定", "/decisions/{编号}.json", "",
          "公开时的原文，一个字节都不会变；同一编号下还有 .pdf 和证明文件 .tlog-proof。撤下后这些网址答 410。");
  html.add("</dl><h2 id=\"lists\">清单</h2><dl class=\"facts\">");
  for (const auto& list : query::public_lists()) {
    const std::string base = "/lists/" + std::string(list.id);
    service(html, list.title, base + ".csv", base + ".csv", "表格；同名的 .json 是各机关现在这一版的原文。");
  }
  html.add("</dl><h2 id=\"answers\">投诉和建议的答复</h2><dl class=\"facts\">");
  service(html, "一份答复", "/answers/{编号}.json", "",
          "公开时的原文；同一编号下还有公布它的事件 .event.json 和证明文件 .tlog-proof。撤下后原文和事件答 410。");
  html.add("</dl><h2 id=\"follow\">跟随变更</h2><dl class=\"facts\">");
  service(html, "变更流", "/feed/changes?after=0&limit=100&wait=25", "/feed/changes?after=0&limit=10",
          "一行一个 JSON，按日志位置从旧到新：公开、更新、撤下、清单、答复。after 写上一次最后一行的 pos；每次最多 500 行；没有新变更时最多等 25 秒。收到撤下的，请同步撤下。");
  html.add("</dl>");
  if (context.site.has_log) {
    html.add("<h2 id=\"log\">公示日志</h2><p>日志按 C2SP tlog-tiles 的格式提供，谁都可以整本抄走、逐条核对。</p><dl class=\"facts\">");
    service(html, "检查点", "/log/checkpoint", "/log/checkpoint", "现在的长度和根，有签名。");
    service(html, "公钥", "/log/vkey", "/log/vkey", "一行文字；/log/vkeys 是用过的全部公钥和起止。有国密签名的，另见 /log/vkey-sm2 和 /log/vkeys-sm2。");
    service(html, "片段", "/log/tile/…", "", "每个片段 256 项，写满后不再改变，可以一直缓存。");
    html.add("</dl>");
  }
  html.add("<h2 id=\"limits\">限度</h2><ul class=\"plain\"><li>没有变的，请用 ETag 询问，会答 304。</li><li>请一次只开几个连接，整本抄走请用变更流，不要逐页翻查。核验执法人员每个网络一次最多 30 个，之后每 2 秒 1 个；过于频繁的，会答 429，等 Retry-After 写的秒数再来。</li>",
           "<li>数据里没有隐去之前的内容。自然人的信息已经依法隐去，请不要设法还原。</li></ul></div>");
  return framed(context, {"开放数据", "data", "CSV、JSON Feed、Atom、变更流和公示日志的网址和限度", true}, html);
}

}  // namespace mingjing::render
