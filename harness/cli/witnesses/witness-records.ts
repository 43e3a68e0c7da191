import { open } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { jsonLinesSink, jsonLinesTo, type RecordSink } from '../../../proxies/index.ts';
import { InvalidInputError } from '../../configuration/invalid-input.ts';

/** Where a witness writes its records. */
export interface RecordsOutput {
  readonly sink: RecordSink;
  /**
   * Resolves once whoever read the records has heard enough (`| head`).
   * @throws {RecordSinkError} as soon as a record is lost.
   */
  readonly ended: Promise<void>;
  /**
   * Writes out what is buffered.
   * @throws {RecordSinkError} where a record was lost.
   */
  finish(): Promise<void>;
}

/**
 * @param path a file, which is emptied. Default: standard output.
 * @throws {InvalidInputError} where the file cannot be written.
 */
export async function recordsOutput(path: string | undefined, stdout: Writable): Promise<RecordsOutput> {
  if (path === undefined) {
    const ended = new Promise<void>((resolve) => stdout.once('error', () => resolve()));
    return { sink: jsonLinesTo(stdout), ended, finish: async () => undefined };
  }
  await makeEmpty(path);
  const sink = jsonLinesSink(path);
  return { sink, ended: sink.closed, finish: () => sink[Symbol.asyncDispose]() };
}

async function makeEmpty(path: string): Promise<void> {
  try {
    await (await open(path, 'w')).close();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    const problem = `The file cannot be written (${code}).`;
    const fix = 'Check the path, which counts from the current folder.';
    throw new InvalidInputError(`--records ${path}`, [{ path: '', rule: 'file-unwritable', problem, fix }]);
  }
}
