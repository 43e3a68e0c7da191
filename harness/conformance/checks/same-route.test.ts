import { expect, test } from 'vitest';
import type { Attribution } from '../../evidence/attribution.ts';
import { names, probeFor } from '../../evidence/testing/witnesses.ts';
import type { Scheme } from '../../matrix/probe.ts';
import type { Route } from '../../routing/route.ts';
import { checkSameRoute } from './same-route.ts';

const DIRECT: Route = { kind: 'direct' };
const WIDE: Route = { kind: 'proxy', index: 0 };
const NARROW: Route = { kind: 'proxy', index: 1 };

const { id } = probeFor('api.company.com');
const attribution = (taken: Attribution['taken']): Attribution => ({ probe: id, taken, sightings: [] });
const came = (route: Route) => attribution({ kind: 'route', route });
const UNSEEN = attribution({ kind: 'unseen' });

/** What becomes of requests for one host that were made again. */
function judge(...made: readonly (readonly [Scheme, Attribution, Attribution])[]): readonly string[] {
  const [result] = checkSameRoute(
    made.map(([scheme, first, again]) => ({ probe: { host: 'a.test', scheme }, first, again })),
    names,
  );
  return [
    `${result?.verdict}: ${result?.seen}`,
    ...(result?.findings ?? []).map(({ verdict, requirement }) => `${verdict} ${requirement}`),
  ];
}

test('the same route as the first of the scheme, whichever that was', () => {
  expect(judge(['http', came(WIDE), came(WIDE)], ['ws', came(DIRECT), came(DIRECT)])).toEqual([
    'conforms: All of 2 further requests for a.test took the route of the first ones.',
  ]);
  expect(checkSameRoute([], names)).toEqual([]);
});

test('another route', () => {
  const several = attribution({ kind: 'several', routes: [WIDE, DIRECT] });
  expect(
    judge(['http', came(WIDE), came(WIDE)], ['http', came(WIDE), came(DIRECT)], ['wss', came(WIDE), several]),
  ).toEqual([
    'violates: 2 of 3 further requests for a.test went direct, unlike the first ones (http, wss).',
    'violates R-EGRESS-STABLE',
  ]);
  const stopped = attribution({ kind: 'stopped-at', route: NARROW });
  expect(judge(['http', came(DIRECT), stopped])).toEqual([
    'violates: 1 of 1 further requests for a.test went through narrow.example:8080, unlike the first ones (http).',
    'violates R-EGRESS-STABLE',
  ]);
});

test('what nobody saw is no pass', () => {
  const inconclusive = (few: number, all: number) => [
    `inconclusive: Of ${few} of ${all} further requests for a.test, or of the first ones, it is not known which route they took.`,
    'inconclusive R-EGRESS-STABLE',
  ];
  expect(judge(['http', came(WIDE), came(WIDE)], ['http', came(WIDE), UNSEEN])).toEqual(inconclusive(1, 2));
  expect(judge(['http', UNSEEN, came(WIDE)])).toEqual(inconclusive(1, 1));
  const unclear = attribution({ kind: 'unclear', reason: 'Nobody knows.', routes: [WIDE] });
  expect(judge(['http', came(WIDE), unclear])).toEqual(inconclusive(1, 1));
});
