import { afterAll, beforeAll, expect, test } from 'vitest';
import { hasCertutil } from '../../harness/emulator/chromium/testing/has-certutil.ts';
import { basicAuth } from '../squid/basic-auth.ts';
import { startSquid } from '../squid/squid.ts';
import { squidExecutable } from '../squid/squid-executable.ts';
import { CREDENTIALS, findingsOf, seenBy, verifyWith } from './testing/scene.ts';
import { startWebsite, type Website } from './testing/website.ts';

const NAMES = ['intranet.test', 'denied.test'];
const HOSTS_FILE = `127.0.0.1 ${NAMES.join(' ')}\n`;

let website: Website;
beforeAll(async () => {
  website = await startWebsite(NAMES);
});
afterAll(() => website[Symbol.asyncDispose]());

test.skipIf(!hasCertutil())('a Squid with Basic auth that does all that it should conforms', async () => {
  const auth = await basicAuth(CREDENTIALS);
  await using squid = await startSquid({
    executable: squidExecutable(),
    configuration: `hosts_file hosts\n${auth.configuration}`,
    files: { ...auth.files, hosts: HOSTS_FILE },
  });
  const { port } = website;
  const urls = [`http://intranet.test:${port}/page`, `https://intranet.test:${port}/page?q=1`];
  const verification = await verifyWith([{ port: squid.port }], urls, { certificates: website.authority });

  expect(findingsOf(verification)).toEqual([]);
  expect(seenBy(verification)).toEqual({
    'own-proxy/reachable[proxy=localhost:PORT]': 'conforms: localhost:PORT answers 200.',
    'own-proxy/accepts-credentials[proxy=localhost:PORT]': 'conforms: It answers 200.',
    'own-proxy/refuses-wrong[proxy=localhost:PORT]': 'conforms: It answers 407 (ERR_CACHE_ACCESS_DENIED).',
    'own-proxy/refuses-missing[proxy=localhost:PORT]': 'conforms: It answers 407 (ERR_CACHE_ACCESS_DENIED).',
    'own-proxy/connects[proxy=localhost:PORT][forward=intranet.test:PORT]': 'conforms: It answers 200.',
    'own-proxy/connects[proxy=localhost:PORT][tunnel=intranet.test:PORT]': 'conforms: It answers 200.',
    'own-proxy/resolves[proxy=localhost:PORT][host=intranet.test]': 'conforms: It does: it answers 200.',
    'own-proxy/figures[proxy=localhost:PORT][forward=intranet.test:PORT]':
      'conforms: The answer of localhost:PORT took N ms (median), a direct connection was not to be had. GET through localhost:PORT: N ms for N bytes (too few for a rate); directly: not to be had (ENOTFOUND).',
    'own-proxy/figures[proxy=localhost:PORT][tunnel=intranet.test:PORT]':
      'conforms: The answer of localhost:PORT took N ms (median), a direct connection was not to be had. GET through localhost:PORT: N ms for N bytes (too few for a rate); directly: not to be had (ENOTFOUND).',
    'own-proxy/tls[proxy=localhost:PORT][host=intranet.test:PORT]':
      'conforms: TLS ends at intranet.test:PORT or is inspected: its certificate is issued by “AgentCore Browser emulator ID”, and directly the host cannot be asked (ENOTFOUND). The certificates given vouch for it.',
    'own-proxy/parallel[proxy=localhost:PORT]': 'conforms: All 32 were served.',
  });
  expect(verification.probes.map(({ verdict, attribution: { taken } }) => [verdict, taken])).toEqual([
    ['conforms', { kind: 'relayed', route: { kind: 'proxy', index: 0 } }],
    ['conforms', { kind: 'relayed', route: { kind: 'proxy', index: 0 } }],
  ]);
  expect(verification.probes.map(({ probe: { url } }) => url)).toEqual(urls);
  expect(verification.verdict).toBe('conforms');
});
