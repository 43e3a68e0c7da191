import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { connectEngine } from '../harness/containers/engine.ts';
import { EngineError } from '../harness/containers/engine-error.ts';

/**
 * Before any test: a container engine, found or started, that the product can use, and an image to build on. Without it the
 * container suites are skipped, and one line says so.
 */
export default async function setUpEngine(): Promise<void> {
  const engine = script('engine.mjs');
  const lack = engine.succeeded ? await lackOf() : engine.says;
  if (lack === undefined) process.env['ACPC_ENGINE'] = engine.says;
  else delete process.env['ACPC_ENGINE'];
  const skipped = `${lack} The container suites do not run. Once that is mended: npx vitest run suites/containers`;
  process.stdout.write(`${lack === undefined ? engine.says : skipped}\n`);
}

/** What an engine that answers lacks. */
async function lackOf(): Promise<string | undefined> {
  try {
    await connectEngine();
  } catch (error) {
    if (error instanceof EngineError) return error.reason;
    throw error;
  }
  const base = script('base-image.mjs', 'node', '--if-needed');
  return base.succeeded ? undefined : 'No image could be had to build on, for the reason above.';
}

/** What it has to say against something, it says on standard error itself. */
function script(name: string, ...args: readonly string[]) {
  const path = fileURLToPath(new URL(`../.ci/${name}`, import.meta.url));
  const { status, stdout } = spawnSync(process.execPath, [path, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  return { succeeded: status === 0, says: stdout.trim() };
}
