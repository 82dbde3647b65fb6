// A QR code (ISO/IEC 18004: bytes, level M, versions 1 to 12) for the address of a second factor: the secret never leaves
// the page to be drawn. SPDX-License-Identifier: Apache-2.0

// By version: error correction bytes a block, then pairs of (blocks, data bytes in each).
const kBlocks: readonly (readonly number[])[] = [
  [10, 1, 16], [16, 1, 28], [26, 1, 44], [18, 2, 32], [24, 2, 43], [16, 4, 27], [18, 4, 31], [22, 2, 38, 2, 39], [22, 3, 36, 2, 37],
  [26, 4, 43, 1, 44], [30, 1, 50, 4, 51], [22, 6, 36, 2, 37],
];
const kAlignment: readonly (readonly number[])[] = [[], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50], [6, 30, 54], [6, 32, 58]];

const kExp: number[] = [];
const kLog: number[] = [];
for (let i = 0, x = 1; i < 255; ++i, x = x & 0x80 ? (x << 1) ^ 0x11d : x << 1) {
  kExp[i] = x;
  kLog[x] = i;
}
const times = (a: number, b: number) => (a === 0 || b === 0 ? 0 : kExp[(kLog[a]! + kLog[b]!) % 255]!);

function correction(data: readonly number[], count: number): number[] {
  let generator = [1];
  for (let i = 0; i < count; ++i) {
    const next = [...generator, 0];
    generator.forEach((term, at) => (next[at + 1]! ^= times(term, kExp[i]!)));
    generator = next;
  }
  const rest = [...data, ...new Array<number>(count).fill(0)];
  for (let i = 0; i < data.length; ++i) {
    const factor = rest[i]!;
    generator.forEach((term, at) => (rest[i + at]! ^= times(term, factor)));
  }
  return rest.slice(data.length);
}

const blocksOf = (version: number) => {
  const [count = 0, ...pairs] = kBlocks[version - 1]!;
  const sizes: number[] = [];
  for (let i = 0; i < pairs.length; i += 2) for (let j = 0; j < pairs[i]!; ++j) sizes.push(pairs[i + 1]!);
  return { count, sizes, total: sizes.reduce((sum, size) => sum + size, 0) };
};

// Data and correction bytes, interleaved as they stand in the symbol.
function codewords(bytes: Uint8Array, version: number): number[] {
  const { count, sizes, total } = blocksOf(version);
  let bits = `0100${bytes.length.toString(2).padStart(version < 10 ? 8 : 16, '0')}`;
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  bits = `${bits}0000`.slice(0, total * 8);
  bits = bits.padEnd(Math.ceil(bits.length / 8) * 8, '0');
  const data = (bits.match(/.{8}/g) ?? []).map((text) => parseInt(text, 2));
  for (let pad = 0; data.length < total; ++pad) data.push(pad % 2 === 0 ? 0xec : 0x11);
  let at = 0;
  const blocks = sizes.map((size) => data.slice(at, (at += size)));
  const corrections = blocks.map((block) => correction(block, count));
  const out: number[] = [];
  for (let i = 0; i < Math.max(...sizes); ++i) for (const block of blocks) if (i < block.length) out.push(block[i]!);
  for (let i = 0; i < count; ++i) for (const block of corrections) out.push(block[i]!);
  return out;
}

type Cell = boolean | null; // null: free for data
const kMasks: readonly ((y: number, x: number) => boolean)[] = [
  (y, x) => (y + x) % 2 === 0, (y) => y % 2 === 0, (_, x) => x % 3 === 0, (y, x) => (y + x) % 3 === 0, (y, x) => (Math.floor(y / 2) + Math.floor(x / 3)) % 2 === 0,
  (y, x) => ((y * x) % 2) + ((y * x) % 3) === 0, (y, x) => (((y * x) % 2) + ((y * x) % 3)) % 2 === 0, (y, x) => (((y + x) % 2) + ((y * x) % 3)) % 2 === 0,
];

