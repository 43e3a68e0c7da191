import { expect, test } from 'vitest';
import { deriveProbes } from '../matrix/derive-probes.ts';
import { withinReach } from './within-reach.ts';

const configuration = {
  proxies: [{ externalProxy: { server: 'proxy.example', port: 8080 } }],
  bypass: { domainPatterns: ['.direct.test', '.below.example'] },
};
const probes = deriveProbes({ configuration, schemes: ['https'], runId: 'abcdefgh' });
const direct = probes.filter(({ expected }) => expected.route.kind === 'direct');

test('where every name leads to the origin, all requests are made', () => {
  expect(withinReach(probes, { kind: 'all' })).toEqual({ probes, unmade: new Set(), check: [] });
});

test('where none does, no direct request is made, and one result says so', () => {
  const { probes: made, unmade, check } = withinReach(probes, { kind: 'none' });
  expect(direct.length).toBeGreaterThan(0);
  expect(unmade).toEqual(new Set(direct.map(({ id }) => id)));
  expect(made.length + unmade.size).toBe(probes.length);
  expect(check).toMatchObject([{ id: 'routing/direct-requests', verdict: 'not-applicable', level: 'documented' }]);
});

test('below one domain they are', () => {
  const { unmade, check } = withinReach(probes, { kind: 'below', domain: 'below.example' });
  const lost = direct.filter(({ host }) => !host.toLowerCase().endsWith('.below.example'));
  expect(lost.length).toBeLessThan(direct.length);
  expect(unmade).toEqual(new Set(lost.map(({ id }) => id)));
  expect(check[0]?.seen).toBe(
    `${lost.length} requests were not made. A direct request to ${lost[0]?.host} does not end at the origin: DNS leads sessions elsewhere. It leads there below below.example only.`,
  );
});
