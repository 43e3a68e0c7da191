import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { that } from '../../../harness/conformance/cases/that.ts';
import { defineSteps } from '../define.ts';
import { longName, patterns, SERVER } from './bodies.ts';

const proxy = (members: object) => ({ externalProxy: { server: SERVER, port: 8080, ...members } });

/** The longest lists, each with the longest pattern in it. */
const HUNDRED = [...patterns(98), longName(253), `.${longName(252)}`];

/** Start requests at the inner side of every limit. */
const BODIES = {
  smallest: {
    name: 'n',
    proxyConfiguration: {
      proxies: [{ externalProxy: { server: 'p', port: 1, domainPatterns: ['a'] } }],
      bypass: { domainPatterns: ['.b'] },
    },
  },
  shortest: { sessionTimeoutSeconds: 1, proxyConfiguration: { proxies: [proxy({})] } },
  largest: {
    name: 'n'.repeat(100),
    sessionTimeoutSeconds: 28_800,
    proxyConfiguration: {
      proxies: [
        proxy({ server: longName(253), port: 65_535, domainPatterns: HUNDRED }),
        proxy({ server: `${'9'.repeat(63)}.test`, domainPatterns: HUNDRED.toReversed() }),
        proxy({
          server: '192.0.2.7',
          domainPatterns: ['198.51.100.7', 'Upper-Case.TEST', 'xn--bcher-kva.test', 'a--b'],
        }),
        proxy({ domainPatterns: ['.same.test', '.same.test'] }),
        proxy({}),
      ],
      bypass: { domainPatterns: HUNDRED },
    },
  },
  'empty-bypass': { proxyConfiguration: { proxies: [proxy({})], bypass: {} } },
} as const;

/** The shortest client token for the smallest of everything, the longest for the largest; another one every time. */
const TOKEN_LENGTHS = { smallest: 33, shortest: 64, largest: 256, 'empty-bypass': 128 } as const;

export const withinLimits = defineSteps({
  id: 'api/within-limits',
  requirements: [
    'R-MODEL-GET-ECHOES',
    'R-START-TAKES-CONFIGURATION',
    'R-START-ANSWERS-SESSION',
    'R-MODEL-START-SILENT',
    'R-LIMIT-PROXIES',
    'R-LIMIT-PATTERNS',
    'R-LIMIT-BYPASS-PATTERNS',
    'R-LIMIT-SERVER-LENGTH',
    'R-LIMIT-PATTERN-LENGTH',
    'R-LIMIT-PORT',
    'R-MODEL-SESSION-MEMBERS',
  ],
  stimulus: 'A session is asked for whose configuration is just within every limit.',
  obligation:
    'It starts, GetBrowserSession returns the configuration as it was sent, and the answer to the start does not.',
  matrix: { limits: ['smallest', 'shortest', 'largest', 'empty-bypass'] },
  configuration: () => ({ proxies: [{ name: 'unused' }] }),
  steps(stage, { limits }) {
    const clientToken = randomBytes(128).toString('hex').slice(0, TOKEN_LENGTHS[limits]);
    return stage.attempt({ ...BODIES[limits], clientToken });
  },
  expect(attempt, { limits }) {
    if (attempt.kind === 'refused') {
      const { error, message } = attempt;
      const refusal = `StartBrowserSession answered with ${error}: ${message}`;
      return [that(false, '', refusal, { requirement: 'R-START-TAKES-CONFIGURATION' })];
    }
    const { answer, description } = attempt;
    return [
      that(
        typeof answer['sessionId'] === 'string' && answer['sessionId'] === description['sessionId'],
        'The session started, and is known by the id in the answer.',
        'GetBrowserSession does not know the session by the id in the answer.',
        { requirement: 'R-START-ANSWERS-SESSION' },
      ),
      that(
        !('proxyConfiguration' in answer),
        'The answer to StartBrowserSession holds no configuration.',
        'The answer to StartBrowserSession holds the configuration.',
        { requirement: 'R-MODEL-START-SILENT' },
      ),
      // A session of one second may be over before it is described, and its configuration is gone with it.
      ...(limits === 'shortest'
        ? []
        : [
            that(
              isDeepStrictEqual(description['proxyConfiguration'], BODIES[limits].proxyConfiguration),
              'GetBrowserSession returned the configuration as it was sent.',
              'GetBrowserSession returned another configuration than was sent.',
            ),
          ]),
    ];
  },
  provedBy: [
    'refuses-five-proxies',
    'echoed-by-start',
    'get-omits-configuration',
    'loses-bypass-in-get',
    'answers-another-session',
  ],
});
