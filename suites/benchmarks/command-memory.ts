import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fillingHosts, largestConfiguration } from './matrix-workload.ts';

const COMMAND = fileURLToPath(new URL('../../dist/harness/cli/main.js', import.meta.url));

/** Milliseconds between two looks at a peak that only ever grows. */
const INTERVAL = 50;

/** Peak resident set in bytes of the compiled command over the whole matrix, its children not counted. Linux only. */
export async function commandMemory(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'acpc-bench-'));
  const configuration = largestConfiguration();
  const [file, hosts] = [join(folder, 'configuration.json'), join(folder, 'hosts.txt')];
  await writeFile(file, JSON.stringify(configuration));
  await writeFile(
    hosts,
    fillingHosts(configuration)
      .map(({ target }) => target.host)
      .join('\n'),
  );

  const args = [COMMAND, 'verify', file, '--hosts', hosts, '--schemes', 'https'];
  const child = spawn(process.execPath, args, { stdio: 'ignore' });
  let peak = 0;
  const timer = setInterval(async () => {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    peak = Math.max(peak, Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024);
  }, INTERVAL);
  const [code] = await once(child, 'exit');
  clearInterval(timer);
  await rm(folder, { recursive: true });
  if (code !== 0) throw new Error(`The command ended with ${code}; what it took means nothing.`);
  return peak;
}
