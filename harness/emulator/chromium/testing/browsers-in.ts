import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** A process of a browser: the browser itself, or one of its helpers. */
interface BrowserProcess {
  readonly id: number;
  readonly commandLine: string;
}

/** Bits of the masks that Linux shows in hexadecimal: a process that got SIGKILL, and one that has begun to end. */
const KILLED = 1n << 8n;
const EXITING = 0x4;

/**
 * The processes of browsers whose profiles are in a folder. One that was killed does nothing more, and is none of them; a
 * busy machine may take its time to let it go.
 */
export function browsersIn(folder: string): readonly BrowserProcess[] {
  // Each has its profile there as long as it lives.
  if (!existsSync(folder) || readdirSync(folder).length === 0) return [];
  const rows = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).split('\n');
  return rows.flatMap((row) => {
    const [, id, commandLine = ''] = /^\s*(\d+) (.*)$/.exec(row) ?? [];
    const isOne = commandLine.includes(`--user-data-dir=${folder}`) && !isEnding(Number(id));
    return isOne ? [{ id: Number(id), commandLine }] : [];
  });
}

/** Kills all of them. */
export function killBrowsersIn(folder: string): void {
  for (const { id } of browsersIn(folder)) {
    try {
      process.kill(id, 'SIGKILL');
    } catch {
      // ESRCH: it has gone with the one before it.
    }
  }
}

function isEnding(id: number): boolean {
  if (process.platform !== 'linux') return false;
  try {
    const status = readFileSync(`/proc/${id}/status`, 'utf8');
    const masks = [...status.matchAll(/^(?:SigPnd|ShdPnd):\s*(\w+)/gm)].map(([, mask]) => BigInt(`0x${mask}`));
    // After the command's name, which stands in parentheses and may hold anything.
    const [, flags] = /.*\)(?: \S+){6} (\d+)/s.exec(readFileSync(`/proc/${id}/stat`, 'utf8')) ?? [];
    return masks.some((mask) => (mask & KILLED) !== 0n) || (Number(flags) & EXITING) !== 0;
  } catch {
    return true;
  }
}
