import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const script = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const ENGINE = script('../../.ci/rootless.mjs');
const BASE_IMAGE = script('../../.ci/base-image.mjs');
const LEFTOVERS = script('../../.ci/leftovers.mjs');
const WITNESSES = script('rootless-witnesses.ts');
const run = promisify(execFile);

export type RootlessKind = 'docker' | 'podman';

/** Why there cannot be one on this machine, which is given what is missing where it allows that. Each is tried. */
export function findLacks(): Readonly<Partial<Record<RootlessKind, string>>> {
  return JSON.parse(spawnSync(process.execPath, [ENGINE, '--check'], { encoding: 'utf8' }).stdout);
}

/** An engine without root, with an image to build on. It ends when it is disposed of, and with this process. */
export interface RootlessEngine extends AsyncDisposable {
  /** How commands find it. */
  readonly env: { readonly DOCKER_HOST: string };
  /** Asks it, apart from everything that is under test. */
  docker(...args: readonly string[]): Promise<readonly string[]>;
}

/**
 * @param options of Docker's daemon.
 * @throws {Error} it does not start, with the reason.
 */
export async function startRootlessEngine(
  kind: RootlessKind,
  options: readonly string[] = [],
): Promise<RootlessEngine> {
  const engine = hold(ENGINE, [kind, ...options]);
  const DOCKER_HOST = await engine.line;
  if (DOCKER_HOST === undefined) throw new Error((await engine.said).trim());
  const env = { ...process.env, DOCKER_HOST };
  try {
    await run(process.execPath, [BASE_IMAGE, 'node'], { env });
  } catch (error) {
    await engine[Symbol.asyncDispose]();
    throw error;
  }
  return {
    env: { DOCKER_HOST },
    docker: async (...args) => (await run('docker', [...args], { env })).stdout.split('\n').filter(Boolean),
    [Symbol.asyncDispose]: engine[Symbol.asyncDispose],
  };
}

/** The witnesses of a run in such an engine, as `verify` starts them. @returns what says that they serve. */
export async function holdWitnesses({ env }: RootlessEngine): Promise<AsyncDisposable> {
  const witnesses = hold(WITNESSES, [], env);
  if ((await witnesses.line) === undefined) throw new Error(await witnesses.said);
  return witnesses;
}

/** Removes there what tests left that were killed, as the set-up does. @param minutes since it was made. */
export async function removeLeftoversOfTests({ env }: RootlessEngine, minutes: number): Promise<void> {
  await run(process.execPath, [LEFTOVERS, String(minutes)], { env: { ...process.env, ...env } });
}

interface Held extends AsyncDisposable {
  /** The first that it prints, or `undefined` where it ended without. */
  readonly line: Promise<string | undefined>;
  /** On standard error, once it has ended. */
  readonly said: Promise<string>;
}

/** Runs a script that ends when its standard input does. */
function hold(path: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Held {
  const child = spawn(process.execPath, [path, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const closed = once(child, 'close');
  const line = Promise.race([
    once(createInterface({ input: child.stdout }), 'line').then(([first]) => String(first)),
    closed.then(() => undefined),
  ]);
  return {
    line,
    said: text(child.stderr),
    [Symbol.asyncDispose]: () => end(child, closed),
  };
}

async function end({ stdin }: ChildProcess, closed: Promise<unknown>): Promise<void> {
  stdin?.end();
  await closed;
}
