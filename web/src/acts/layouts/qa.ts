// Questions and answers of an inquiry, and the text they are recorded as: 「问：…」 and 「答：…」, each beginning a line.
// SPDX-License-Identifier: Apache-2.0
export interface Pair {
  ask: string;
  answer: string;
}

// Reads a text back, also one that was typed by hand: lines that begin with neither belong to what stands before them.
export function readPairs(text: string): Pair[] {
  const out: Pair[] = [];
  let into: 'ask' | 'answer' = 'ask';
  for (const line of text.split('\n')) {
    const begun = /^\s*([问答])\s*[：:]\s?(.*)$/.exec(line);
    if (begun?.[1] === '问' || (out.length === 0 && line.trim() !== '')) {
      out.push({ ask: begun?.[2] ?? line, answer: '' });
      into = begun?.[1] === '答' ? 'answer' : 'ask';
      if (into === 'answer') Object.assign(out[0]!, { ask: '', answer: begun?.[2] ?? '' });
    } else if (begun) {
      const last = out.at(-1);
      if (last) last.answer = into === 'answer' ? `${last.answer}\n${begun[2]}` : (begun[2] ?? '');
      into = 'answer';
    } else if (out.length > 0) {
      const last = out.at(-1)!;
      last[into] = `${last[into]}\n${line}`;
    }
  }
  return out.map((pair) => ({ ask: pair.ask.trimEnd(), answer: pair.answer.trimEnd() }));
}

export function writePairs(pairs: readonly Pair[]): string {
  return pairs.filter((pair) => pair.ask.trim() || pair.answer.trim()).map((pair) => `问：${pair.ask.trim()}\n答：${pair.answer.trim()}`).join('\n');
}

export function openingOf(wording: readonly { ask: string }[], agency: string, officers: readonly { name: string; certificate_no: string }[]): Pair[] {
  const names = officers.map((one) => `${one.name}（证号 ${one.certificate_no}）`).join('、');
  return wording.map(({ ask }) => ({ ask: ask.replace('{agency}', agency).replace('{officers}', names), answer: '' }));
}

// How many pairs at the head are the statutory opening: those whose question begins as the wording does.
export function openingLength(wording: readonly { ask: string }[], pairs: readonly Pair[]): number {
  const head = (text: string) => text.split(/[{，。]/)[0] ?? '';
  let count = 0;
  while (count < wording.length && pairs[count] && head(wording[count]!.ask).slice(0, 3) === pairs[count]!.ask.slice(0, 3)) count += 1;
  return count;
}
