import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { childEnvironment } from '../child-environment.ts';

/** `.ts` where this runs from its sources, `.js` in the package. */
const EXTENSION = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
const SCRIPT = fileURLToPath(new URL(`remove-run${EXTENSION}`, import.meta.url));

/**
 * Should this process end at once, as a second Ctrl-C wants it to, another one removes what the run has made in the engine.
 * Disposing: nothing is left to be removed.
 */
export function removalAtExit(runId: string): Disposable {
  const begin = (): void => {
    const env = childEnvironment('engine');
    spawn(process.execPath, [SCRIPT, runId], { env, detached: true, stdio: 'ignore' }).unref();
  };
  process.once('exit', begin);
  return { [Symbol.dispose]: () => void process.off('exit', begin) };
}
