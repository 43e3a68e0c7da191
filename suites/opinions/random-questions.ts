import fc from 'fast-check';
import type { ProxyConfiguration } from '../../harness/configuration/proxy-configuration.ts';
import { MOST_PROXIES, type Question } from './question.ts';

// Few labels, so that patterns and hosts meet all the time, some of them look-alikes of others.
const label = fc.constantFrom('a', 'b', 'ab', 'example', 'notexample', 'xn--bcher-kva');
const name = fc.oneof(
  { weight: 30, arbitrary: fc.array(label, { maxLength: 4 }).map((labels) => [...labels, 'test'].join('.')) },
  { weight: 1, arbitrary: fc.constantFrom('intranet', 'my_bucket.example.test', `${'l'.repeat(63)}.example.test`) },
  { weight: 1, arbitrary: fc.constantFrom('localhost', 'a.localhost', 'notlocalhost') },
);
const address = fc.constantFrom('10.0.0.1', '110.0.0.1', '10.0.0.11', '192.0.2.7', '127.0.0.1', '169.254.169.254');
const tailOfAddress = fc.constantFrom('.10.0.0.1', '.0.0.1', '.1', '.2.7', '.169.254');

const typed = fc.constantFrom(
  (text: string) => text,
  (text: string) => text,
  (text: string) => text,
  (text: string) => text.toUpperCase(),
  (text: string) => `${text}.`,
  (text: string) => text.replaceAll('xn--bcher-kva', 'Bücher'),
);
// Only such IPv6 addresses as no connection to them leaves this machine, where an engine connects directly.
const otherAddress = fc.constantFrom('[::1]', '[::ffff:192.0.2.7]', '[::FFFF:c000:207]', '10.1', '0x0a.0.0.1');
const host = fc.oneof(
  { weight: 15, arbitrary: fc.tuple(name, typed).map(([text, type]) => type(text)) },
  { weight: 2, arbitrary: address },
  { weight: 1, arbitrary: otherAddress },
);

const written = fc.constantFrom(...Array.from({ length: 9 }, () => (text: string) => text), (text: string) =>
  text.toUpperCase(),
);
const pattern = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.tuple(fc.constantFrom('', '.'), name, written).map(([dot, text, write]) => write(dot + text)),
  },
  { weight: 2, arbitrary: address },
  { weight: 1, arbitrary: tailOfAddress },
);
const patterns = fc.array(pattern, { minLength: 1, maxLength: 5 });
// Half of all proxies are defaults otherwise, and most configurations would have several.
const ofOneProxy = fc.option(patterns, { nil: undefined, freq: 3 });

const configuration = fc
  .tuple(fc.array(ofOneProxy, { minLength: 1, maxLength: MOST_PROXIES }), fc.option(patterns, { nil: undefined }))
  .map(
    ([ofProxies, bypassed]): ProxyConfiguration => ({
      proxies: ofProxies.map((domainPatterns, index) => ({
        externalProxy: { server: `proxy-${index}.test`, port: 8080, ...(domainPatterns && { domainPatterns }) },
      })),
      ...(bypassed && { bypass: { domainPatterns: bypassed } }),
    }),
  );

/** The same questions for the same seed: configurations of up to five proxies with up to five patterns each. */
export function randomQuestions(seed: number, count: number): readonly Question[] {
  return fc.sample(fc.record({ configuration, host }), { seed, numRuns: count });
}
