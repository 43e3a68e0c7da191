import { judgeRequest } from '../../../harness/conformance/cases/judge-request.ts';
import { given, that } from '../../../harness/conformance/cases/that.ts';
import { defineCase, defineSteps } from '../define.ts';
import { PAGE_SCHEMES, SCHEMES } from '../schemes.ts';

export const socksOnly = defineSteps({
  id: 'limitations/socks-only-proxy',
  requirements: ['R-NO-SOCKS'],
  stimulus: 'A proxy hangs up on HTTP, as one does that speaks SOCKS only.',
  obligation: 'Requests for it fail: it is sent nothing but HTTP, on no connection more, and no other way is tried.',
  matrix: { scheme: PAGE_SCHEMES },
  configuration: () => ({
    proxies: [
      { name: 'socks', claims: ['.claimed.test'], behaviour: { kind: 'close-after-request' } },
      { name: 'fallback' },
    ],
  }),
  async steps(stage, { scheme }) {
    const session = await stage.start();
    const observed = await session.ask([
      { url: `${scheme}://www.claimed.test/`, failsAt: 'socks' },
      { url: `${scheme}://www.other.test/`, goes: 'fallback' },
    ] as const);
    return { observed, connections: stage.sightingsAt('socks') };
  },
  expect: ({ observed, connections }) => {
    const asked = connections.filter(({ kind }) => kind !== 'none');
    // Whoever knocks from another address is a stranger.
    const own = new Set(asked.map(({ client }) => client.address));
    const others = connections.filter(({ kind, client }) => kind === 'none' && own.has(client.address));
    return [
      ...observed.map((one) => judgeRequest(one, one.request)),
      given(asked.length > 0, 'The proxy was asked by HTTP.', 'Nobody asked the proxy by HTTP.'),
      that(
        others.length === 0,
        'Whatever connected to the proxy sent it a request of HTTP.',
        `Connections to the proxy that brought no request of HTTP: ${others.length}.`,
        { sightings: others },
      ),
    ];
  },
  provedBy: ['falls-back-to-direct', 'tries-socks'],
});

/** More than one, so that a proxy in turn for every request could not be the right one by chance. */
const REQUESTS = Array.from({ length: 12 }, (_, index) => `/${index + 1}`);

export const noRotation = defineCase({
  id: 'limitations/no-rotation',
  requirements: ['R-NO-ROTATION'],
  stimulus: 'One host is asked for a dozen times, over as many connections, with three proxies to choose from.',
  obligation: 'Every request takes the same proxy.',
  matrix: { scheme: SCHEMES },
  configuration: () => ({
    proxies: [{ name: 'one', claims: ['.one.test'] }, { name: 'two', claims: ['.two.test'] }, { name: 'fallback' }],
  }),
  probes: ({ scheme }) => [
    ...REQUESTS.map((path) => ({ url: `${scheme}://www.same.test${path}`, goes: 'fallback' }) as const),
    ...REQUESTS.map((path) => ({ url: `${scheme}://www.two.test${path}`, goes: 'two' }) as const),
  ],
  provedBy: ['rotates'],
});
