// Pages of plain words: how to check, help, accessibility, and the pages that say what went wrong.
// SPDX-License-Identifier: Apache-2.0
#include "render/portal_pages.h"

namespace mingjing::render {
namespace {

void open_page(Html& html, std::string_view crumb, std::string_view title) {
  html.add("<div class=\"wrap page prose\"><nav class=\"crumbs\" aria-label=\"当前位置\"><a href=\"/\">首页</a> › ",
           text(crumb), "</nav><h1>", text(title), "</h1>");
}

std::string plain_page(const PageContext& context, std::string_view title, std::string_view first,
                       std::string_view next) {
  Html html;
  open_page(html, title, title);
  html.add("<p class=\"lead\">", text(first), "</p><p>", text(next),
           "</p><p><a href=\"/decisions\">查执法决定</a>　<a href=\"/\">回首页</a></p></div>");
  return framed(context, {std::string(title), "", "", false}, html);
}

}  // namespace

std::string not_published_page(const PageContext& context) {
  return plain_page(context, "尚未公示或依法不予公示", "这个网址下现在没有公开的决定。",
                    "可能是网址写错了，也可能是决定还没有公开，或者依法不公开。可以用文号或名称再查一次；您是当事人的，"
                    "请向作出决定的机关查询。");
}

std::string not_found_page(const PageContext& context) {
  return plain_page(context, "没有这个页面", "这个网址在本站没有对应的页面。",
                    "请检查网址有没有少写或多写，或者从下面的链接开始。");
}

std::string error_page(const PageContext& context, std::string_view sentence) {
  return plain_page(context, "现在打不开这一页", sentence,
                    "已公开的决定没有丢失。请过几分钟再打开；一直打不开的，请告诉公示机关。");
}

std::string complaints_elsewhere_page(const PageContext& context) {
  Html html;
  html.add("<div class=\"wrap page narrow\"><h1>投诉举报</h1><p>这里是副本，只供查询和核对，不收投诉举报。请到来源网站办理，",
           "凭那里给的编号和查询码看进度和答复。</p><p><a class=\"button\" href=\"",
           url(context.site.source_url + "/complaints"), "\">到来源网站投诉举报</a></p></div>");
  return framed(context, {"投诉举报", "complaints", "投诉举报请到来源网站办理", false}, html);
}

std::string check_page(const PageContext& context) {
  Html html;
  open_page(html, "怎样核对", "怎样自己核对一份决定");
  html.add(
      "<p "
      "class=\"lead\">网页自己说没改，不足为凭。用下面三步，您在自己的电脑上、断开网络，也能知道一份决定有没有被改动。<"
      "/p>",
      "<ol class=\"steps\"><li><h2>下载两个文件</h2><p>在决定页面点「结构化数据 JSON」和「下载证明文件」。手里有 PDF "
      "的，也可以核对 PDF，同时要有 JSON。</p></li>",
      "<li id=\"key\"><h2>取得公示日志的公钥</h2><p>公钥是一行文字，");
  if (context.site.has_log) html.add("在 <a href=\"/log/vkey\">/log/vkey</a>。");
  html.add("最好从另一处取得，例如公示机关的公告栏、上级机关或档案馆，再和这里的比一比：两处一样，才可信。</p></li>",
           "<li><h2>运行核对程序</h2><p>核对程序 mingjing-verify 很小，源代码公开，不需要网络。</p><p "
           "class=\"mono-block\">mingjing-verify 决定.json 决定.tlog-proof --vkey 公钥</p>",
           "<p>核对 PDF 时写：</p><p class=\"mono-block\">mingjing-verify 决定.pdf 决定.tlog-proof --vkey 公钥 --json "
           "决定.json</p></li></ol>",
           "<h2>结果是什么意思</h2><dl "
           "class=\"facts\"><div><dt>通过</dt><dd>文件与公开时一个字节都不差，并且写在公示日志里。</dd></div>",
           "<div><dt>不通过</dt><dd>您手中的文件与公开记录不符，请勿采信。请保留这份文件，并告诉公示机关从哪里得到。</"
           "dd></div>",
           "<div><dt>核对不了</dt><dd>文件不完整，或者不是一份证明。这不代表决定有问题，请重新下载。</dd></div></dl>",
           "<h2>为什么可信</h2><p>每份决定公开时，它的指纹（SHA-256 "
           "摘要）写进一本只能往后加、不能改写的日志，并由签名的检查点覆盖。日志里每个机关的决定连续编号，少一号就看得"
           "出来。撤下一份决定也要写进日志，并留下说明页。</p>",
           "<p>日志里只有指纹，没有姓名、地址和案情。</p>");
  if (context.site.has_log_page) html.add("<p><a href=\"/log\">看公示日志：现在多长，谁见证过</a></p>");
  html.add("</div>");
  return framed(context, {"怎样自己核对一份决定", "check", "三步核对一份执法决定有没有被改动", true}, html);
}

std::string help_page(const PageContext& context) {
  Html html;
  open_page(html, "帮助", "帮助与说明");
  html.add(
      "<nav class=\"contents\" aria-label=\"本页内容\"><ul><li><a href=\"#search\">怎样查</a></li><li><a "
      "href=\"#what\">公开什么</a></li><li><a href=\"#privacy\">个人信息怎样保护</a></li><li><a "
      "href=\"#takedown\">什么情况下会撤下</a></li><li><a href=\"#rights\">当事人有哪些权利</a></li><li><a href=\"#remedy\">不服决定怎么办</a></li><li><a "
      "href=\"#data\">数据怎么用</a></li></ul></nav>",
      "<h2 "
      "id=\"search\">怎样查</"
      "h2><p>"
      "在搜索框里写两个字就能查：企业名称、案由、决定书里的词。文号可以只写一部分，例如〔2026〕38号；统一社会信用代码要"
      "写全。几个词用空格隔开，会找同时有这几个词的决定。结果从新到旧排列。</p>",
      "<h2 id=\"what\">公开什么</h2><p>公开执法机关、执法对象、执法类别、执法结论和依据。许可、处罚决定自作出之日起 7 "
      "个工作日内公开，法律、行政法规另有规定的从其规定。履行情况有了变化，会在原决定的页面上加一条，原决定不动。</p>",
      "<h2 "
      "id=\"privacy\">个人信息怎样保护</"
      "h2><p>"
      "自然人的证件号码、住址、电话、银行账户和健康信息不公开，被处罚人以外的人用“某”代替。隐去的内容不在网页、数据和 "
      "PDF 里，不是用黑块盖住。涉及国家秘密、商业秘密、个人隐私和未成年人的，依法不公开，日志里仍占一个编号。</p>",
      "<h2 id=\"takedown\">什么情况下会撤下</h2><p>处罚决定被依法变更、撤销、确认违法或者确认无效的，在 3 "
      "个工作日内撤下，并公开说明理由。公示期届满、信用修复的，也会撤下。撤下后文号、日期和原因保留，当事人名称和正文从"
      "网页、数据、搜索中去掉。</p><p>",
      citation("《行政处罚法》第四十八条第二款"), "</p>",
      "<h2 id=\"rights\">当事人有哪些权利</h2><ul class=\"plain\"><li>要求执法人员出示证件，不出示的，有权拒绝。",
      citation("《行政处罚法》第五十五条第一款"), "</li><li>处罚决定作出前，知道拟作出的处罚和事实、理由、依据。",
      citation("《行政处罚法》第四十四条"), "</li><li>陈述和申辩；不会因为申辩被罚得更重。", citation("《行政处罚法》第四十五条"),
      "</li><li>拟处较大数额罚款、吊销许可证件等处罚的，可以要求听证。", citation("《行政处罚法》第六十三条"),
      "</li><li>知道向谁申请行政复议、向哪个法院起诉；因违法的处罚受到损害的，可以要求赔偿。", citation("《行政处罚法》第七条"),
      "</li></ul>",
      "<h2 "
      "id=\"remedy\">不服决定怎么办</"
      "h2><p>"
      "每份决定的页面都有「不服这个决定怎么办」，写明向谁申请行政复议、向哪个法院起诉和期限。期限从收到决定书之日起算，"
      "不从网上公开之日起算。</p>",
      "<h2 id=\"data\">数据怎么用</h2><p><a href=\"/decisions.csv\">CSV 表格</a>可以用电子表格打开；<a "
      "href=\"/feed.json\">JSON Feed</a> 和 <a href=\"/feed.atom\">Atom</a> "
      "可以用阅读器订阅；每份决定的页面都有结构化数据。转载请注明出处，并以本站现在的内容为准：已撤下的，请同步撤下。</"
      "p></div>");
  return framed(context, {"帮助与说明", "help", "怎样查执法决定，公开什么，什么情况下会撤下", true}, html);
}

std::string accessibility_page(const PageContext& context) {
  Html html;
  open_page(html, "无障碍", "无障碍说明");
  html.add(
      "<p class=\"lead\">本站希望每个人都能用：看不清的、用不了鼠标的、用读屏软件的、网络慢的。</p>",
      "<h2>做到了什么</h2><p>全部页面按照《网页内容无障碍指南》（WCAG）2.2 版 AA 级制作，每次发布前用程序和浏览器逐页检查。</p>",
      "<ul class=\"plain\"><li>页面不靠脚本：禁用 JavaScript 也能查、能看、能下载、能打印。</li>",
      "<li>页面右上方有<strong>大字版</strong>和<strong>高对比</strong>，点一下就换，浏览器会记住一年；点「标准」恢复。</li>",
      "<li>全部操作可以用键盘完成：Tab 到下一处，Shift 加 Tab 回上一处，回车打开。每页第一个链接是「跳到正文」，焦点有黑黄双色的框。</li>",
      "<li>状态同时用文字、形状和颜色表示，打印成黑白也不丢失。文字与底色的对比不低于 4.5 比 1。</li>",
      "<li>放大到 200% 或者在手机上，不需要左右滚动；手机上的按钮和链接够大，容易点中。</li>",
      "<li>标题、栏目、表格和输入框都有名字，读屏软件可以按标题和栏目跳转。</li></ul>",
      "<h2>还没有做到</h2><ul class=\"plain\"><li>本站不朗读页面；手机和电脑自带的朗读功能可以读全部内容。</li>",
      "<li>没有手语和其他语言的版本。</li><li>PDF 是印给纸用的版式；用读屏软件的，请读网页上的决定书正文，内容相同。</li></ul>",
      "<h2>遇到困难</h2><p>请告诉公示机关：哪一页、用什么设备、想做什么。您也可以请公示机关用您方便的方式提供同样的内容。</p>");
  if (!context.site.contact.empty()) html.add("<p>", text(context.site.contact), "</p>");
  html.add("</div>");
  return framed(context, {"无障碍说明", "", "大字版、高对比、键盘和读屏软件的使用说明", true}, html);
}

}  // namespace mingjing::render
