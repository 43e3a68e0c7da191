import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { type RecordSink, RecordSinkError } from '../../../proxies/index.ts';
import type { ExitCode, Io } from '../io.ts';
import { recordsOutput } from './witness-records.ts';

/** A witness that runs, and what its user has to know of it; no credential. */
export interface RunningWitness extends AsyncDisposable {
  /** One line. */
  readonly words: string;
  readonly facts: object;
}

/** What a command of one witness has of the process. */
export interface WitnessSurroundings {
  readonly io: Io;
  readonly stdout: Writable;
  readonly signal: AbortSignal;
}

const FAULT: ExitCode = 3;

/**
 * Runs one witness until it is interrupted, or nobody reads its records any more. Standard error says where it listens,
 * once it does.
 *
 * @throws {InvalidInputError} where the file for records cannot be written.
 */
export async function runWitness(
  { records, json }: { readonly records?: string; readonly json: boolean },
  { io, stdout, signal }: WitnessSurroundings,
  start: (sink: RecordSink) => Promise<RunningWitness>,
): Promise<ExitCode> {
  const output = await recordsOutput(records, stdout);
  const serve = async (): Promise<void> => {
    await using witness = await start(output.sink);
    io.err(json ? JSON.stringify(witness.facts) : witness.words);
    if (!signal.aborted) await Promise.race([once(signal, 'abort'), output.ended]);
  };
  try {
    try {
      await serve();
    } finally {
      await output.finish();
    }
    return 0;
  } catch (error) {
    if (!(error instanceof RecordSinkError)) throw error;
    io.err(error.message);
    return FAULT;
  }
}
