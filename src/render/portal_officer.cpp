// 核验执法人员: answer first, then who, then what one may do. GUIDE 4, portal-officer.
// SPDX-License-Identifier: Apache-2.0
#include "render/portal_lists.h"

namespace mingjing::render {
namespace {

void officer_form(Html& html, std::string_view number) {
  html.add("<form class=\"search\" action=\"/officers\" method=\"get\"><label class=\"hidden\" "
           "for=\"certificate_no\">执法证件编号</label><input id=\"certificate_no\" name=\"certificate_no\" type=\"text\" "
           "maxlength=\"40\" autocomplete=\"off\" required placeholder=\"证件上的编号，写全\" value=\"",
           text(number), "\"><button type=\"submit\">核验</button></form>");
}

std::string moment(Instant at) {
  const std::string text = at.text();  // 2026-03-02T09:00:00+08:00
  return text.substr(0, 10) + " " + text.substr(11, 5);
}

void rights(Html& html, const PageContext& context, Date on, bool known) {
  const auto law = [&](std::string_view basis) {
    return citation(context, basis, on.text());
  };
  html.add("<section aria-labelledby=\"rights-h\"><h2 id=\"rights-h\">您可以</h2><ol class=\"rights\">");
  if (known) html.add("<li>核对证件上的姓名、照片和本页的姓名、编号。不是同一个人的，请拒绝。</li>");
  else html.add("<li>请对方再出示一次证件，逐个数字核对编号。仍查不到的，请拒绝。</li>");
  html.add("<li>要求至少两人到场并出示证件。不出示证件的，您有权拒绝。<span class=\"line\">", law("《行政处罚法》第四十二条第一款"),
           "</span><span class=\"line\">", law("《行政处罚法》第五十五条第一款"), "</span></li>",
           "<li>对这次执法有意见，可以向执法机关或者它的上级机关反映。</li></ol></section>");
}

void row(Html& html, std::string_view name, std::string_view value) {
  if (!value.empty()) html.add("<div><dt>", text(name), "</dt><dd>", text(value), "</dd></div>");
}

std::string categories(const Json& officer) {
  std::string out;
  for (const auto& one : officer.items("categories"))
    if (one.as_string() != nullptr) out += (out.empty() ? "" : "、") + *one.as_string();
  return out;
}

struct Words {
  std::string_view kind, seal, head;
  std::string why;
};

Words words_of(CertificateState state, const Json& officer) {
  const std::string since = officer.text("status_since");
  switch (state) {
    case CertificateState::valid:
      return {"good", "tick", "证件此刻有效", {}};
    case CertificateState::not_yet:
      return {"bad", "cross", "证件无效，请勿配合检查", "这个证件从 " + officer.text("valid_from") + " 起才有效。"};
    case CertificateState::expired:
      return {"bad", "cross", "证件无效，请勿配合检查", "这个证件 " + officer.text("valid_until") + " 到期，没有换发。"};
    case CertificateState::suspended:
      return {"bad", "cross", "证件无效，请勿配合检查", "这个证件" + (since.empty() ? std::string("现在") : "自 " + since + " 起") + "暂扣。"};
    case CertificateState::revoked:
      return {"bad", "cross", "证件无效，请勿配合检查", "这个证件" + (since.empty() ? std::string() : "自 " + since + " 起") + "已注销。"};
    case CertificateState::unknown:
      break;
  }
  return {"unknown", "question", "查无此证", "公布的执法人员里没有这个编号。也可能是编号抄错了一位。"};
}

}  // namespace

CertificateState certificate_state(const Json& officer, Date on) {
  const auto since = Date::parse(officer.text("status_since"));
  const bool begun = !since || *since <= on;
  if (officer.text("status") == "revoked" && begun) return CertificateState::revoked;
  if (officer.text("status") == "suspended" && begun) return CertificateState::suspended;
  const auto from = Date::parse(officer.text("valid_from")), until = Date::parse(officer.text("valid_until"));
  if (!from || !until) return CertificateState::revoked;
  if (on < *from) return CertificateState::not_yet;
  return on > *until ? CertificateState::expired : CertificateState::valid;
}

std::string_view name_zh(CertificateState state) {
  switch (state) {
    case CertificateState::valid:
      return "有效";
    case CertificateState::not_yet:
      return "还没有生效";
    case CertificateState::expired:
      return "已到期";
    case CertificateState::suspended:
      return "已暂扣";
    case CertificateState::revoked:
      return "已注销";
    case CertificateState::unknown:
      break;
  }
  return "查无此证";
}

std::string officers_page(const PageContext& context, Date on) {
  Html html;
  html.add("<div class=\"wrap page prose\"><nav class=\"crumbs\" aria-label=\"当前位置\"><a href=\"/\">首页</a> › "
           "事中公示</nav><h1>核验执法人员</h1><p class=\"lead\">有人上门执法，扫描证件上的二维码，或者输入证件编号，马上知道证件此刻是否有效。</p>");
  officer_form(html, {});
  html.add("<p class=\"quiet\">只按完整的编号查，不能按姓名查。</p>");
  rights(html, context, on, true);
  html.add("<p class=\"more\"><a href=\"/lists/officers\">看全部执法人员清单</a></p></div>");
  return framed(context, {"核验执法人员", "officers", "输入执法证件编号，当场核验证件是否有效", true}, html);
}

std::string officer_page(const PageContext& context, const OfficerAnswer& answer) {
  const Json none;
  const Json& officer = answer.officer ? answer.officer->data : none;
  const Date on = answer.at.date();
  const auto state = answer.officer ? certificate_state(officer, on) : CertificateState::unknown;
  const auto words = words_of(state, officer);
  const std::string name = officer.text("name");
  Html html;
  html.add("<div class=\"answer answer-", text(words.kind), "\" role=\"status\"><div class=\"wrap\">", seal(words.seal),
           "<div><h1>", text(words.head), "</h1><p>", text(words.why), "核验于 <time>", text(moment(answer.at)),
           "</time></p></div></div></div><div class=\"wrap page narrow\">");
  if (!name.empty()) {
    html.add("<section class=\"certificate\" aria-labelledby=\"who-h\"><div class=\"certificate-head\"><h2 id=\"who-h\">", text(name),
             "</h2><p>", text(officer.text("unit")));
    if (const auto post = officer.text("post"); !post.empty()) html.add(" ・ ", text(post));
    html.add("</p><p>证号 ", credit_code(officer.text("certificate_no")), "</p></div><dl>");
    row(html, "执法机关", answer.agency);
    row(html, "执法类别", categories(officer));
    row(html, "执法区域", officer.text("area"));
    row(html, "有效期", officer.text("valid_from") + " 至 " + officer.text("valid_until"));
    html.add("</dl></section>");
  } else {
    html.add("<p class=\"asked\">证号 ", credit_code(answer.certificate_no), "</p>");
  }
  rights(html, context, on, !name.empty());
  if (!context.site.contact.empty()) html.add("<p class=\"contact\">", text(context.site.contact), "</p>");
  if (state == CertificateState::valid)
    html.add("<p><a class=\"button-line\" href=\"", url("/officers/card?certificate_no=" + url_part(answer.certificate_no)),
             "\">打印核验卡</a></p>");
  html.add("<section aria-labelledby=\"again-h\"><h2 id=\"again-h\">再核验一个</h2>");
  officer_form(html, {});
  html.add("</section></div>");
  return framed(context, {std::string(words.head) + "：核验执法人员", "officers", "", false}, html);
}

std::string officer_card_page(const PageContext& context, const OfficerAnswer& answer) {
  const Json& officer = answer.officer->data;
  const std::string address =
      context.site.base_url + "/officers?certificate_no=" + url_part(officer.text("certificate_no"));
  Html html;
  html.add("<div class=\"wrap page prose\"><nav class=\"crumbs\" aria-label=\"当前位置\"><a href=\"/\">首页</a> › <a "
           "href=\"/officers\">核验执法人员</a> › 核验卡</nav><h1>核验卡</h1><p class=\"lead no-print\">用浏览器的打印功能打印，裁下随证件携带。对方扫码看到的是扫码那一刻的结果，卡本身不是证件。</p>",
           "<div class=\"card\"><div class=\"card-text\"><p class=\"card-agency\">", text(answer.agency),
           "</p><p class=\"card-name\">", text(officer.text("name")), "</p><p>", text(officer.text("unit")), "</p><p>证号 ",
           credit_code(officer.text("certificate_no")), "</p><p class=\"card-note\">扫码核验证件此刻是否有效</p></div>",
           qr_code(address), "</div></div>");
  return framed(context, {"核验卡", "officers", "", false}, html);
}

}  // namespace mingjing::render
