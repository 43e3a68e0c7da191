import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const COMMAND = fileURLToPath(new URL('../../dist/harness/cli/main.js', import.meta.url));
const EXAMPLE = fileURLToPath(new URL('../examples/complete-example.json', import.meta.url));

/** How `verify` is told where the proxies run. */
export interface Told {
  readonly options: readonly string[];
  readonly environment?: NodeJS.ProcessEnv;
}

/** Runs `verify` on the bundled example. @returns seconds from the command's start to its first probe, and to its exit. */
export async function measureCommand(
  { options, environment }: Told,
  further: readonly string[],
): Promise<{ readonly firstProbe: number; readonly whole: number }> {
  const started = performance.now();
  const child = spawn(process.execPath, [COMMAND, 'verify', EXAMPLE, ...options, ...further], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...environment },
  });
  let firstProbe = Number.NaN;
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (line.startsWith('probing') && Number.isNaN(firstProbe)) firstProbe = (performance.now() - started) / 1000;
  });
  const [code] = await once(child, 'close');
  const whole = (performance.now() - started) / 1000;
  if (code !== 0) throw new Error(`The command ended with ${code}; how long it took means nothing.`);
  return { firstProbe, whole };
}
