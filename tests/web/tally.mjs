// What a walk counts: each check by its name, its first lines of why when it failed, and the closing line of all.
// SPDX-License-Identifier: Apache-2.0
let passed = 0;
let failed = 0;

export async function check(name, body) {
  try {
    await body();
    passed += 1;
    console.log(`ok    ${name}`);
  } catch (thrown) {
    failed += 1;
    console.log(`FAILED ${name}\n  ${String(thrown?.message ?? thrown).split('\n').slice(0, 12).join('\n  ')}`);
  }
}

export function close() {
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}
