// SPDX-License-Identifier: Apache-2.0
import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { nextTick } from 'vue';
import wording from '../../../../data/inquiry_wording.json';
import { openingLength, openingOf, readPairs, writePairs, type Pair } from './qa';
import QaRows from './QaRows.vue';

describe('the text of an inquiry', () => {
  for (const [name, text, pairs] of [
    ['nothing', '', []],
    ['a pair', '问：何时建成？\n答：去年。', [{ ask: '何时建成？', answer: '去年。' }]],
    ['answers over several lines', '问：一\n答：二\n三\n问：四\n答：', [{ ask: '一', answer: '二\n三' }, { ask: '四', answer: '' }]],
    ['what was typed by hand', '询问开始\n问: 甲\n答: 乙\n答：丙', [{ ask: '询问开始', answer: '' }, { ask: '甲', answer: '乙\n丙' }]],
    ['an answer without a question', '答：不知道', [{ ask: '', answer: '不知道' }]],
  ] as [string, string, Pair[]][]) {
    it(`reads ${name}`, () => expect(readPairs(text)).toEqual(pairs));
  }
  it('comes back as it was written', () => {
    const pairs = [{ ask: '一？', answer: '甲\n乙' }, { ask: '二？', answer: '' }];
    expect(readPairs(writePairs(pairs))).toEqual(pairs);
    expect(writePairs([...pairs, { ask: ' ', answer: '' }])).toBe('问：一？\n答：甲\n乙\n问：二？\n答：');
  });
  it('opens with who asks and the rights, and is known again after a reload', () => {
    const opening = openingOf(wording.opening, '某局', [{ name: '周明远', certificate_no: '127' }, { name: '陈砚秋', certificate_no: '143' }]);
    expect(opening[0]!.ask).toContain('我们是某局执法人员周明远（证号 127）、陈砚秋（证号 143）');
    expect(openingLength(wording.opening, readPairs(writePairs(opening)))).toBe(3);
    expect(openingLength(wording.opening, [{ ask: '别的', answer: '' }])).toBe(0);
  });
});

describe('rows by keyboard', () => {
  const begin = (pairs: Pair[], locked = 1) => {
    document.body.innerHTML = '<div id="at"></div>';
    const box = mount(QaRows, { attachTo: '#at', props: { pairs, locked, citations: ['《行政处罚法》第五十五条第一款'], questions: ['基本情况？', '还有补充吗？'], onChange: (next: Pair[]) => void box.setProps({ pairs: next }) } });
    const field = (index: number, part: string) => box.find(`[data-at="${index}-${part}"]`);
    const press = async (index: number, part: string, key: string, more: object = {}) => {
      (field(index, part).element as HTMLElement).focus();
      await field(index, part).trigger('keydown', { key, ...more });
      await nextTick();
      await nextTick();
    };
    const now = () => box.props('pairs');
    const focus = () => (document.activeElement as HTMLElement | null)?.dataset.at;
    return { box, field, press, now, focus };
  };
  it('goes from question to answer to the next question, and begins a pair at the end', async () => {
    const { press, now, focus } = begin([{ ask: '一', answer: '甲' }]);
    await press(0, 'ask', 'Enter');
    expect(focus()).toBe('0-answer');
    await press(0, 'answer', 'Enter');
    expect(now()).toHaveLength(2);
    expect(focus()).toBe('1-ask');
  });
  it('leaves Enter to the input method while a word is being composed, and Shift Enter to the text', async () => {
    const { press, now } = begin([{ ask: '一', answer: '甲' }]);
    await press(0, 'answer', 'Enter', { isComposing: true });
    await press(0, 'answer', 'Enter', { shiftKey: true });
    expect(now()).toHaveLength(1);
  });
  it('offers common questions, moves and takes out pairs, but never the opening', async () => {
    const { box, press, now, focus } = begin([{ ask: '开场', answer: '' }, { ask: '', answer: '' }, { ask: '三', answer: '' }]);
    await press(1, 'ask', '/');
    await press(1, 'ask', 'ArrowDown');
    await press(1, 'ask', 'Enter');
    expect(now()[1]!.ask).toBe('还有补充吗？');
    expect(focus()).toBe('1-answer');
    await press(2, 'ask', 'ArrowUp', { altKey: true });
    expect(now().map((pair) => pair.ask)).toEqual(['开场', '三', '还有补充吗？']);
    await press(1, 'ask', 'ArrowUp', { altKey: true });
    expect(now()[0]!.ask).toBe('开场');
    await box.setProps({ pairs: [{ ask: '', answer: '' }, { ask: '', answer: '' }] });
    await press(1, 'ask', 'Backspace');
    expect(now()).toHaveLength(1);
    await press(0, 'ask', 'Backspace');
    expect(now()).toHaveLength(1);
  });
});
