import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Http2ServerRequest } from 'node:http2';
import type { OriginSighting } from '../evidence/sightings.ts';

/** Whether a request says that it has a body. */
export function hasBody({ headers }: IncomingMessage | Http2ServerRequest): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** Reads a body to its end, or to where it breaks off. */
export async function digestBody(
  request: IncomingMessage | Http2ServerRequest,
): Promise<NonNullable<OriginSighting['body']>> {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const chunk of request) {
      hash.update(chunk);
      bytes += chunk.length;
    }
  } catch {
    // Cut off: what has arrived until then is what there is to testify.
  }
  return { bytes, sha256: hash.digest('hex') };
}
