import { expect, test } from 'vitest';
import type { Answer } from '../ask.ts';
import type { Destination, OwnProxy } from '../own-proxy.ts';
import { checkConnects, checkResolves } from './connects.ts';

const destination: Destination = {
  kind: 'tunnel',
  host: 'intranet.example',
  authority: 'intranet.example:443',
  tls: true,
  url: 'https://intranet.example/',
};
const proxy: OwnProxy = {
  name: { index: 0, name: 'a.example:3128', authenticated: true, patterns: [] },
  address: { host: 'a.example', port: 3128 },
  credentials: undefined,
  needed: [destination],
  sample: destination,
};

function answered(status: number, word?: string): Answer {
  const passed = status === 200;
  return { kind: 'answered', status, passed, milliseconds: 1, ...(word === undefined ? {} : { word }) };
}

test.each<[Answer, string]>([
  [answered(403), 'It answers 403. An access rule of the proxy denies intranet.example:443.'],
  [answered(407), 'It answers 407. The proxy wants other credentials for this.'],
  [answered(502), 'It answers 502. The proxy cannot resolve intranet.example or connect to intranet.example:443.'],
  [answered(503, 'ERR_DNS_FAIL'), 'It answers 503 (ERR_DNS_FAIL). The proxy does not know the name intranet.example.'],
  [
    { kind: 'failed', code: 'ETIMEDOUT', connected: true },
    'It gives no answer (ETIMEDOUT). The proxy waits for a name server, or for intranet.example:443.',
  ],
  [
    { kind: 'failed', code: 'ECONNRESET', connected: true },
    'It gives no answer (ECONNRESET). The proxy has broken the connection off instead of answering.',
  ],
])('%j', (answer, words) => {
  const { verdict, findings } = checkConnects(proxy, destination, answer);
  expect(verdict).toBe('violates');
  expect(findings.map(({ seen, cause }) => `${seen} ${cause}`)).toEqual([words]);
});

test('what it leads to, it leads to', () => {
  expect(checkConnects(proxy, destination, answered(200))).toMatchObject({
    verdict: 'conforms',
    seen: 'It answers 200.',
  });
});

test('a name that only the proxy may know', () => {
  expect(checkResolves(proxy, destination, answered(200))).toMatchObject({
    id: 'own-proxy/resolves[proxy=a.example:3128][host=intranet.example]',
    verdict: 'conforms',
    seen: 'It does: it answers 200.',
  });
  expect(checkResolves(proxy, destination, answered(503, 'ERR_DNS_FAIL'))).toMatchObject({
    verdict: 'violates',
    seen: 'It answers 503 (ERR_DNS_FAIL).',
  });
  for (const silent of [answered(403), answered(502)]) {
    expect(checkResolves(proxy, destination, silent)).toBeUndefined();
  }
});
