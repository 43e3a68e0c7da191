import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('../.ci/apt.mjs', import.meta.url));

/** Installs Debian's packages as `.ci/apt.mjs` does. @returns whether they are there now. */
export function installPackages(names: readonly string[], environment: NodeJS.ProcessEnv = {}): boolean {
  const env = { ...process.env, ...environment };
  return spawnSync(process.execPath, [SCRIPT, ...names], { stdio: 'ignore', env }).status === 0;
}
