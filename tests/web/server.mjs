// A throw-away server on small demo data and a free port. SPDX-License-Identifier: Apache-2.0
import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
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
  const made = process.env.MINGJING_WEB_DEMO; // demo data of this size that nobody writes to, made once for several walks
  try {
    if (made) execFileSync('cp', ['-a', `${made}/.`, data]);
    else execFileSync(program, ['demo', '--data', data, '--cases', String(cases), '--seed', '1'], { stdio: 'pipe', encoding: 'utf8' });
  } catch (thrown) {
    rmSync(data, { recursive: true, force: true });
    throw new Error(`demo data could not be made: ${thrown.stderr || thrown.message}`, { cause: thrown });
  }
  const accounts = JSON.parse(readFileSync(join(data, 'demo-accounts.json'), 'utf8'));
  return { ...(await serve(data)), accounts };
}

// An empty system before its first set-up, with the one-time code it printed.
// The program refuses real data to root: then it is somebody else who runs it. Null where that one cannot read the project.
export async function startEmpty() {
  const by = process.getuid() === 0 ? { uid: 65534, gid: 65534 } : {};
  try {
    execFileSync('test', ['-x', program, '-a', '-r', join(root, 'web/dist/index.html')], by);
  } catch {
    return null;
  }
  const data = mkdtempSync(join(tmpdir(), 'mingjing-web.'));
  if (by.uid) chownSync(data, by.uid, by.gid);
  const said = execFileSync(program, ['init', '--data', data, '--origin', 'gs.example.gov.cn/log'], { encoding: 'utf8', ...by });
  const [code = ''] = /(?:[0-9a-f]{4}-){7}[0-9a-f]{4}/.exec(said) ?? [];
  return { ...(await serve(data, by)), code };
}

async function serve(data, by = {}) {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  let said = '';
  let child;
  const runs = () => child.exitCode === null && child.signalCode === null;
  const end = async (signal) => {
    if (!runs()) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await gone;
    clearTimeout(late);
  };
  const stop = async () => {
    await end('SIGTERM');
    rmSync(data, { recursive: true, force: true });
  };
  // Also after `crash`, on the same address and data.
  const start = async () => {
    child = spawn(program, ['serve', '--data', data, '--listen', `127.0.0.1:${port}`], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...by });
    child.stdout.on('data', (text) => (said += text));
    child.stderr.on('data', (text) => (said += text));
    for (const until = Date.now() + 60_000; ; ) {
      const answered = await fetch(`${address}/healthz`).then((response) => response.ok, () => false);
      if (answered) break;
      if (!runs() || Date.now() > until) {
        await stop();
        throw new Error(`the server did not start: ${said}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  await start();
  return { address, data, stop, start, crash: () => end('SIGKILL'), said: () => said };
}
