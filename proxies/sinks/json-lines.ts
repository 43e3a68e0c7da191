import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { RecordSink } from '../sink.ts';

/** Records could not be written. `cause` is the file system's own error. */
export class RecordSinkError extends Error {
  readonly code = 'ERR_RECORD_SINK';
  readonly path: string;

  constructor(path: string, cause: unknown) {
    super(`Records could not be written to ${path}; the file is incomplete.`, { cause });
    this.name = 'RecordSinkError';
    this.path = path;
  }
}

/** A file of records, one JSON object a line. */
export interface JsonLinesSink extends RecordSink, AsyncDisposable {
  /**
   * Settles when the file is complete and closed.
   * @throws {RecordSinkError} as soon as a record is lost.
   */
  readonly closed: Promise<void>;
  /**
   * Writes out what is buffered and closes the file.
   * @throws {RecordSinkError} when a record was lost.
   */
  [Symbol.asyncDispose](): Promise<void>;
}

/** Writes records to a file, which is created or emptied. Slows its proxy down rather than buffer without bound. */
export function jsonLinesSink(path: string): JsonLinesSink {
  const file = createWriteStream(path);
  const closed = finished(file).catch((cause: unknown) => {
    throw new RecordSinkError(path, cause);
  });
  // Whoever disposes of the sink learns of it; until then it must not end the process.
  closed.catch(() => {});
  return {
    ...jsonLinesTo(file),
    closed,
    async [Symbol.asyncDispose]() {
      file.end();
      await closed;
    },
  };
}

/**
 * Writes records to a stream, one JSON object a line. Slows its proxy down rather than buffer without bound. The stream
 * and its errors stay the caller's; once it is destroyed, records are lost and traffic goes on.
 */
export function jsonLinesTo(stream: Writable): RecordSink {
  let drained: Promise<void> | undefined;
  return {
    write(record) {
      stream.write(`${JSON.stringify(record)}\n`);
    },
    pressure() {
      if (!stream.writableNeedDrain || stream.destroyed) return undefined;
      drained ??= new Promise<void>((resolve) => {
        const go = () => {
          stream.off('drain', go).off('close', go);
          drained = undefined;
          resolve();
        };
        // A file that failed is closed: traffic goes on, and the loss is reported on `closed`.
        stream.on('drain', go).on('close', go);
      });
      return drained;
    },
  };
}
