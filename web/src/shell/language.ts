// The shell in Chinese or in English; the work itself is in Chinese, as the law it quotes. Kept in this browser.
// SPDX-License-Identifier: Apache-2.0
import { ref } from 'vue';

export type Language = 'zh' | 'en';
const kKey = 'mingjing.language';

const english: Record<string, string> = {
  待办: 'Tasks', 总览: 'Overview', 登记线索: 'New clue', 案件: 'Cases', 法制审核: 'Legal review', 公示: 'Publication',
  投诉举报: 'Complaints', 法规: 'Statutes', 执法事项: 'Items', 裁量基准: 'Discretion standards', 人员与证件: 'Officers',
  日历与期限: 'Calendar', 账号与角色: 'Accounts and roles', 系统管理: 'Administration', 我的: 'Mine', 办案: 'Casework',
  三项制度: 'Three systems', 监督: 'Supervision', 资料: 'Reference', 管理: 'Administration', 取证: 'Evidence', 查找: 'Find',
  查找或操作: 'Find or do', 跳到正文: 'Skip to content', 主导航: 'Main navigation', 我的菜单: 'My menu', 账号与安全: 'My account',
  键盘: 'Keyboard', 退出: 'Sign out', 阅读方式: 'Reading', 标准: 'Standard', 大字: 'Large', 高对比: 'High contrast',
  已全部保存: 'All saved', 正在保存: 'Saving', 还没有保存: 'Not saved yet', 没有连上服务器: 'Server not reached', 关闭: 'Close',
  全部按键: 'All keys', 在任何页面: 'Everywhere', 在这一页: 'On this page', 单个字母的按键: 'Single-letter keys', 这里按什么键: 'What the keys do',
  打开或关上查找: 'Open or close find', 看全部按键: 'Show all keys', 去待办: 'Go to tasks', 去案件: 'Go to cases', 快捷导航: 'Quick navigation', 语言: 'Language', 写在输入框里时不起作用: 'Off while you type in a field',
};

const kept = (): Language => {
  try {
    return localStorage.getItem(kKey) === 'en' ? 'en' : 'zh';
  } catch {
    return 'zh'; // storage switched off
  }
};

export const language = ref<Language>(kept());

export function setLanguage(wanted: Language): void {
  language.value = wanted;
  try {
    localStorage.setItem(kKey, wanted);
  } catch {
    // Kept for this page only.
  }
}

// The words of the shell in the language chosen; words that have no English stay as they are.
export const say = (words: string): string => (language.value === 'en' ? english[words] ?? words : words);
