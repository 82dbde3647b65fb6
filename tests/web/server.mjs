// A throw-away server on small demo data and a free port. SPDX-License-Identifier: Apache-2.0
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const program = process.env.MINGJING_PROGRAM ?? join(root, 'build/mingjing');

const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

export async function startServer(cases = Number(process.env.MINGJING_WALK_CASES ?? 30)) {
  if (!existsSync(program)) throw new Error(`${program} is not built`);
  const data = mkdtempSync(join(tmpdir(), 'mingjing-web.'));
  try {
    execFileSync(program, ['demo', '--data', data, '--cases', String(cases), '--seed', '1'], { stdio: 'pipe', encoding: 'utf8' });
  } catch (thrown) {
    rmSync(data, { recursive: true, force: true });
    throw new Error(`demo data could not be made: ${thrown.stderr || thrown.message}`);
  }
  const accounts = JSON.parse(readFileSync(join(data, 'demo-accounts.json'), 'utf8'));
  const port = await freePort();
  const child = spawn(program, ['serve', '--data', data, '--listen', `127.0.0.1:${port}`], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', (text) => (said += text));
  child.stderr.on('data', (text) => (said += text));
  const address = `http://127.0.0.1:${port}`;
  const stop = async () => {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await gone;
      clearTimeout(late);
    }
    rmSync(data, { recursive: true, force: true });
  };
  for (const until = Date.now() + 60_000; ; ) {
    const answered = await fetch(`${address}/healthz`).then((response) => response.ok, () => false);
    if (answered) break;
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > until) {
      await stop();
      throw new Error(`the server did not start: ${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return { address, accounts, data, stop, said: () => said };
}
