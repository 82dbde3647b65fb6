// SHA-256 (FIPS 180-4) over a stream: WebCrypto digests only what is whole in memory, and a recording may be gigabytes.
// SPDX-License-Identifier: Apache-2.0

// The first 32 bits of the fractional parts of cube and square roots of the first primes, as the standard derives them.
function roots(count: number, root: (prime: number) => number): Uint32Array {
  const out = new Uint32Array(count);
  for (let candidate = 2, found = 0; found < count; ++candidate) {
    let isPrime = true;
    for (let divisor = 2; divisor * divisor <= candidate; ++divisor) if (candidate % divisor === 0) isPrime = false;
    if (!isPrime) continue;
    const value = root(candidate);
    out[found++] = Math.floor((value - Math.floor(value)) * 2 ** 32);
  }
  return out;
}
const kRound = roots(64, Math.cbrt);
const kStart = roots(8, Math.sqrt);

export class Sha256 {
  private readonly state = kStart.slice();
  private readonly block = new Uint8Array(64);
  private readonly words = new Uint32Array(64);
  private filled = 0;
  private bytes = 0;

  update(input: Uint8Array): this {
    this.bytes += input.length;
    let at = 0;
    if (this.filled > 0) {
      at = Math.min(64 - this.filled, input.length);
      this.block.set(input.subarray(0, at), this.filled);
      this.filled += at;
      if (this.filled < 64) return this;
      this.mix(this.block, 0);
      this.filled = 0;
    }
    for (; at + 64 <= input.length; at += 64) this.mix(input, at);
    this.block.set(input.subarray(at));
    this.filled = input.length - at;
    return this;
  }

  hex(): string {
    const bits = this.bytes * 8;
    const length = this.filled < 56 ? 64 : 128;
    const tail = new Uint8Array(length - this.filled);
    tail[0] = 0x80;
    const view = new DataView(tail.buffer);
    view.setUint32(tail.length - 8, Math.floor(bits / 2 ** 32));
    view.setUint32(tail.length - 4, bits % 2 ** 32);
    this.update(tail);
    return [...this.state].map((word) => word.toString(16).padStart(8, '0')).join('');
  }

  private mix(input: Uint8Array, offset: number): void {
    const w = this.words;
    for (let i = 0, at = offset; i < 16; ++i, at += 4) w[i] = (input[at]! << 24) | (input[at + 1]! << 16) | (input[at + 2]! << 8) | input[at + 3]!;
    for (let i = 16; i < 64; ++i) {
      const [x, y] = [w[i - 15]!, w[i - 2]!];
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[i] = w[i - 16]! + s0 + w[i - 7]! + s1;
    }
    let [a, b, c, d, e, f, g, h] = this.state as unknown as [number, number, number, number, number, number, number, number];
    for (let i = 0; i < 64; ++i) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + kRound[i]! + w[i]!) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((value, index) => (this.state[index] = this.state[index]! + value));
  }
}
