import { readdir } from 'node:fs/promises';
import type { Case } from './case.ts';

/** What a folder of cases holds is not a catalogue: an id is used twice. */
class DuplicateIdError extends Error {
  readonly code = 'ERR_DUPLICATE_ID';

  constructor(id: string) {
    super(`Two exports have the id ${id}.`);
    this.name = 'DuplicateIdError';
  }
}

/**
 * Every case that a module in a folder or below it exports, by groups and in the order of files and exports.
 * @throws {DuplicateIdError}
 */
export async function loadCases(folder: URL): Promise<readonly Case[]> {
  return unique(await exportsBelow(folder, isCase), ({ id }) => id);
}

/** Sources end in `.ts`, the compiled package's files in `.js`. */
const EXTENSION = import.meta.url.endsWith('.ts') ? '.ts' : '.js';

async function exportsBelow<Value>(folder: URL, is: (value: unknown) => value is Value): Promise<readonly Value[]> {
  const files = (await readdir(folder, { recursive: true }))
    .filter((file) => file.endsWith(EXTENSION) && !file.endsWith(`.test${EXTENSION}`) && !file.endsWith('.d.ts'))
    .map((file) => file.replaceAll('\\', '/'))
    .sort();
  const modules = await Promise.all(files.map(async (file): Promise<object> => import(new URL(file, folder).href)));
  return modules.flatMap((module) => Object.values(module).filter(is));
}

function isCase(value: unknown): value is Case {
  return typeof value === 'object' && value !== null && 'cells' in value && 'stimulus' in value;
}

function unique<Value>(values: readonly Value[], idOf: (value: Value) => string): readonly Value[] {
  const seen = new Set<string>();
  for (const id of values.map(idOf)) {
    if (seen.has(id)) throw new DuplicateIdError(id);
    seen.add(id);
  }
  return values;
}
