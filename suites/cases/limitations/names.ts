import { judgeRequest } from '../../../harness/conformance/cases/judge-request.ts';
import { that } from '../../../harness/conformance/cases/that.ts';
import { defineSteps } from '../define.ts';
import { SCHEMES } from '../schemes.ts';

/** What takes no resolving: an address for documentation (RFC 5737). */
const ADDRESS = '203.0.113.9';

export const namesLeftToProxy = defineSteps({
  id: 'limitations/names-left-to-proxy',
  requirements: ['R-PROXY-RESOLVES-NAMES'],
  stimulus: 'Hosts are asked for whose names only the proxies can resolve, with and without a pattern for them.',
  obligation: 'The requests reach the proxies, as one for an address does: nobody resolves such a name before.',
  matrix: { scheme: SCHEMES },
  configuration: () => ({ proxies: [{ name: 'inside', claims: ['.claimed.corp'] }, { name: 'fallback' }] }),
  async steps(stage, { scheme }) {
    const session = await stage.start();
    return session.ask([
      { url: `${scheme}://${ADDRESS}/`, goes: 'fallback' } as const,
      { url: `${scheme}://portal.claimed.corp/`, goes: 'inside' } as const,
      { url: `${scheme}://intranet.corp/`, goes: 'fallback' } as const,
      { url: `${scheme}://corp/`, goes: 'fallback' } as const,
    ]);
  },
  expect: (observed) =>
    observed.map((one) => {
      const { request, probe, attribution } = one;
      // An address that arrived nowhere is no evidence of anything.
      if (attribution.taken.kind !== 'unseen' || probe.host === ADDRESS) return judgeRequest(one, request);
      return that(false, '', `${request.url} was asked of no proxy, although one for an address was.`);
    }),
  provedBy: ['resolves-names-itself'],
});
