import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Attachment } from '../../harness/conformance/verification.ts';

/** Characters of pictures that a page holds. A browser's error page takes 20,000 to 30,000; a run has two for each proxy. */
const MOST_CHARACTERS = 8_000_000;

/** The picture itself, as a `data:` URL; `null` where it stays beside the page. */
export type Picture = (attachment: Attachment) => string | null;

/**
 * Pictures become part of the page, so that it can be sent alone, until it would get unwieldy.
 * @param folder where the results' attachments are.
 */
export function picturesFrom(folder: string): Picture {
  let room = MOST_CHARACTERS;
  return ({ path: file, mediaType }) => {
    if (!mediaType.startsWith('image/')) return null;
    const content = read(path.join(folder, file));
    if (content === undefined) return null;
    const url = `data:${mediaType};base64,${content}`;
    if (url.length > room) return null;
    room -= url.length;
    return url;
  };
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'base64');
  } catch {
    // The page says what it cannot show by its link.
    return undefined;
  }
}
