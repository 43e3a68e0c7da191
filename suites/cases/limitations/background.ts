import { that } from '../../../harness/conformance/cases/that.ts';
import { ATTEMPTS } from '../again.ts';
import { defineSteps } from '../define.ts';

/** Until the browser is given the hint again. */
const PATIENCE_MILLISECONDS = 4_000;

/** The browser connects ahead to a host that no request has been made to. */
const preconnect = (origin: string) => `void document.head.append(
  Object.assign(document.createElement('link'), { rel: 'preconnect', href: '${origin}' }),
)`;

export const background = defineSteps({
  id: 'limitations/background-traffic',
  requirements: ['R-BACKGROUND-TRAFFIC'],
  stimulus: 'A page hints at two hosts (`preconnect`), and the browser connects to them ahead of any request.',
  obligation: 'Each connection is asked of the proxy that the host’s requests would take.',
  configuration: () => ({ proxies: [{ name: 'claiming', claims: ['.claimed.test'] }, { name: 'fallback' }] }),
  async steps(stage) {
    const session = await stage.start();
    const askedFor = (name: 'claiming' | 'fallback', authority: string) =>
      stage.sightingsAt(name).filter((sighting) => sighting.authority === authority);
    const seen = () => ({
      claiming: askedFor('claiming', 'ahead.claimed.test:443'),
      fallback: askedFor('fallback', 'ahead.other.test:443'),
      astray: [...askedFor('claiming', 'ahead.other.test:443'), ...askedFor('fallback', 'ahead.claimed.test:443')],
    });
    const seenBoth = () => seen().claiming.length > 0 && seen().fallback.length > 0;
    for (let times = 0; times < ATTEMPTS && !seenBoth(); times++) {
      for (const name of ['claimed', 'other']) await session.evaluate(preconnect(`https://ahead.${name}.test`));
      await stage.until(seenBoth, PATIENCE_MILLISECONDS);
    }
    return seen();
  },
  expect: ({ claiming, fallback, astray }) => [
    that(
      claiming.length > 0,
      'The connection to the claimed host was asked of its proxy.',
      'No connection to the claimed host was asked of its proxy.',
      { sightings: claiming },
    ),
    that(
      fallback.length > 0,
      'The connection to the other host was asked of the default proxy.',
      'No connection to the other host was asked of the default proxy.',
      { sightings: fallback },
    ),
    that(astray.length === 0, 'No other proxy was asked.', 'Another proxy was asked.', { sightings: astray }),
  ],
  provedBy: ['everything-direct'],
});
