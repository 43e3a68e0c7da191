import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Below what kernels draw from for connections and for listeners that name no port (Linux from 32768 on, others from
 * 49152 on), so that only somebody who names a port can take one of these; above the ports that Chromium refuses.
 */
const FIRST = 12_000;
/** Each worker of a test run has a block of its own; no machine here runs more than ten. */
const BLOCK = 2_000;
const WORKERS = 10;

const worker = Number(process.env['VITEST_POOL_ID'] ?? 0) % WORKERS;
/** Another test run on the same machine begins elsewhere. */
let drawn = randomInt(BLOCK);

/** A port of 127.0.0.1 that nobody listens on, and that stays free for whoever names it, be it a minute later. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < BLOCK; attempt++) {
    const port = FIRST + worker * BLOCK + (drawn++ % BLOCK);
    if (await isFree(port)) return port;
  }
  throw new Error(`Ports ${FIRST + worker * BLOCK} and the ${BLOCK - 1} after it are all taken.`);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
