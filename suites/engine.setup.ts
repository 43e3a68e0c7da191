import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Before any test: a container engine, found or started, and an image to build on. Without it the container suites are
 * skipped, and one line says so.
 */
export default function setUpEngine(): void {
  const engine = script('engine.mjs');
  const ready = engine.succeeded && script('base-image.mjs', 'node', '--if-needed').succeeded;
  if (ready) process.env['ACPC_ENGINE'] = engine.says;
  else delete process.env['ACPC_ENGINE'];
  const skipped = ' The container suites do not run; start Docker and run "npx vitest run suites/containers".';
  process.stdout.write(`${engine.says}${ready ? '' : skipped}\n`);
}

function script(name: string, ...args: readonly string[]) {
  const path = fileURLToPath(new URL(`../.ci/${name}`, import.meta.url));
  const { status, stdout } = spawnSync(process.execPath, [path, ...args], { encoding: 'utf8' });
  return { succeeded: status === 0, says: stdout.trim() };
}
