import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { takeClosedPort } from './closed-port.ts';

test('a closed port refuses connections, and nobody else gets it', async () => {
  using closed = await takeClosedPort();
  const [refusal] = await once(connect(closed.address), 'error');
  expect(refusal).toMatchObject({ code: 'ECONNREFUSED' });
  const [taken] = await once(createServer().listen(closed.address), 'error');
  expect(taken).toMatchObject({ code: 'EADDRINUSE' });
});
