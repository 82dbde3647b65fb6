// SPDX-License-Identifier: Apache-2.0
#include "render/portal_complaints.h"

#include <algorithm>

namespace mingjing::render {
namespace {

using namespace supervision;

constexpr std::string_view kWithdraw = "《个人信息保护法》第十五条第一款";
constexpr std::string_view kHow = "《行政处罚法》第七十五条第二款", kInform = "《信访工作条例》第二十三条第二款",
                           kSecret = "《信访工作条例》第三十条第三款", kReview = "《信访工作条例》第三十五条";

void open_page(Html& html, std::string_view title, bool within) {
  html.add("<div class=\"wrap page\"><nav class=\"crumbs\" aria-label=\"当前位置\"><a href=\"/\">首页</a> › ");
  if (within) html.add("<a href=\"/complaints\">投诉举报</a> › ");
  html.add(text(within ? title : "投诉举报"), "</nav><h1>", text(title), "</h1>");
}

std::string framed_here(const PageContext& context, std::string_view title, const Html& html, bool index) {
  return framed(context, {std::string(title), "complaints", index ? "投诉、举报、建议，凭编号和查询码看进度" : "", index}, html);
}

const std::string* problem_of(const ComplaintForm& form, std::string_view field) {
  const auto found =
      std::find_if(form.problems.begin(), form.problems.end(), [&](const Reason& r) { return r.field == field; });
  return found == form.problems.end() ? nullptr : &found->message;
}

// The sentence beside a field, and what its control says of it.
Html fault(const ComplaintForm& form, std::string_view field) {
  Html html;
  if (const auto* problem = problem_of(form, field))
    html.add("<p class=\"fault\" id=\"", text(field), "-fault\">", text(*problem), "</p>");
  return html;
}

Html described(const ComplaintForm& form, std::string_view field, bool hint) {
  Html html;
  const bool wrong = problem_of(form, field) != nullptr;
  if (!wrong && !hint) return html;
  html.add(" aria-describedby=\"");
  if (hint) html.add(text(field), "-hint");
  if (hint && wrong) html.add(" ");
  if (wrong) html.add(text(field), "-fault");
  html.add("\"");
  if (wrong) html.add(" aria-invalid=\"true\"");
  return html;
}

void choice(Html& html, std::string_view name, std::string_view id, std::string_view zh, std::string_view hint,
            bool chosen, bool first) {
  html.add("<label class=\"choice\"><input type=\"radio\" name=\"", text(name), "\" value=\"", text(id), "\"");
  if (first) html.add(" id=\"", text(name), "\"");
  if (chosen) html.add(" checked");
  html.add("><span>", text(zh));
  if (!hint.empty()) html.add("<small>", text(hint), "</small>");
  html.add("</span></label>");
}

void kinds(Html& html, const ComplaintForm& form) {
  html.add("<fieldset class=\"block\"><legend>您要做什么</legend>", fault(form, "kind"));
  const std::string_view hints[] = {"对执法机关或者执法人员的做法有意见", "发现别人违法，请执法机关查处", "对执法工作的想法"};
  for (std::size_t i = 0; i < kComplaintKinds.size(); ++i) {
    choice(html, "kind", kComplaintKinds[i].id, kComplaintKinds[i].zh, hints[i],
           form.kind_chosen && static_cast<std::size_t>(form.content.kind) == i, i == 0);
  }
  html.add("</fieldset>");
}

void subject(Html& html, const ComplaintForm& form) {
  html.add("<fieldset class=\"block\"><legend>关于什么</legend>", fault(form, "about"));
  for (std::size_t i = 0; i < kComplaintAbouts.size(); ++i) {
    choice(html, "about", kComplaintAbouts[i].id, kComplaintAbouts[i].zh, {},
           form.about_chosen && static_cast<std::size_t>(form.content.about) == i, i == 0);
  }
  html.add("<div class=\"field\"><label for=\"about_ref\">决定文号、证件编号或者机关名称</label>",
           "<p class=\"hint\" id=\"about_ref-hint\">");
  if (form.about_title.empty()) html.add("执法人员的证件编号在他出示的证件上。");
  else html.add("您是从这份决定来的：", text(form.about_title));
  html.add("</p>", fault(form, "about_ref"), "<input id=\"about_ref\" name=\"about_ref\" maxlength=\"100\" ",
           "autocomplete=\"off\" value=\"", text(form.content.about_ref), "\"", described(form, "about_ref", true), "></div>");
  if (form.agencies.size() > 1) {
    html.add("<div class=\"field\"><label for=\"agency\">由哪个机关处理</label><select id=\"agency\" name=\"agency\">",
             "<option value=\"\">不清楚，请帮我转交</option>");
    for (const auto& agency : form.agencies) {
      html.add("<option value=\"", text(agency.uscc), "\"");
      if (agency.uscc == form.content.agency_uscc) html.add(" selected");
      html.add(">", text(agency.name), "</option>");
    }
    html.add("</select></div>");
  }
  html.add("</fieldset>");
}

void words(Html& html, const ComplaintForm& form) {
  html.add("<div class=\"field block\"><label for=\"text\">要反映的事情</label><p class=\"hint\" id=\"text-hint\">",
           "什么时间、在哪里、发生了什么、您希望怎样处理。最多 ", static_cast<int>(kComplaintTextMax),
           " 字。不要写别人的身份证号、银行卡号。</p>", fault(form, "text"),
           "<textarea id=\"text\" name=\"text\" rows=\"9\" maxlength=\"", static_cast<int>(kComplaintTextMax), "\"",
           described(form, "text", true), ">\n", text(form.content.text), "</textarea></div>",
           "<fieldset class=\"block\"><legend>怎样联系您（可以不填）</legend><p class=\"hint\">不填也受理，凭编号和查询码看答复。",
           "填写的内容加密保存，只有办理的人能看到，不会交给被反映的人。 ", citation(kSecret), "</p>",
           "<div class=\"field\"><label for=\"name\">姓名或者单位名称</label>", fault(form, "name"),
           "<input id=\"name\" name=\"name\" maxlength=\"50\" autocomplete=\"name\" value=\"", text(form.content.name), "\"",
           described(form, "name", false), "></div><div class=\"field\"><label for=\"contact\">电话、电子邮箱或者地址</label>",
           fault(form, "contact"), "<input id=\"contact\" name=\"contact\" maxlength=\"200\" autocomplete=\"off\" value=\"",
           text(form.content.contact), "\"", described(form, "contact", false), "></div></fieldset>",
           "<label class=\"choice\"><input type=\"checkbox\" name=\"may_publish\" value=\"yes\"");
  if (form.content.may_publish) html.add(" checked");
  html.add("><span>答复以后，可以隐去个人信息把问题和答复公开<small>举报的内容不公开，选了也不公开。同意以后也可以反悔，告诉办理机关就撤下。</small></span></label>",
           "<p class=\"hint\"><a href=\"/answers\">看别人同意公开的答复</a></p>");
}

void error_summary(Html& html, const ComplaintForm& form) {
  if (form.problems.empty()) return;
  html.add("<div class=\"error-box\" role=\"alert\" tabindex=\"-1\"><h2>有 ", static_cast<int>(form.problems.size()),
           " 处要改</h2><ul>");
  for (const auto& problem : form.problems) {
    html.add("<li><a href=\"", url("#" + (problem.field == "form" ? std::string("send") : problem.field)), "\">",
             text(problem.message), "</a></li>");
  }
  html.add("</ul></div>");
}

// Asks for number and code; on the form's side and on its own page.
void ask(Html& html, std::string_view number, bool main_action) {
  html.add("<form action=\"/complaints/progress\" method=\"post\" class=\"ask\"><div class=\"field\"><label for=\"number\">",
           "编号</label><input id=\"number\" name=\"number\" inputmode=\"numeric\" maxlength=\"40\" autocomplete=\"off\" ",
           "required value=\"", text(number), "\"></div><div class=\"field\"><label for=\"code\">8 位查询码</label>",
           "<input id=\"code\" name=\"code\" maxlength=\"40\" autocomplete=\"off\" autocapitalize=\"characters\" ",
           "spellcheck=\"false\" required></div><button type=\"submit\" class=\"", text(main_action ? "button" : "button-line"),
           "\">看进度和答复</button></form>");
}

void other_ways(Html& html, const PageContext& context) {
  html.add("<section class=\"side-block\"><h2>对决定不服</h2><p>投诉不延长申请行政复议和起诉的期限。要改变决定，请按决定书上写的",
           "复议机关、法院和期限办理。</p></section>");
  if (!context.site.contact.empty())
    html.add("<section class=\"side-block\"><h2>不在网上提</h2><p>", text(context.site.owner), "</p><p>",
             text(context.site.contact), "</p></section>");
}

void steps(Html& html, const ComplaintProgress& progress) {
  html.add("<section aria-labelledby=\"course-h\"><h2 id=\"course-h\">经过</h2><ol class=\"timeline\">");
  const bool over = progress.state != "received" && progress.state != "accepted";
  for (const auto& step : progress.steps) {
    html.add("<li");
    if (over && &step == &progress.steps.back()) html.add(" class=\"end\"");
    html.add("><time>", text(step.on), "</time><p>", text(step.text), "</p></li>");
  }
  html.add("</ol></section>");
}

void outcome(Html& html, const PageContext& context, const ComplaintProgress& progress) {
  const std::string_view day = progress.steps.empty() ? std::string_view() : progress.steps.back().on;
  const auto section = [&](std::string_view title, std::string_view words) {
    if (!words.empty())
      html.add("<section><h2>", text(title), "</h2><p class=\"letter\">", text(words), "</p></section>");
  };
  if (progress.state == "referred")
    section("请向哪里提出", progress.referred_to + (progress.reason.empty() ? "" : "。" + progress.reason));
  else
    section("为什么不受理", progress.reason);
  if (progress.answer.empty()) return;
  html.add("<section aria-labelledby=\"answer-h\"><h2 id=\"answer-h\">答复</h2><p class=\"letter\">", text(progress.answer), "</p></section>");
  if (!progress.public_answer.empty())
    html.add("<section aria-labelledby=\"public-h\"><h2 id=\"public-h\">已经公开</h2><p>您同意公开，问题和答复已经隐去个人信息公开：<a href=\"",
             url("/answers/" + url_part(progress.public_answer)), "\">看公开的样子</a>。</p><p class=\"quiet\">不想再公开的，告诉办理机关，会撤下。 ",
             citation(context, kWithdraw, day), "</p></section>");
  if (progress.kind == "grievance")
    html.add("<section aria-labelledby=\"again-h\"><h2 id=\"again-h\">对答复不满意</h2><div class=\"law-note\"><p>可以自收到答复",
             "之日起 30 日内，请求", text(progress.agency), "的上一级机关复查。</p><p>", citation(context, kReview, day),
             "</p></div></section>");
}

}  // namespace

std::string complaint_form_page(const PageContext& context, const ComplaintForm& form) {
  Html html;
  open_page(html, "投诉举报", false);
  html.add("<div class=\"two\"><div class=\"col-main\"><p class=\"lead\">不用登记，不用注册。提交以后得到一个编号和 8 位查询码，",
           "凭这两样看进度和答复。</p><p class=\"quiet\">收到之日起 15 日内告诉您是否受理。 ", citation(kInform),
           "　机关应当认真审查，发现有错误的主动改正。 ", citation(kHow), "</p><p class=\"more\"><a href=\"/complaints/progress\">已经提过，看进度和答复</a>　<a href=\"/answers\">别人问过的</a></p>");
  error_summary(html, form);
  html.add("<form action=\"/complaints\" method=\"post\" class=\"write\" id=\"write\"><input type=\"hidden\" name=\"form\" value=\"",
           text(form.token), "\"><div class=\"extra\" aria-hidden=\"true\"><label for=\"homepage\">请不要填写这一栏</label>",
           "<input id=\"homepage\" name=\"homepage\" tabindex=\"-1\" autocomplete=\"off\"></div>");
  kinds(html, form);
  subject(html, form);
  words(html, form);
  html.add("<p class=\"send\"><button type=\"submit\" id=\"send\" class=\"button\">提交</button></p></form></div>",
           "<aside class=\"col-side\" aria-label=\"查进度\"><section class=\"side-block\"><h2>看进度和答复</h2>");
  ask(html, {}, false);
  html.add("</section>");
  other_ways(html, context);
  html.add("</aside></div></div>");
  return framed_here(context, "投诉举报", html, true);
}

std::string complaint_receipt_page(const PageContext& context, const ComplaintReceipt& receipt) {
  Html html;
  open_page(html, "已经收到", true);
  html.add("<div class=\"two\"><div class=\"col-main\">");
  if (receipt.other_words)
    html.add("<div class=\"error-box\" role=\"alert\"><h2>这张表先前已经收到</h2><p>以先前的内容为准，这次改动的没有收。要补充的，",
             "请<a href=\"/complaints\">另填一张</a>，写上下面的编号。</p></div>");
  html.add("<p class=\"lead\">请把编号和查询码抄下、拍下或者打印。<strong>查询码只显示这一次</strong>，我们也不保存，丢了就查不到。</p>",
           "<dl class=\"ticket\"><div><dt>编号</dt><dd>", credit_code(receipt.number), "</dd></div><div><dt>查询码</dt><dd>",
           credit_code(receipt.code), "</dd></div></dl><section aria-labelledby=\"next-h\"><h2 id=\"next-h\">接下来</h2>",
           "<ol class=\"timeline\"><li><time>今天</time><p>已收到</p></li><li><time>15 日内</time><p>告诉您是否受理；不归我们管的，",
           "告诉您找谁 ", citation(kInform), "</p></li><li><time>办结时</time><p>在进度页写明处理意见和理由</p></li></ol></section>",
           "<p class=\"more\"><a href=\"/complaints/progress\">看进度</a>　<a href=\"/\">回首页</a></p></div></div></div>");
  return framed_here(context, "已经收到", html, false);
}

std::string complaint_progress_page(const PageContext& context, const ComplaintQuestion& question) {
  Html html;
  open_page(html, "进度和答复", true);
  html.add("<div class=\"two\"><div class=\"col-main\">");
  if (question.looked_up && !question.progress)
    html.add("<div class=\"error-box\" role=\"alert\"><h2>没有查到</h2><p>编号或者查询码不对。请逐个核对：查询码是 8 位字母和数字，",
             "没有 0、1、I、L、O。进度保留两年。</p></div>");
  if (const auto& progress = question.progress) {
    const auto state = cases::parse_named(kComplaintStates, progress->state).value_or(ComplaintState::received);
    const auto kind = cases::parse_named(kComplaintKinds, progress->kind).value_or(ComplaintKind::grievance);
    html.add("<dl class=\"facts\"><div><dt>编号</dt><dd>", credit_code(question.number), "</dd></div><div><dt>类别</dt><dd>",
             text(named(kind, kComplaintKinds).zh), "</dd></div><div><dt>现在</dt><dd><strong>",
             text(named(state, kComplaintStates).zh), "</strong></dd></div><div><dt>办理机关</dt><dd>", text(progress->agency));
    if (!progress->contact.empty()) html.add("<small>电话 ", text(progress->contact), "</small>");
    html.add("</dd></div>");
    if (!progress->outcome.empty())
      html.add("<div><dt>处理意见</dt><dd>", text(progress->outcome), "</dd></div>");
    if (!progress->due.empty()) {
      html.add("<div><dt>", text(state == ComplaintState::received ? "何时告知" : "何时答复"), "</dt><dd>最迟 <time>",
               text(progress->due), "</time><small>",
               citation(context, progress->due_citation, progress->steps.empty() ? "" : progress->steps.back().on),
               "</small></dd></div>");
    }
    html.add("</dl>");
    outcome(html, context, *progress);
    steps(html, *progress);
    html.add("<p class=\"more\"><a href=\"/complaints/progress\">查另一件</a></p>");
  } else {
    ask(html, question.number, true);
  }
  html.add("</div><aside class=\"col-side\" aria-label=\"其他办法\">");
  other_ways(html, context);
  html.add("</aside></div></div>");
  return framed_here(context, "进度和答复", html, false);
}

std::string complaint_closed_page(const PageContext& context, std::string_view sentence) {
  Html html;
  open_page(html, "现在不能提交", true);
  html.add("<div class=\"two\"><div class=\"col-main\"><p class=\"lead\">", text(sentence), "</p><p>用浏览器的「后退」回到刚才的表，",
           "填写的内容一般还在。</p><p class=\"more\"><a href=\"/complaints\">投诉举报</a>　<a href=\"/\">回首页</a></p></div>",
           "<aside class=\"col-side\" aria-label=\"其他办法\">");
  other_ways(html, context);
  html.add("</aside></div></div>");
  return framed_here(context, "现在不能提交", html, false);
}

}  // namespace mingjing::render
