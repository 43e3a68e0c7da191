import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureCommand } from './forms-command.ts';
import { startComposed } from './forms-composed.ts';
import { median } from './result.ts';

const ROUNDS = 3;
/** Hosts that are asked for on top, over https: enough for their rate to stand out from the rest of the command. */
const FURTHER = 600;

/** One form in which proxies run: what the command is told, and what it needs in its environment. */
interface Form {
  readonly title: string;
  readonly options: readonly string[];
  readonly environment?: NodeJS.ProcessEnv;
  /** Seconds that are spent once, before any command. */
  readonly once?: number;
}

interface Figures {
  readonly start: number[];
  readonly whole: number[];
  readonly rate: number[];
}

/** The table of the README: the forms in which proxies run side by side, round by round. */
export async function tableOfForms(): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'acpc-bench-'));
  const hosts = join(folder, 'hosts.txt');
  await writeFile(hosts, Array.from({ length: FURTHER }, (_, n) => `further-${n}.test\n`).join(''));
  try {
    await using composed = await startComposed(folder);
    const forms: readonly Form[] = [
      { title: 'in process', options: [] },
      { title: '`--proxies containers`', options: ['--proxies', 'containers'] },
      { title: '`docker compose`', ...composed },
    ];
    const figures = new Map(forms.map((form) => [form, { start: [], whole: [], rate: [] } as Figures]));
    // The first of each builds images and fills caches.
    for (const form of forms) await measureCommand(form, []);
    for (let round = 0; round < ROUNDS; round++) {
      for (const [form, { start, whole, rate }] of figures) {
        const example = await measureCommand(form, []);
        const without = await measureCommand(form, ['--schemes', 'https']);
        const further = await measureCommand(form, ['--schemes', 'https', '--hosts', hosts]);
        start.push(example.firstProbe);
        whole.push(example.whole);
        rate.push(FURTHER / (further.whole - without.whole));
      }
    }
    return [row('form', 'start', 'whole command', 'probes a second'), row('---', '---', '---', '---')].concat(
      [...figures].map(([{ title, once }, { start, whole, rate }]) => {
        const before = once === undefined ? '' : `, after ${once.toFixed(1)} s (\`up\`, once only)`;
        return row(title, `${seconds(start)}${before}`, seconds(whole), median(rate).toFixed(0));
      }),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

function seconds(values: readonly number[]): string {
  return `${median(values).toFixed(1)} s`;
}

function row(...cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
