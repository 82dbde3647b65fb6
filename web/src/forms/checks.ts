// Check digits of the credit code (GB 32100) and the citizen number (GB 11643), told while typing. They are arithmetic of a
// format; whether a number is accepted is the server's to say.
// SPDX-License-Identifier: Apache-2.0

const kUscc = '0123456789ABCDEFGHJKLMNPQRTUWXY';

export type Finding = { ok: true } | { ok: false; words: string };

export function checkUscc(typed: string): Finding {
  const code = typed.toUpperCase();
  const bad = [...code].find((char) => !kUscc.includes(char));
  if (bad) return { ok: false, words: `统一社会信用代码里没有“${bad}”，请核对营业执照` };
  if (code.length !== 18) return { ok: false, words: `应为 18 位，现在 ${code.length} 位` };
  let sum = 0;
  for (let i = 0; i < 17; ++i) sum += kUscc.indexOf(code[i]!) * (3 ** i % 31);
  const expected = kUscc[(31 - (sum % 31)) % 31]!;
  return code[17] === expected ? { ok: true } : { ok: false, words: '校验位不对，可能抄错了一位，请核对营业执照' };
}

const kWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

export function checkCitizenNo(typed: string): Finding {
  const code = typed.toUpperCase();
  if (!/^\d{0,17}[\dX]?$/.test(code)) return { ok: false, words: '只能是数字，末位可以是 X' };
  if (code.length !== 18) return { ok: false, words: `应为 18 位，现在 ${code.length} 位` };
  const born = new Date(`${code.slice(6, 10)}-${code.slice(10, 12)}-${code.slice(12, 14)}T00:00:00Z`);
  if (Number.isNaN(born.getTime()) || born.getUTCDate() !== Number(code.slice(12, 14))) return { ok: false, words: '第 7 到 14 位不是一个日期，请核对' };
  const sum = kWeights.reduce((total, weight, index) => total + weight * Number(code[index]), 0);
  return code[17] === '10X98765432'[sum % 11] ? { ok: true } : { ok: false, words: '校验位不对，可能抄错了一位，请核对证件' };
}
