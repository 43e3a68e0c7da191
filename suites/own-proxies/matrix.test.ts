import { expect, test } from 'vitest';
import { startSquid } from '../squid/squid.ts';
import { squidExecutable } from '../squid/squid-executable.ts';
import { findingsOf, verifyWith } from './testing/scene.ts';

test('without hosts of the user’s own the matrix is browsed: routes are proved even where a proxy denies everything', async () => {
  await using squid = await startSquid({ executable: squidExecutable(), configuration: 'http_access deny all' });
  const entry = { port: squid.port, authenticated: false, patterns: ['.company.test'] };
  const verification = await verifyWith([entry], [], { schemes: ['http', 'https'] });

  expect(findingsOf(verification)).toEqual([]);
  const taken = (claimed: boolean) =>
    verification.probes
      .filter(({ probe }) => (probe.expected.route.kind === 'proxy') === claimed)
      .map(({ attribution }) => attribution.taken);
  expect(new Set(taken(true).map((one) => JSON.stringify(one)))).toEqual(
    new Set([JSON.stringify({ kind: 'relayed', route: { kind: 'proxy', index: 0 } })]),
  );
  expect(new Set(taken(false).map((one) => JSON.stringify(one)))).toEqual(
    new Set([JSON.stringify({ kind: 'route', route: { kind: 'direct' } })]),
  );
  expect(verification.verdict).toBe('conforms');
});

test('a host of the user’s own that the patterns give anyway is not lost: that it does not open is found', async () => {
  await using squid = await startSquid({ executable: squidExecutable(), configuration: 'http_access deny all' });
  const entry = { port: squid.port, authenticated: false, patterns: ['.company.test'] };
  const verification = await verifyWith([entry], ['www.company.test'], { schemes: ['http', 'https'] });

  expect(findingsOf(verification).map((finding) => finding.slice(0, finding.indexOf(':')))).toEqual([
    'P-OPENS violates',
    'P-OPENS violates',
    'P-CONNECTS violates',
    'P-CONNECTS violates',
  ]);
  expect(verification.verdict).toBe('violates');
});

test('a proxy that no host goes to is not applicable, even where nobody listens: the others decide', async () => {
  await using squid = await startSquid({ executable: squidExecutable(), configuration: 'http_access deny all' });
  const patterns = ['.company.test'];
  const verification = await verifyWith(
    [
      { port: squid.port, authenticated: false, patterns },
      { port: 1, patterns: ['api.company.test'] },
    ],
    [],
    { schemes: ['https'] },
  );

  expect(findingsOf(verification)).toEqual([]);
  expect(verification.checks.filter(({ id }) => id.endsWith('[proxy=localhost:1]'))).toMatchObject([
    {
      id: 'own-proxy/reachable[proxy=localhost:1]',
      verdict: 'not-applicable',
      seen: expect.stringMatching(
        /^localhost:1 is never chosen: the hosts of all its patterns go to localhost:\d+\. It was not examined\.$/,
      ),
    },
  ]);
  expect(verification.verdict).toBe('conforms');
});
