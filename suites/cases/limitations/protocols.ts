import { defineCase } from '../define.ts';
import { PAGE_SCHEMES, SCHEMES } from '../schemes.ts';

export const socksOnly = defineCase({
  id: 'limitations/socks-only-proxy',
  requirements: ['R-NO-SOCKS'],
  stimulus: 'A proxy hangs up on HTTP, as one does that speaks SOCKS only.',
  obligation: 'Requests for it fail: the service does not try SOCKS, nor another way.',
  matrix: { scheme: PAGE_SCHEMES },
  configuration: () => ({
    proxies: [
      { name: 'socks', claims: ['.claimed.test'], behaviour: { kind: 'close-after-request' } },
      { name: 'fallback' },
    ],
  }),
  probes: ({ scheme }) => [
    { url: `${scheme}://www.claimed.test/`, failsAt: 'socks' },
    { url: `${scheme}://www.other.test/`, goes: 'fallback' },
  ],
  provedBy: ['falls-back-to-direct'],
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
