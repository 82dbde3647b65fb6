// The closed lists of CONTRACTS 3: why a decision is lawfully not published, and why a publication is taken down.
// The ids stand in log entries for ever; names and articles are what people see.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

namespace mingjing::disclosure {

struct Ground {
  std::string_view id;
  std::string_view name;
  std::string_view citation;
  bool needs_note = true;  // a person must say why it applies; the note stays inside
};

// 不予公开的理由, entry `withheld`.
inline constexpr std::array<Ground, 8> kWithholdingGrounds{{
    {"minor", "当事人是未成年人", "《个人信息保护法》第二十八条第一款；《政府信息公开条例》第十五条", false},
    {"state_secret", "涉及国家秘密", "《行政处罚法》第五十条；《政府信息公开条例》第十四条", true},
    {"commercial_secret", "涉及商业秘密", "《行政处罚法》第五十条；《政府信息公开条例》第十五条", true},
    {"privacy", "主要事实涉及个人隐私", "《行政处罚法》第五十条；《政府信息公开条例》第十五条", true},
    {"security", "公开后可能危及国家安全、公共安全、经济安全、社会稳定", "《政府信息公开条例》第十四条", true},
    {"provincial_order", "省级以上机关要求不公开", "《政府信息公开条例》第十七条第三款", true},
    {"slight", "轻微，不具有一定社会影响", "《行政处罚法》第四十八条第一款；《政府信息公开条例》第二十条第六项", true},
    {"overturned", "公示前已被撤销、变更、确认违法或者确认无效", "《行政处罚法》第四十八条第二款", false},
}};

// 撤下的理由, entry `takedown`; the tombstone shows the name.
inline constexpr std::array<Ground, 7> kTakedownReasons{{
    {"changed", "决定已被依法变更", "《行政处罚法》第四十八条第二款", true},
    {"revoked", "决定已被依法撤销", "《行政处罚法》第四十八条第二款", true},
    {"confirmed_illegal", "决定已被确认违法", "《行政处罚法》第四十八条第二款", true},
    {"confirmed_void", "决定已被确认无效", "《行政处罚法》第四十八条第二款", true},
    {"corrected", "公开内容有误，已更正后重新公开", "《政府信息公开条例》第四十一条", true},
    {"display_ended", "公开期限届满", "《信用修复管理办法》", false},
    {"credit_repaired", "已完成信用修复", "《信用修复管理办法》", false},
}};

// Null for an id that is not on the list.
constexpr const Ground* withholding_ground(std::string_view id) {
  for (const auto& ground : kWithholdingGrounds) {
    if (ground.id == id) return &ground;
  }
  return nullptr;
}
constexpr const Ground* takedown_reason(std::string_view id) {
  for (const auto& reason : kTakedownReasons) {
    if (reason.id == id) return &reason;
  }
  return nullptr;
}

}  // namespace mingjing::disclosure
