// Compares rows of our calendar with the npm package chinese-days. Usage: node compare.mjs ROWS COUNT
// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import days from 'chinese-days';

const [, , file, expected] = process.argv;
const DAY = 86400000;
const iso = (time) => new Date(time).toISOString().slice(0, 10);

function addWorkdays(start, n) {
  let time = Date.parse(start);
  for (let left = Math.abs(n); left > 0; ) {
    time += Math.sign(n) * DAY;
    if (days.isWorkday(iso(time))) left -= 1;
  }
  return iso(time);
}

// What the package knows of the moving festivals; 除夕 is the day before 春节, which lasts three days.
const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
const festivals = new Map();
const asked = lines.some((line) => line.startsWith('festival'));
for (let year = 2027; asked && year <= 2035; year += 1) {
  const put = (date, name) => festivals.set(date, name);
  put(`${year}-01-01`, '元旦');
  put(`${year}-05-01`, '劳动节');
  put(`${year}-05-02`, '劳动节');
  // Before 中秋, which falls on one of them in 2028 and 2031 and keeps its name.
  ['01', '02', '03'].forEach((day) => put(`${year}-10-${day}`, '国庆节'));
  for (const { date, name } of days.getLunarFestivals(`${year}-01-01`, `${year}-12-31`)) {
    if (name.includes('除夕')) put(date, '除夕');
    if (name.includes('春节')) [0, 1, 2].forEach((i) => put(iso(Date.parse(date) + i * DAY), '春节'));
    if (name.includes('端午节')) put(date, '端午节');
    if (name.includes('中秋节')) put(date, '中秋节');
  }
  const terms = days.getSolarTermsInRange(`${year}-04-01`, `${year}-04-10`);
  const clear = terms.find((term) => term.term === 'pure_brightness' && term.index === 1);
  put(clear.date, '清明节');
}

const wrong = [];
let rows = 0, named = 0;
for (const line of lines) {
  rows += 1;
  const [kind, date, a, b] = line.split('\t');
  let theirs;
  if (kind === 'day') theirs = days.isWorkday(date) ? '1' : '0';
  else if (kind === 'sum') theirs = addWorkdays(date, Number(a));
  else if (kind === 'festival') theirs = festivals.get(date) ?? 'none';
  if (kind === 'festival') named += 1;
  if (theirs !== (kind === 'sum' ? b : a)) wrong.push(`${line}\ttheirs: ${theirs}`);
}
if (named > 1 && named !== festivals.size) wrong.push(`festivals: ours ${named}, theirs ${festivals.size}`);
if (rows !== Number(expected)) wrong.push(`rows: ${rows}, expected ${expected}`);
wrong.slice(0, 20).forEach((line) => console.error(line));
console.log(`oracle: ${rows} rows compared with chinese-days, ${wrong.length} differ`);
process.exit(wrong.length === 0 ? 0 : 1);
