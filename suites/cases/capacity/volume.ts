import { defineSteps } from '../define.ts';
import { judgeAll } from './summary.ts';

const TABS = 8;
const REQUESTS_PER_TAB = 30;

export const manyTabs = defineSteps({
  id: 'capacity/many-tabs',
  requirements: ['R-DEFAULT-ROUTES', 'R-TRAFFIC-HTTPS'],
  stimulus: 'Eight tabs ask for thirty hosts each, all at the same time, with one proxy for all of them.',
  obligation: 'Every single request goes through the proxy, and every one is answered.',
  configuration: () => ({ proxies: [{ name: 'fallback' }] }),
  async steps(stage) {
    const session = await stage.start();
    const tabs = await Promise.all(Array.from({ length: TABS }, () => session.newTab()));
    const asked = tabs.map((tab, number) =>
      tab.ask(
        Array.from({ length: REQUESTS_PER_TAB }, (_, index) => ({ url: `https://h${index}.tab${number}.test/` })),
      ),
    );
    return (await Promise.all(asked)).flat();
  },
  expect: (observed) => [
    judgeAll(
      observed,
      () => 'fallback',
      `All ${observed.length} requests from ${TABS} tabs went through the proxy and were answered.`,
    ),
  ],
  provedBy: ['sheds-load'],
});

const NAMES = ['one', 'two', 'three', 'four', 'general'] as const;

const REQUESTS_PER_PROXY = 40;

export const fiveAtOnce = defineSteps({
  id: 'capacity/five-proxies-at-once',
  requirements: ['R-PATTERN-ROUTES', 'R-DEFAULT-ROUTES', 'R-NO-ROTATION'],
  stimulus:
    'Two hundred requests, forty for each of five proxies, are made at the same time, half of them without TLS.',
  obligation: 'Every single one takes its own proxy, and every one is answered.',
  configuration: () => ({
    proxies: [
      { name: 'one', claims: ['.one.test'] },
      { name: 'two', claims: ['.two.test'] },
      { name: 'three', claims: ['.three.test'] },
      { name: 'four', claims: ['.four.test'] },
      { name: 'general' },
    ],
  }),
  async steps(stage) {
    const session = await stage.start();
    const requests = Array.from({ length: REQUESTS_PER_PROXY }, (_, index) =>
      NAMES.map((name) => ({ url: `${index % 2 === 0 ? 'https' : 'http'}://h${index}.${name}.test/`, name })),
    );
    return session.ask(requests.flat());
  },
  expect: (observed) => [
    judgeAll(
      observed,
      ({ probe }) => NAMES.find((name) => probe.host.endsWith(`.${name}.test`)) ?? 'general',
      `All ${observed.length} requests took their own proxies and were answered.`,
    ),
  ],
  provedBy: ['sheds-load'],
});
