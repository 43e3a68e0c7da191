import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const moduleAt = (path: string): string => JSON.stringify(fileURLToPath(new URL(path, import.meta.url)));

/**
 * A process that keeps the records of a proxy, or of a tap, and then looks for credentials among all strings that it has
 * got. It sends and knows them as bytes, and looks for one text of its own to show that it would find them.
 */
const PROGRAM = `
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { getHeapSnapshot } from 'node:v8';
import { startInstrumentedProxy } from ${moduleAt('instrumented-proxy.ts')};
import { collectRecords } from ${moduleAt('sinks/collect-records.ts')};
import { startTap } from ${moduleAt('tap/tap.ts')};

const [, kind, secret] = process.argv;
const sink = collectRecords();
const origin = createServer((socket) => socket.resume().end('HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\n\\r\\n')).listen(0, '127.0.0.1');
await once(origin, 'listening');
const { port } = origin.address();
const dial = () => ({ host: '127.0.0.1', port });
const witness =
  kind === 'proxy'
    ? await startInstrumentedProxy({ name: 'a', access: { kind: 'open' }, sink, dial })
    : await startTap({ name: 'a', proxy: { host: '127.0.0.1', port }, sink });
const credentials = Buffer.from(secret, 'hex');
for (const start of ['CONNECT www.a-long-name.test:443', 'GET http://www.a-long-name.test:8080/']) {
  const socket = connect(witness.address.port, witness.address.host);
  socket.write(start + ' HTTP/1.1\\r\\nHost: www.a-long-name.test\\r\\nProxy-Authorization: Basic ');
  socket.write(credentials);
  socket.end('\\r\\n\\r\\n');
  await once(socket.resume(), 'close');
}
await sink.ended(2);
await witness[Symbol.asyncDispose]();
origin.close();
await new Promise((resolve) => setImmediate(resolve));
globalThis.gc();
const heap = await text(getHeapSnapshot());
const kept = sink.records.filter(({ type }) => type === 'request').map(({ authority }) => authority);
const looked = { kept, records: heap.includes('www.a-long-name.test'), credentials: heap.includes(credentials.toString('latin1')) };
process.stdout.write(JSON.stringify(looked));
`;

test.each(['proxy', 'tap'])(
  'the records of a %s keep no head of a request in memory, and no credentials',
  async (kind) => {
    const secret = Buffer.from(randomBytes(24).toString('base64')).toString('hex');
    const args = ['--expose-gc', '--input-type=module', '--eval', PROGRAM, kind, secret];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    expect(JSON.parse(stdout)).toEqual({
      kept: ['www.a-long-name.test:443', 'www.a-long-name.test:8080'],
      records: true,
      credentials: false,
    });
  },
);
