import { afterEach, beforeEach, expect, test } from 'vitest';
import { Workplace } from '../../harness/cli/testing/command-line.ts';
import { recordsOf, statusThrough, witnessing } from '../../harness/cli/testing/witness-command.ts';
import { basicAuth } from '../squid/basic-auth.ts';
import { startSquid } from '../squid/squid.ts';
import { squidExecutable } from '../squid/squid-executable.ts';
import { startTinyproxy } from '../tinyproxy/tinyproxy.ts';
import { CREDENTIALS } from './testing/scene.ts';
import { startWebsite } from './testing/website.ts';

const { username, password } = CREDENTIALS;

let work: Workplace;
beforeEach(() => {
  work = new Workplace();
});
afterEach(() => work[Symbol.dispose]());

/** A tap before a real proxy, and what it recorded of three requests: without credentials, with wrong and right ones. */
async function tapped(port: number) {
  await using website = await startWebsite(['localhost']);
  const url = `http://localhost:${website.port}/page`;
  const tap = await witnessing(work, ['tap', `127.0.0.1:${port}`, '--name', 'real']);
  const at = tap.facts.tap;
  const statuses = [
    await statusThrough(at, url),
    await statusThrough(at, url, `${username}:wrong`),
    await statusThrough(at, url, `${username}:${password}`),
  ];
  const { status, stdout } = await tap.interrupt();
  expect(status).toBe(0);
  const requests = recordsOf(stdout).filter((record) => record.type === 'request');
  return {
    statuses,
    seen: website.seen.length,
    requests: requests.map(({ credentials, outcome }) => `${credentials}: ${outcome}`),
  };
}

test('a tap by hand before a real Squid: authentication stays between its client and it', async () => {
  const auth = await basicAuth(CREDENTIALS);
  await using squid = await startSquid({ executable: squidExecutable(), ...auth });
  expect(await tapped(squid.port)).toEqual({
    statuses: [407, 407, 200],
    seen: 1,
    requests: ['absent: authentication-required', 'present: authentication-required', 'present: relayed'],
  });
});

test('a tap by hand before a real tinyproxy, which refuses wrong credentials with 401', async () => {
  await using tinyproxy = await startTinyproxy(`BasicAuth ${username} ${password}`);
  expect(await tapped(tinyproxy.port)).toEqual({
    statuses: [407, 401, 200],
    seen: 1,
    requests: ['absent: authentication-required', 'present: relayed', 'present: relayed'],
  });
});
