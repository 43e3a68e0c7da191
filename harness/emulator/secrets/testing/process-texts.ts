import { readdirSync, readFileSync } from 'node:fs';

/** Command line and environment of every process that a process has started, and of those that these have. */
export function processTexts(parent: number): readonly string[] {
  const parents = new Map(processIds().map((id) => [id, parentOf(id)]));
  const isDescendant = (id: number): boolean => {
    const above = parents.get(id);
    return above !== undefined && (above === parent || isDescendant(above));
  };
  return [...parents.keys()].filter(isDescendant).flatMap((id) => [read(id, 'cmdline'), read(id, 'environ')]);
}

function processIds(): readonly number[] {
  return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
}

/** The second word after the command's name, which stands in parentheses and may hold anything. */
function parentOf(id: number): number | undefined {
  const [, parent] = /.*\) \S (\d+)/s.exec(read(id, 'stat')) ?? [];
  return parent === undefined ? undefined : Number(parent);
}

/** Nothing for a process that has ended meanwhile. */
function read(id: number, file: string): string {
  try {
    return readFileSync(`/proc/${id}/${file}`, 'latin1').replaceAll('\0', '\n');
  } catch {
    return '';
  }
}
