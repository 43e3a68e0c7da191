import { describe, expect, test } from 'vitest';
import { probeFor } from '../../evidence/testing/witnesses.ts';
import { portControl, withControl } from './port-control.ts';

const { id: probe } = probeFor('api.company.com');
const unseen = { probe, taken: { kind: 'unseen' }, sightings: [] } as const;
const arrived = { probe, taken: { kind: 'route', route: { kind: 'direct' } }, sightings: [] } as const;

describe('a request that nobody saw', () => {
  test.each([
    ['http://api.company.test:8000/a?b', 'http://api.company.test/a?b'],
    ['wss://api.company.test:8443/', 'wss://api.company.test/'],
  ])('%s has a control on the usual port', (url, control) => {
    expect(portControl({ request: { url, traffic: 'fetch' }, attribution: unseen })).toEqual({
      url: control,
      traffic: 'fetch',
    });
  });

  test('on the usual port is not asked for again', () => {
    for (const url of ['http://api.company.test/', 'https://api.company.test:443/']) {
      expect(portControl({ request: { url }, attribution: unseen })).toBeUndefined();
    }
  });

  test('needs no control once somebody saw it', () => {
    expect(portControl({ request: { url: 'http://a.test:8000/' }, attribution: arrived })).toBeUndefined();
  });
});

describe('in the light of its control', () => {
  const judgement = {
    seen: 'It arrived.',
    deviations: [
      { verdict: 'inconclusive', seen: 'Nobody saw it.' },
      { verdict: 'harness-fault', seen: 'Something broke.' },
    ],
    sightings: [],
  } as const;
  const request = { url: 'http://a.test/' };

  test('missing evidence is a refusal of the port, where the control arrived', () => {
    const { deviations } = withControl(judgement, { request, attribution: arrived });
    expect(deviations.map(({ verdict, seen }) => [verdict, seen])).toEqual([
      ['violates', 'Nobody saw it, while http://a.test/ arrived.'],
      ['harness-fault', 'Something broke.'],
    ]);
  });

  test('it stays missing where that was not seen either, or there is none', () => {
    expect(withControl(judgement, { request, attribution: unseen })).toBe(judgement);
    expect(withControl(judgement, undefined)).toBe(judgement);
  });
});
