import { afterAll, beforeAll, expect, test } from 'vitest';
import { hasCertutil } from '../../harness/emulator/chromium/testing/has-certutil.ts';
import { startTinyproxy } from '../tinyproxy/tinyproxy.ts';
import { CREDENTIALS, findingsOf, seenBy, verifyWith } from './testing/scene.ts';
import { startWebsite, type Website } from './testing/website.ts';

let website: Website;
beforeAll(async () => {
  website = await startWebsite(['localhost']);
});
afterAll(() => website[Symbol.asyncDispose]());

test.skipIf(!hasCertutil())(
  'a tinyproxy with Basic auth conforms; that it answers wrong credentials with 401 is told',
  async () => {
    const { username, password } = CREDENTIALS;
    await using tinyproxy = await startTinyproxy(`BasicAuth ${username} ${password}`);
    const urls = [`http://localhost:${website.port}/page`, `https://localhost:${website.port}/page`];
    const verification = await verifyWith([{ port: tinyproxy.port }], urls, { certificates: website.authority });
    expect(findingsOf(verification)).toEqual([]);
    expect(verification.verdict).toBe('conforms');
    const seen = seenBy(verification);
    expect(seen['own-proxy/refuses-missing[proxy=localhost:PORT]']).toBe('conforms: It answers 407.');
    expect(seen['own-proxy/refuses-wrong[proxy=localhost:PORT]']).toBe(
      'conforms: It answers 401. 407 is due: clients that send credentials only when asked will not understand 401.',
    );
    expect(seen['own-proxy/tls[proxy=localhost:PORT][host=localhost:PORT]']).toBe(
      'conforms: TLS ends at localhost:PORT: its certificate is issued by “AgentCore Browser emulator ID”. The certificates given vouch for it.',
    );
    expect(seen['own-proxy/figures[proxy=localhost:PORT][tunnel=localhost:PORT]']).toBe(
      'conforms: The answer of localhost:PORT took N ms (median), a direct connection N ms. GET through localhost:PORT: N ms for N bytes (too few for a rate); directly: N ms for N bytes (too few for a rate).',
    );
  },
);

test('an open tinyproxy behind a configuration with credentials', async () => {
  await using tinyproxy = await startTinyproxy('');
  const verification = await verifyWith([{ port: tinyproxy.port }], [`http://localhost:${website.port}/`]);
  expect(findingsOf(verification).map((finding) => finding.slice(0, finding.indexOf('.')))).toEqual([
    'P-CREDENTIALS-WRONG violates: It answers 200: with a wrong password it lets the request through',
    'P-CREDENTIALS-MISSING violates: It answers 200: with no credentials it lets the request through',
  ]);
});

test('a tinyproxy that allows CONNECT to port 443 only', async () => {
  await using tinyproxy = await startTinyproxy('ConnectPort 443');
  const urls = [`https://localhost:${website.port}/`, `http://localhost:${website.port}/`];
  const verification = await verifyWith([{ port: tinyproxy.port, authenticated: false }], urls);
  expect(findingsOf(verification).filter((finding) => finding.startsWith('P-CONNECTS'))).toEqual([
    'P-CONNECTS violates: It answers 403. An access rule of the proxy denies localhost:PORT.',
  ]);
});
