import { execFileSync } from 'node:child_process';
import { RUN_LABEL } from '../../harness/containers/run-network.ts';

/** Set by `suites/engine.setup.ts` where an engine answers. */
export const withoutEngine = process.env['ACPC_ENGINE'] === undefined;

/** Milliseconds for one test: seven seconds on an idle machine of two cores, whose engine is slow when it is busy. */
export const BUSY_MACHINE = 180_000;

/** Asks the engine, apart from everything that is under test. */
export function docker(...args: readonly string[]): string {
  return execFileSync('docker', args, { encoding: 'utf8' }).trim();
}

/** Containers and networks that runs made and that are still there. */
export function remains(runId = ''): readonly string[] {
  const filter = `label=${RUN_LABEL}${runId && `=${runId}`}`;
  const listed = [
    docker('ps', '--all', '--filter', filter, '--format', '{{.Names}}'),
    docker('network', 'ls', '--filter', filter, '--format', '{{.Name}}'),
  ];
  return listed.flatMap((text) => text.split('\n')).filter((name) => name !== '');
}

/** The container that stands in for this proxy: others run at the same time, so its name is to be of one test only. */
export function standInFor(server: string): string | undefined {
  return remains().find((name) => {
    try {
      return /-proxy-\d$/.test(name) && docker('inspect', name).includes(server);
    } catch {
      // Somebody else's, and gone since it was listed.
      return false;
    }
  });
}
