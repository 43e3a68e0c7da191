import { describe, expect, test } from 'vitest';
import { probeFor } from '../../evidence/testing/witnesses.ts';
import type { CaseRequest } from './case.ts';
import { pageRequests } from './page-requests.ts';

const from = 'https://www.page.test/';
const planned = (requests: readonly CaseRequest[]) =>
  requests.map((request) => ({
    request,
    probe: { ...probeFor('api.company.com'), url: `${request.url}.acpc-probe/x-1` },
  }));

function made(requests: readonly CaseRequest[]) {
  let number = 40;
  const scene = { runId: 'abcdefgh', nextNumber: () => ++number };
  return pageRequests(planned(requests), scene);
}

describe('what a page is to do', () => {
  test('one request, answered as its kind wants it', () => {
    expect(made([{ url: 'http://a.test/', by: 'image', from }])).toMatchObject([
      {
        kind: 'image',
        from: { id: 'abcdefgh-41', url: 'https://www.page.test/.acpc-probe/abcdefgh-41', name: from },
        hops: [{ url: 'http://a.test/.acpc-probe/x-1?as=image' }],
      },
    ]);
  });

  test('a chain of redirects is one request, which starts at its first hop', () => {
    const [chain, ...others] = made([
      { url: 'http://a.test/', by: 'redirect', from },
      { url: 'http://b.test/', by: 'redirect', from },
      { url: 'http://c.test/', by: 'script', from },
    ]);
    expect(others).toEqual([]);
    expect(chain?.kind).toBe('script');
    const hops = chain?.hops.map(({ url }) => new URL(url)) ?? [];
    expect(hops.map(({ host }) => host)).toEqual(['a.test', 'b.test', 'c.test']);
    expect(hops.map(({ searchParams }) => searchParams.get('as'))).toEqual(['redirect', 'redirect', 'script']);
    expect(hops.map(({ searchParams }) => searchParams.get('to'))).toEqual([hops[1]?.href, hops[2]?.href, null]);
  });

  test('nothing for requests that no page makes', () => {
    expect(made([{ url: 'http://a.test/' }])).toEqual([]);
  });

  test('a redirect has to lead somewhere', () => {
    expect(() => made([{ url: 'http://a.test/', by: 'redirect', from }])).toThrow(
      new RangeError('A redirect leads to the request after it, and there is none.'),
    );
  });

  test('a page has a URL', () => {
    expect(() => made([{ url: 'http://a.test/', by: 'image', from: 'www.page.test' }])).toThrow(
      new RangeError('A case loads www.page.test, which is no page.'),
    );
  });
});
