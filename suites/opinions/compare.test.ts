import { expect, test } from 'vitest';
import { compare } from './compare.ts';
import { CHROMIUM_DISAGREES } from './known-disagreements.ts';

const configuration = {
  proxies: [
    { externalProxy: { server: 'corp.test', port: 8080, domainPatterns: ['.example.test'] } },
    { externalProxy: { server: 'rest.test', port: 3128 } },
  ],
};
const documented = { configuration, host: 'www.example.test' };
const rooted = { configuration, host: 'www.example.test.' };
const toFirst = { kind: 'proxy', index: 0 } as const;
const toSecond = { kind: 'proxy', index: 1 } as const;
const trailingDot = CHROMIUM_DISAGREES.filter(({ id }) => id === 'trailing-dot');

const ORACLE = [
  '  Oracle: www.example.test goes through corp.test:8080.',
  '  Oracle: Decided by the pattern ".example.test" of corp.test:8080 (proxies[0].externalProxy.domainPatterns[0]).',
  '  Oracle: Overruled the default proxy rest.test:3128 (proxies[1].externalProxy): a default proxy takes only what no pattern claims.',
];
const CONFIGURATION = `  Configuration: ${JSON.stringify(configuration)}`;

test('agreement is nothing to speak of', () => {
  expect(compare('Squid', [{ question: documented, opinion: toFirst }], [])).toEqual({ unexplained: [], stale: [] });
});

test('an unexplained opinion is shown with the configuration, both routes and the oracle’s reasons', () => {
  const { unexplained } = compare('Squid', [{ question: documented, opinion: toSecond }], []);
  expect(unexplained).toEqual([
    ['Squid on "www.example.test": rest.test:3128; expected: corp.test:8080.', ...ORACLE, CONFIGURATION].join('\n'),
  ]);
});

test('a request that reached nobody is unexplained, whatever is known', () => {
  const opinion = { kind: 'lost', why: 'no answer in time' } as const;
  const { unexplained } = compare('Squid', [{ question: rooted, opinion }], trailingDot);
  expect(unexplained[0]?.split('\n')[0]).toBe(
    'Squid on "www.example.test.": nothing, no answer in time; expected: rest.test:3128.',
  );
});

test('a known disagreement explains exactly its own opinion', () => {
  expect(compare('PAC', [{ question: rooted, opinion: toSecond }], trailingDot)).toEqual({
    unexplained: [],
    stale: [],
  });
  const agreeing = compare('PAC', [{ question: rooted, opinion: toFirst }], trailingDot);
  expect(agreeing.unexplained).toHaveLength(1);
  expect(agreeing.stale).toEqual(['trailing-dot']);
});

test('one that explains nothing is stale', () => {
  expect(compare('PAC', [{ question: documented, opinion: toFirst }], trailingDot).stale).toEqual(['trailing-dot']);
});

test('where the document decides, nothing explains a disagreement', () => {
  const always = { id: 'always', because: '', asIf: () => rooted, example: { ...rooted, engine: toSecond } };
  const all = [always, ...trailingDot];
  expect(compare('PAC', [{ question: documented, opinion: toSecond }], all).unexplained).toHaveLength(1);
  expect(compare('PAC', [{ question: documented, opinion: toFirst }], all).unexplained).toEqual([]);
});
