// SPDX-License-Identifier: Apache-2.0
#include "render/portal_lists.h"

#include "render/portal_feeds.h"

namespace mingjing::render {
namespace {

using query::PortalListVersion;
using query::PublicList;

void crumbs(Html& html, std::string_view here, bool below_lists) {
  html.add("<nav class=\"crumbs\" aria-label=\"当前位置\"><a href=\"/\">首页</a> › ");
  if (below_lists) html.add("<a href=\"/lists\">事前公开</a> › ");
  html.add(text(here), "</nav>");
}

std::string joined(const Json& entry, std::string_view member, std::string_view mark = "；") {
  std::string out;
  for (const auto& one : entry.items(member)) {
    if (one.as_string() == nullptr) continue;
    if (!out.empty()) out += mark;
    out += *one.as_string();
  }
  return out;
}

std::string term_of(const Json& remedy) {
  if (const auto months = remedy.integer("months"); months > 0) return std::to_string(months) + " 个月";
  return std::to_string(remedy.integer("days")) + " 日";
}

const Json* remedy_of(const Json& item, std::string_view kind) {
  for (const auto& remedy : item.items("remedies"))
    if (remedy.text("kind") == kind) return &remedy;
  return nullptr;
}

Html cited_all(const PageContext& context, const Json& entry, std::string_view member, Date on) {
  Html html;
  for (const auto& one : entry.items(member))
    if (one.as_string() != nullptr)
      html.add("<span class=\"line\">", citation(context, *one.as_string(), on.text()), "</span>");
  return html;
}

void item_row(Html& html, const PageContext& context, const Json& item, Date on) {
  html.add("<li class=\"row\"><h3><a href=\"", url("/lists/items/" + url_part(item.text("id"))), "\">",
           text(item.text("name")), "</a></h3><p class=\"meta\"><span>", text(item.text("act_type_name")),
           "</span> <span class=\"nobr\">", text(item.text("code")), "</span> <span>", text(item.text("unit")),
           "</span></p>");
  if (const auto kinds = joined(item, "kinds"); !kinds.empty())
    html.add("<p class=\"result\"><strong>种类</strong> ", text(kinds), "</p>");
  html.add("<p class=\"result\">", cited_all(context, item, "basis", on), "</p></li>");
}

void officer_row(Html& html, const Json& officer, Date on) {
  const auto state = certificate_state(officer, on);
  const std::string number = officer.text("certificate_no"), name = officer.text("name");
  html.add("<li class=\"row officer-row\"><h3><a href=\"", url("/officers?certificate_no=" + url_part(number)), "\">",
           text(name.empty() ? number : name), "</a></h3><p class=\"meta\">");
  if (!name.empty())
    html.add("<span>", text(officer.text("unit")), "</span> <span>", text(officer.text("post")),
             "</span> <span class=\"nobr\">证号 ", credit_code(number), "</span> <span>",
             text(joined(officer, "categories", "、")), "</span> ");
  html.add("<span class=\"nobr state-", text(state == CertificateState::valid ? "good" : "bad"), "\">",
           icon(state == CertificateState::valid ? "check" : "cross"), text(name_zh(state)));
  if (state == CertificateState::valid) html.add("，至 <time>", text(officer.text("valid_until")), "</time>");
  html.add("</span></p></li>");
}

void matter_row(Html& html, const PageContext& context, const Json& matter, Date on) {
  html.add("<li class=\"row\"><h3>", text(matter.text("name")), "</h3><p class=\"meta\"><span><strong>", text(matter.text("duty_name")),
           "</strong></span> <span>", text(matter.text("extent_name")), "</span> <span>", text(joined(matter, "ways", "、")), "</span> ");
  if (matter.flag("own")) html.add("<span>", text(matter.text("kind") == "premises" ? "执法场所" : "本机关规定"), "</span> ");
  html.add("<span class=\"nobr\">自 <time>", text(matter.text("from")), "</time> 起</span></p><p class=\"result\"><strong>环节</strong> ",
           text(joined(matter, "acts", "、")), "</p><p class=\"result\">", cited_all(context, matter, "basis", on), "</p></li>");
}

void version_line(Html& html, const PortalListVersion& version) {
  html.add("<span class=\"line\">", text(version.agency), "：第 ", version.version, " 版，<time>",
           text(version.published_on), "</time> 公布，", text(grouped(version.entries)),
           text(version.list == "officers" ? " 人" : " 项"), "</span>");
}

std::string address(const PublicList& list, const std::string& agency, const std::string& after) {
  std::string out = "/lists/" + std::string(list.id);
  if (!agency.empty()) out += "?agency=" + url_part(agency);
  if (!after.empty()) out += (agency.empty() ? "?after=" : "&after=") + url_part(after);
  return out;
}

void agencies(Html& html, const PublicList& list, const ListVersions& newest, const std::string& agency) {
  if (newest.size() < 2) return;
  html.add("<form class=\"inline-form\" action=\"/lists/", text(list.id), "\" method=\"get\"><div class=\"field\">",
           "<label for=\"agency\">执法机关</label><select id=\"agency\" name=\"agency\"><option value=\"\">全部机关</option>");
  for (const auto& one : newest) {
    html.add("<option value=\"", text(one.agency_uscc), "\"");
    if (one.agency_uscc == agency) html.add(" selected");
    html.add(">", text(one.agency), "</option>");
  }
  html.add("</select></div><button type=\"submit\" class=\"button\">查看</button></form>");
}

}  // namespace

std::string lists_page(const PageContext& context, const ListVersions& newest) {
  Html html;
  html.add("<div class=\"wrap page prose\">");
  crumbs(html, "事前公开", false);
  html.add("<h1>事前公开</h1><p class=\"lead\">谁来管、凭什么管、不服找谁，事情还没有发生就可以查。</p><ul class=\"rows wide\">");
  for (const auto& list : query::public_lists()) {
    html.add("<li class=\"row\"><h2><a href=\"", url("/lists/" + std::string(list.id)), "\">", text(list.title),
             "</a></h2><p>", text(list.about), "</p><p class=\"quiet\">");
    bool any = false;
    for (const auto& version : newest)
      if (version.list == list.id) {
        version_line(html, version);
        any = true;
      }
    if (!any) html.add("还没有公布。公布后会出现在这里。");
    html.add("</p></li>");
  }
  if (context.site.has_laws)
    html.add("<li class=\"row\"><h2><a href=\"/laws\">法律条文</a></h2><p>本机关执法所依据的法律、法规、规章，按施行日期查。</p></li>");
  html.add("</ul></div>");
  return framed(context, {"事前公开", "lists", "执法事项、执法人员和执法依据", true}, html);
}

std::string list_of_page(const PageContext& context, const PublicList& list, const ListVersions& newest,
                         const query::PortalListPage& page, const std::string& agency, Date on) {
  const std::string base = "/lists/" + std::string(list.id);
  Html html;
  html.add("<div class=\"wrap page\">");
  crumbs(html, list.title, true);
  html.add("<div class=\"two\"><div class=\"col-main\"><h1>", text(list.title), "</h1><p class=\"lead\">", text(list.about),
           "</p>");
  agencies(html, list, newest, agency);
  html.add("<section aria-labelledby=\"list-h\"><h2 id=\"list-h\" class=\"hidden\">清单</h2>");
  if (page.rows.empty()) {
    html.add("<p class=\"empty\">还没有公布。公布后会出现在这里。</p>");
  } else {
    html.add("<ul class=\"rows\">");
    for (const auto& entry : page.rows) {
      if (list.id == "officers") officer_row(html, entry.data, on);
      else if (list.id == "recording_matters") matter_row(html, context, entry.data, on);
      else item_row(html, context, entry.data, on);
    }
    html.add("</ul>");
    if (!page.next.empty())
      html.add("<nav class=\"pager\" aria-label=\"翻页\"><span></span><a class=\"button-line\" rel=\"next\" href=\"",
               url(address(list, agency, page.next)), "\">下一页 ", icon("next"), "</a></nav>");
  }
  html.add("</section></div><aside class=\"col-side\" aria-label=\"版本与下载\"><section class=\"side-block\"><h2>现在的版本</h2><p>");
  for (const auto& version : newest)
    if (agency.empty() || version.agency_uscc == agency) version_line(html, version);
  html.add("</p><p class=\"quiet\">公布的版本不再改动；有变化时公布新的一版，并写入公示日志。</p></section>",
           "<section class=\"side-block\"><h2>带走这份清单</h2><ul class=\"links\"><li>", icon("down"), "<a href=\"",
           url(base + ".csv"), "\">表格 CSV</a></li><li>", icon("down"), "<a href=\"", url(base + ".json"),
           "\">结构化数据 JSON</a></li><li>", icon("file"), "<a href=\"", url(base + "/versions"), "\">",
           text(list.keeps_versions ? "各次版本" : "现在版本的原文"), "</a></li></ul></section>");
  if (list.id == "officers")
    html.add("<section class=\"side-block\"><h2>有人上门执法</h2><p><a href=\"/officers\">输入证件编号，当场核验</a></p></section>");
  html.add("</aside></div></div>");
  return framed(context, {std::string(list.title), "lists", std::string(list.about), true}, html);
}

std::string list_versions_page(const PageContext& context, const PublicList& list, const ListVersions& all) {
  Html html;
  html.add("<div class=\"wrap page prose\"><nav class=\"crumbs\" aria-label=\"当前位置\"><a href=\"/\">首页</a> › "
           "<a href=\"/lists\">事前公开</a> › <a href=\"", url("/lists/" + std::string(list.id)), "\">", text(list.title),
           "</a> › 版本</nav><h1>", text(list.title), "：版本</h1><p class=\"lead\">每一版公布后不再改动，原文的摘要写在公示日志里。</p>");
  if (!list.keeps_versions)
    html.add("<p>这份清单写有姓名，只保留最新一版；旧的版本撤下，不再提供。</p><p>",
             citation("《个人信息保护法》第十九条"), "</p>");
  if (all.empty()) html.add("<p class=\"empty\">还没有公布。公布后会出现在这里。</p>");
  html.add("<ul class=\"rows\">");
  for (const auto& version : all)
    html.add("<li class=\"row\"><h2><a href=\"",
             url("/lists/" + std::string(list.id) + "/versions/" + version.agency_uscc + "-" +
                 std::to_string(version.version) + ".json"),
             "\">", text(version.agency), "，第 ", version.version, " 版</a></h2><p class=\"meta\"><span><time>",
             text(version.published_on), "</time> 公布</span> <span>", text(grouped(version.entries)),
             " 项</span> <span>日志第 ", text(grouped(version.pos)), " 条</span></p><p class=\"mono\">", text(version.digest),
             "</p></li>");
  html.add("</ul></div>");
  return framed(context, {std::string(list.title) + "：版本", "lists", "", false}, html);
}

std::string list_json(const PublicList& list, const std::vector<std::string>& documents) {
  JsonWriter out;
  out.open_object().member("list", list.id).member("title", list.title).key("documents").open_array();
  for (const auto& document : documents) out.raw(document);
  out.close_array().close_object();
  return out.take();
}

std::string list_csv_head(const PublicList& list) {
  if (list.id == "officers")
    return "\xef\xbb\xbf姓名,性别,执法机关,统一社会信用代码（机关）,单位,职务,证件编号,执法类别,执法区域,有效期起,有效期止,"
           "证件状态,清单版本\r\n";
  if (list.id == "recording_matters")
    return "\xef\xbb\xbf事项,环节,要求,全程或者部分,方式,依据,起始日期,执法机关,统一社会信用代码（机关）,清单版本\r\n";
  return "\xef\xbb\xbf事项编码,事项名称,执法类别,执法依据,处罚种类,罚款幅度,裁量基准,执法机关,统一社会信用代码（机关）,"
         "承办机构,办理时限（日）,行政复议机关,申请行政复议期限,管辖法院,提起行政诉讼期限,清单版本\r\n";
}

void append_list_csv_row(std::string& out, const PublicList& list, const PortalListVersion& version, const Json& entry) {
  std::vector<std::string> cells;
  if (list.id == "officers") {
    const auto status = entry.text("status");
    cells = {entry.text("name"), entry.text("sex"), version.agency, version.agency_uscc, entry.text("unit"),
             entry.text("post"), entry.text("certificate_no"), joined(entry, "categories", "、"), entry.text("area"),
             entry.text("valid_from"), entry.text("valid_until"),
             status == "valid" ? "有效期内有效" : status == "suspended" ? "暂扣" : "注销"};
  } else if (list.id == "recording_matters") {
    cells = {entry.text("name"), joined(entry, "acts", "、"), entry.text("duty_name"), entry.text("extent_name"),
             joined(entry, "ways", "、"), joined(entry, "basis"), entry.text("from"), version.agency, version.agency_uscc};
  } else {
    std::string fines, steps;
    for (const auto& fine : entry.items("fines"))
      fines += (fines.empty() ? "" : "；") + fine.text("text") + "（" + fine.text("citation") + "）";
    for (const auto& standard : entry.items("discretion"))
      for (const auto& band : standard.items("bands"))
        for (const auto& step : band.items("steps"))
          steps += (steps.empty() ? "" : "；") + step.text("name") + "：" + step.text("when") + "，" + step.text("range");
    const Json none, *reconsideration = remedy_of(entry, "reconsideration"), *litigation = remedy_of(entry, "litigation");
    const Json& first = reconsideration == nullptr ? none : *reconsideration;
    const Json& second = litigation == nullptr ? none : *litigation;
    cells = {entry.text("code"), entry.text("name"), entry.text("act_type_name"), joined(entry, "basis"),
             joined(entry, "kinds"), fines, steps, version.agency, version.agency_uscc, entry.text("unit"),
             std::to_string(entry.integer("handling_days")), first.text("where"), term_of(first), second.text("where"),
             term_of(second)};
  }
  cells.push_back(std::to_string(version.version));
  bool begun = false;
  for (const auto& cell : cells) {
    if (begun) out += ',';
    begun = true;
    append_csv_cell(out, cell);
  }
  out += "\r\n";
}

namespace {

void fact(Html& html, std::string_view name, const Html& value) {
  html.add("<div><dt>", text(name), "</dt><dd>", value, "</dd></div>");
}

void fact(Html& html, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  Html plain;
  plain.add(text(value));
  fact(html, name, plain);
}

void discretion(Html& html, const PageContext& context, const Json& item, Date on) {
  for (const auto& standard : item.items("discretion")) {
    const auto until = Date::parse(standard.text("until"));
    const auto from = Date::parse(standard.text("from"));
    if (!from || *from > on || (until && *until < on)) continue;
    html.add("<section aria-labelledby=\"steps-h\"><h2 id=\"steps-h\">裁量基准</h2><p class=\"quiet\">同样的情形，同样的幅度。",
             text(standard.text("from")), " 起施行；有从轻、减轻、从重情形的，另依法调整。</p>");
    for (const auto& band : standard.items("bands")) {
      html.add("<table class=\"bands\"><caption>", text(band.text("name")), "：", text(band.text("range")), " ",
               citation(context, band.text("citation"), on.text()),
               "</caption><thead><tr><th scope=\"col\">阶次与幅度</th><th scope=\"col\">适用情形</th></tr></thead><tbody>");
      for (const auto& step : band.items("steps"))
        html.add("<tr><th scope=\"row\">", text(step.text("name")), "<small>", text(step.text("range")),
                 "</small></th><td>", text(step.text("when").empty() ? std::string("有这一幅度的各种情形") : step.text("when")),
                 "</td></tr>");
      html.add("</tbody></table>");
    }
    html.add("</section>");
    return;  // one is in force a day
  }
}

void remedies(Html& html, const PageContext& context, const Json& item, Date on) {
  html.add("<section aria-labelledby=\"remedy-h\"><h2 id=\"remedy-h\">不服处理决定怎么办</h2><div class=\"law-note\">");
  for (const auto& remedy : item.items("remedies")) {
    const bool reconsideration = remedy.text("kind") == "reconsideration";
    const std::string where = remedy.text("where");
    html.add("<p><strong>", text(reconsideration ? "申请行政复议" : "提起行政诉讼"), "：</strong>",
             text(reconsideration ? "知道决定之日起 " : "知道或者应当知道决定之日起 "), text(term_of(remedy)), "内，向",
             text(where.empty() ? std::string(reconsideration ? "有管辖权的行政复议机关" : "有管辖权的人民法院") : where),
             "提出。", citation(context, remedy.text("citation"), on.text()), "</p>");
    if (const auto first = remedy.text("first"); !first.empty())
      html.add("<p>这类决定要先申请行政复议，对复议决定不服的，再提起行政诉讼。", citation(context, first, on.text()), "</p>");
  }
  html.add("</div></section>");
}

}  // namespace

std::string item_page(const PageContext& context, const query::PortalListEntry& entry, const std::string& agency, Date on) {
  const Json& item = entry.data;
  Html html;
  html.add("<div class=\"wrap page\"><nav class=\"crumbs\" aria-label=\"当前位置\"><a href=\"/\">首页</a> › <a "
           "href=\"/lists\">事前公开</a> › <a href=\"/lists/items\">行政执法事项清单</a></nav><div class=\"two\"><div "
           "class=\"col-main\"><h1>",
           text(item.text("name")), "</h1><dl class=\"facts\">");
  fact(html, "事项编码", item.text("code"));
  fact(html, "执法机关", agency);
  fact(html, "承办机构", item.text("unit"));
  fact(html, "执法类别", item.text("act_type_name"));
  fact(html, "执法依据", cited_all(context, item, "basis", on));
  fact(html, "处罚种类", joined(item, "kinds"));
  if (!item.items("fines").empty()) {
    Html fines;
    for (const auto& fine : item.items("fines"))
      fines.add("<span class=\"line\">", text(fine.text("text")), "<br>", citation(context, fine.text("citation"), on.text()),
                "</span>");
    fact(html, "罚款幅度", fines);
  }
  fact(html, "办理时限", std::to_string(item.integer("handling_days")) +
                             (item.text("act_type") == "penalty" ? " 日，自立案之日起算" : " 日"));
  if (const auto power = item.text("enforcement_power"); !power.empty())
    fact(html, "强制执行权", citation(context, power, on.text()));
  html.add("</dl>");
  discretion(html, context, item, on);
  remedies(html, context, item, on);
  html.add("</div><aside class=\"col-side\" aria-label=\"相关\"><section class=\"side-block\"><h2>相关</h2><ul class=\"links\"><li><a href=\"",
           url("/decisions?act_type=" + url_part(item.text("act_type")) + "&agency=" + url_part(entry.agency_uscc)),
           "\">这个机关公开的", text(item.text("act_type_name")),
           "决定</a></li><li><a href=\"/officers\">核验执法人员</a></li><li><a href=\"/lists/items\">全部事项</a></li></ul></section></aside></div></div>");
  return framed(context, {item.text("name"), "lists", item.text("act_type_name") + "，" + joined(item, "basis"), true}, html);
}

}  // namespace mingjing::render
