import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { attribute } from '../../evidence/attribute.ts';
import type { OriginSighting } from '../../evidence/sightings.ts';
import { browserSaw, ledgerOf, openFor, originSaw, probeFor } from '../../evidence/testing/witnesses.ts';
import type { CaseRequest, PagedRequest } from './case.ts';
import { judgeShape } from './judge-shape.ts';

const probe = probeFor('api.company.com');
const url = 'https://api.company.com/';

function judge(request: CaseRequest, arrived: readonly Partial<OriginSighting>[]) {
  const ledger = ledgerOf((one) => {
    for (const sighting of arrived) one.origin({ ...originSaw(probe), ...sighting });
    one.browser(browserSaw(probe));
  });
  const attribution = attribute(probe, ledger);
  const observed = { request, probe, names: [], attribution, open: openFor(probe), asked: [], attachments: [] };
  return judgeShape(observed).map(({ verdict, seen, requirement }) => [verdict, requirement, seen]);
}

const by = (kind: PagedRequest['by']): PagedRequest => ({ url, by: kind, from: 'https://www.company.com/' });
const body = (text: string) => ({ bytes: text.length, sha256: createHash('sha256').update(text).digest('hex') });

describe('what arrived is what the page was to send', () => {
  test('by its methods', () => {
    expect(judge(by('preflight'), [{ method: 'OPTIONS' }, { method: 'PUT' }])).toEqual([]);
    expect(judge(by('preflight'), [{ method: 'PUT' }])).toEqual([
      ['inconclusive', undefined, `${url} was to be asked for by OPTIONS, then PUT; it was by PUT.`],
    ]);
    expect(judge(by('image'), [{ method: 'GET' }, { method: 'GET' }])).toEqual([]);
  });

  test('by its body', () => {
    expect(judge(by('post'), [{ method: 'POST', body: body('0123456789') }])).toEqual([]);
    expect(judge(by('post'), [{ method: 'POST', body: body('0123456780') }])).toEqual([
      [
        'violates',
        'R-TRAFFIC-BODY',
        `The body of post to ${url} is 10 bytes long; the origin got 10, and not the same.`,
      ],
    ]);
    expect(judge(by('post'), [{ method: 'POST' }])).toEqual([
      [
        'violates',
        'R-TRAFFIC-BODY',
        `The body of post to ${url} is 10 bytes long; the origin got 0, and not the same.`,
      ],
    ]);
  });
});

test('nothing is said of what never arrived, of a redirect, and of what no page made', () => {
  expect(judge(by('post'), [])).toEqual([]);
  expect(judge(by('redirect'), [{ method: 'POST' }])).toEqual([]);
  expect(judge({ url }, [{ method: 'POST' }])).toEqual([]);
});
