import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { compose, findCompose } from '../containers/compose.ts';
import { composeProject, KEYS, SERVICES } from '../containers/compose-settings.ts';
import { docker } from '../containers/engine.ts';
import { compileProject } from '../containers/project.ts';
import type { Told } from './forms-command.ts';

/** Milliseconds between two looks at whether all are healthy. */
const POLL = 100;

/** What docker-compose.yml describes, up and healthy, and how long that took once its images were built. */
interface ComposedForm extends Told, AsyncDisposable {
  readonly once: number;
}

/** @param folder for the deployment file. */
export async function startComposed(folder: string): Promise<ComposedForm> {
  // The newest of those that are here.
  const by = findCompose().at(-1);
  if (by === undefined) throw new Error('There is no Compose here.');
  const compiled = await compileProject();
  const project = await composeProject(compiled);
  const dispose = async (): Promise<void> => {
    await compose(by, project, 'down');
    await compiled[Symbol.asyncDispose]();
  };
  try {
    await compose(by, project, 'build');
    const started = performance.now();
    await compose(by, project, 'up', '--detach');
    while (healthy(project.name) < SERVICES.length) await delay(POLL);
    const seconds = (performance.now() - started) / 1000;
    const deployment = join(folder, 'deployment.json');
    await writeFile(deployment, await compose(by, project, 'run', '--rm', '-T', 'deployment'));
    const endpoint = `http://127.0.0.1:${project.settings['EMULATOR_PORT']}`;
    return {
      once: seconds,
      options: ['--deployment', deployment, '--endpoint', endpoint],
      environment: { AWS_ACCESS_KEY_ID: KEYS.id, AWS_SECRET_ACCESS_KEY: KEYS.secret },
      [Symbol.asyncDispose]: dispose,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}

function healthy(project: string): number {
  const filters = [`label=com.docker.compose.project=${project}`, 'health=healthy'];
  return docker('ps', '--quiet', ...filters.flatMap((filter) => ['--filter', filter]))
    .split('\n')
    .filter(Boolean).length;
}
