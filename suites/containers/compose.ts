import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const SCRIPT = fileURLToPath(new URL('../../.ci/compose.mjs', import.meta.url));
const run = promisify(execFile);

/** A generation of Compose that is here. */
export interface Compose {
  readonly version: string;
  readonly command: readonly [string, ...string[]];
}

/** One project of Compose: its folder, a name that no other has, and what .env would say. */
export interface ComposeProject {
  readonly folder: string;
  readonly name: string;
  readonly settings: Readonly<Record<string, string>>;
}

/** Compose 1.29 and Compose v2, each found or, where this machine allows it, provided. */
export function findCompose(): readonly Compose[] {
  const { stdout } = spawnSync(process.execPath, [SCRIPT], { encoding: 'utf8' });
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

/** Runs Compose on a project. @returns its standard output. */
export async function compose(by: Compose, project: ComposeProject, ...args: readonly string[]): Promise<string> {
  const [command, ...first] = by.command;
  const { stdout } = await run(command, [...first, '--project-name', project.name, ...args], {
    cwd: project.folder,
    env: { ...process.env, ...project.settings },
  });
  return stdout;
}