function frame(version: number): Cell[][] {
  const side = 17 + 4 * version;
  const grid: Cell[][] = Array.from({ length: side }, () => new Array<Cell>(side).fill(null));
  const put = (y: number, x: number, black: boolean) => {
    if (grid[y] && x >= 0 && x < side) grid[y]![x] = black;
  };
  for (const [top, left] of [[0, 0], [0, side - 7], [side - 7, 0]] as const) {
    for (let y = -1; y <= 7; ++y) for (let x = -1; x <= 7; ++x) {
      const ring = Math.max(Math.abs(y - 3), Math.abs(x - 3));
      put(top + y, left + x, ring !== 2 && ring <= 3);
    }
  }
  const places = kAlignment[version - 1]!;
  for (const y of places) for (const x of places) {
    if (grid[y]![x] !== null) continue; // a finder stands there
    for (let dy = -2; dy <= 2; ++dy) for (let dx = -2; dx <= 2; ++dx) put(y + dy, x + dx, Math.max(Math.abs(dy), Math.abs(dx)) !== 1);
  }
  for (let i = 8; i < side - 8; ++i) {
    grid[6]![i] = i % 2 === 0;
    grid[i]![6] = i % 2 === 0;
  }
  for (let i = 0; i < 9; ++i) {
    grid[8]![i] ??= false;
    grid[i]![8] ??= false;
    if (i < 8) grid[8]![side - 1 - i] ??= false;
    if (i < 8) grid[side - 1 - i]![8] ??= false;
  }
  grid[side - 8]![8] = true;
  if (version >= 7) writeVersion(grid, version);
  return grid;
}

const remainder = (value: number, generator: number, bits: number) => {
  let rest = value << bits;
  for (let i = 31 - Math.clz32(rest); i >= bits; --i) if ((rest >> i) & 1) rest ^= generator << (i - bits);
  return rest;
};

function writeVersion(grid: Cell[][], version: number): void {
  const bits = (version << 12) | remainder(version, 0x1f25, 12);
  for (let i = 0; i < 18; ++i) {
    const black = ((bits >> i) & 1) === 1;
    const [far, near] = [grid.length - 11 + (i % 3), Math.floor(i / 3)];
    grid[far]![near] = black;
    grid[near]![far] = black;
  }
}

function writeFormat(grid: Cell[][], mask: number): void {
  const side = grid.length;
  const bits = ((mask << 10) | remainder(mask, 0x537, 10)) ^ 0x5412; // level M is 00
  for (let i = 0; i < 15; ++i) {
    const black = ((bits >> i) & 1) === 1;
    grid[i < 6 ? i : i < 8 ? i + 1 : side - 15 + i]![8] = black;
    grid[8]![i < 8 ? side - 1 - i : i === 8 ? 7 : 14 - i] = black;
  }
}

function draw(version: number, words: readonly number[], mask: number): boolean[][] {
  const grid = frame(version);
  const side = grid.length;
  let at = 0;
  for (let right = side - 1, up = true; right > 0; right -= 2, up = !up) {
    if (right === 6) right = 5;
    for (let i = 0; i < side; ++i) for (const x of [right, right - 1]) {
      const y = up ? side - 1 - i : i;
      if (grid[y]![x] !== null) continue;
      const bit = at < words.length * 8 && ((words[at >> 3]! >> (7 - (at & 7))) & 1) === 1;
      grid[y]![x] = bit !== kMasks[mask]!(y, x);
      at += 1;
    }
  }
  writeFormat(grid, mask);
  return grid as boolean[][];
}

function penalty(grid: readonly (readonly boolean[])[]): number {
  const side = grid.length;
  let sum = 0;
  const lines = [...grid, ...grid.map((_, x) => grid.map((row) => row[x]!))].map((line) => line.map((black) => (black ? '1' : '0')).join(''));
  for (const line of lines) {
    for (const run of line.match(/0{5,}|1{5,}/g) ?? []) sum += run.length - 2;
    for (let i = 0; i + 11 <= side; ++i) if (line.startsWith('10111010000', i) || line.startsWith('00001011101', i)) sum += 40;
  }
  for (let y = 1; y < side; ++y) for (let x = 1; x < side; ++x) {
    const one = grid[y]![x];
    if (one === grid[y - 1]![x] && one === grid[y]![x - 1] && one === grid[y - 1]![x - 1]) sum += 3;
  }
  const black = grid.flat().filter(Boolean).length / (side * side);
  return sum + Math.floor(Math.abs(black * 100 - 50) / 5) * 10;
}

// Rows of black cells without the quiet zone; null when the text is too long for version 12. `mask` is chosen unless given.
export function qrCode(text: string, mask?: number): boolean[][] | null {
  const bytes = new TextEncoder().encode(text);
  const version = kBlocks.findIndex((_, index) => blocksOf(index + 1).total >= bytes.length + (index + 1 < 10 ? 2 : 3)) + 1;
  if (version === 0) return null;
  const words = codewords(bytes, version);
  const drawn = (mask === undefined ? [0, 1, 2, 3, 4, 5, 6, 7] : [mask]).map((one) => draw(version, words, one));
  return drawn.length === 1 ? drawn[0]! : drawn.map((grid) => ({ grid, cost: penalty(grid) })).sort((a, b) => a.cost - b.cost)[0]!.grid;
}
