import { SettingsError } from './settings.ts';

/** Exit codes: settings that make no sense, and everything else that keeps a service from starting. */
const USAGE = 2;
const FAULT = 1;

/** A service that runs, and where: printed as JSON, so it holds no secret. */
export interface Served {
  readonly service: AsyncDisposable;
  readonly whereabouts: object;
}

/**
 * Runs one service as a process: starts it, prints one line of JSON that says where it is, and ends it at SIGTERM, at
 * SIGINT, or when it calls `end` itself. Where it cannot start, one line says why and the process ends with 2 (settings)
 * or 1.
 */
export async function runUntilTold(start: (end: () => void) => Promise<Served>): Promise<void> {
  let end = (): void => undefined;
  const told = new Promise<void>((resolve) => {
    end = resolve;
  });
  process.once('SIGTERM', end).once('SIGINT', end);
  try {
    const { service, whereabouts } = await start(end);
    process.stdout.write(`${JSON.stringify(whereabouts)}\n`);
    await told;
    await service[Symbol.asyncDispose]();
  } catch (error) {
    process.exitCode = error instanceof SettingsError ? USAGE : FAULT;
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  }
}
