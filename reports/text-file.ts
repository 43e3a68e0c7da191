import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Pieces are gathered to this many characters before they are written: fewer, larger writes. */
const CHUNK_CHARACTERS = 64 * 1024;

/**
 * Writes a text piece by piece, so that a report of 10,000 probes is never in memory as a whole. The file is there whole
 * or not at all: it is written beside its place first.
 * @throws {Error} where the file cannot be written.
 */
export async function writeText(path: string, pieces: Iterable<string>): Promise<void> {
  const aside = `${path}.part`;
  try {
    await pipeline(Readable.from(chunks(pieces)), createWriteStream(aside));
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
}

function* chunks(pieces: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length >= CHUNK_CHARACTERS) {
      yield chunk;
      chunk = '';
    }
  }
  if (chunk !== '') yield chunk;
}
