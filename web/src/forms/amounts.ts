// Yuan as people type them, fen as the server counts them; no floating point in between.
// SPDX-License-Identifier: Apache-2.0

// `1,093,680`, `50000.5`, `５０万` → fen; null when it is no amount.
export function readYuan(typed: string): number | null {
  const text = typed.normalize('NFKC').replace(/[,，\s元¥￥]/g, '');
  const found = /^(\d{1,14})(?:\.(\d{1,6}))?(万|亿)?$/.exec(text);
  if (!found) return null;
  const power = found[3] === '亿' ? 10 : found[3] === '万' ? 6 : 2;
  const fraction = (found[2] ?? '').replace(/0+$/, '');
  if (fraction.length > power) return null;
  const fen = BigInt(found[1]! + fraction.padEnd(power, '0'));
  return fen <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(fen) : null;
}

export function writeYuan(fen: number): string {
  const whole = Math.trunc(fen / 100).toString().replace(/\B(?=(\d{3})+$)/g, ',');
  return `${whole}.${String(fen % 100).padStart(2, '0')}`;
}

const kDigits = '零壹贰叁肆伍陆柒捌玖';
const kPlaces = ['', '拾', '佰', '仟'];

function group(four: number): string {
  let out = '';
  let isGap = false;
  for (let place = 3; place >= 0; --place) {
    const digit = Math.trunc(four / 10 ** place) % 10;
    if (digit === 0) isGap = out !== '';
    else {
      out += (isGap ? '零' : '') + kDigits[digit]! + kPlaces[place]!;
      isGap = false;
    }
  }
  return out;
}

// 壹佰零玖万叁仟陆佰捌拾元整: read aloud beside the figure, so that a slip of a zero is seen.
export function yuanInCapitals(fen: number): string {
  const yuan = Math.trunc(fen / 100);
  let out = '';
  let isGap = false;
  for (const [unit, size] of [['万亿', 1e12], ['亿', 1e8], ['万', 1e4], ['', 1]] as const) {
    const four = Math.trunc(yuan / size) % 10000;
    if (four === 0) isGap = out !== '';
    else {
      out += (out !== '' && (isGap || four < 1000) ? '零' : '') + group(four) + unit;
      isGap = false;
    }
  }
  const [jiao, cent] = [Math.trunc(fen / 10) % 10, fen % 10];
  if (jiao === 0 && cent === 0) return `${out || '零'}元整`;
  const small = (jiao > 0 ? `${kDigits[jiao]}角` : out ? '零' : '') + (cent > 0 ? `${kDigits[cent]}分` : '');
  return (out ? `${out}元` : '') + small;
}
