import { readdirSync, readFileSync } from 'node:fs';

/**
 * What this process's browser takes, all its processes together, in bytes: proportional set size, which counts shared
 * pages once. Linux only; 0 where a figure cannot be read.
 */
export function chromiumMemory(): number {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), ...groupOf(Number(name)) }));
  const groups = new Set(processes.filter(({ parent }) => parent === process.pid).map(({ group }) => group));
  groups.delete(groupOf(process.pid).group);
  return processes.filter(({ group }) => groups.has(group)).reduce((sum, { pid }) => sum + proportionalSetSize(pid), 0);
}

function groupOf(pid: number): { parent: number; group: number } {
  const text = read(`/proc/${pid}/stat`);
  // The second field is the command in parentheses, which may hold anything.
  const [, parent, group] = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { parent: Number(parent), group: Number(group) };
}

function proportionalSetSize(pid: number): number {
  return Number(/^Pss: +(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) * 1024;
}

/** A process may end between being listed and being read. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
