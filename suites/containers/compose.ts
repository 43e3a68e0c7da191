import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const SCRIPT = fileURLToPath(new URL('../../.ci/compose.mjs', import.meta.url));
const run = promisify(execFile);

/** One project of Compose: its folder, a name that no other has, and what .env would say. */
export interface ComposeProject {
  readonly folder: string;
  readonly name: string;
  readonly settings: Readonly<Record<string, string>>;
}

/** Compose v2 or docker-compose 1.29, found or installed. @throws {Error} where there is neither. */
function composeCommand(): readonly [string, ...string[]] {
  const { status, stdout } = spawnSync(process.execPath, [SCRIPT], { encoding: 'utf8' });
  const [command, ...args] = stdout.trim().split(' ');
  if (status !== 0 || !command)
    throw new Error('Neither Compose v2 nor docker-compose is here, or could be installed.');
  return [command, ...args];
}

/** Runs Compose on a project. @returns its standard output. */
export async function compose(project: ComposeProject, ...args: readonly string[]): Promise<string> {
  const [command, ...first] = composeCommand();
  const { stdout } = await run(command, [...first, '--project-name', project.name, ...args], {
    cwd: project.folder,
    env: { ...process.env, ...project.settings },
  });
  return stdout;
}
