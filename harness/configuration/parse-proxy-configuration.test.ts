import { describe, expect, test } from 'vitest';
import { InvalidInputError, type Violation } from './invalid-input.ts';
import { parseProxyConfiguration } from './parse-proxy-configuration.ts';

const ARN = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:corp-proxy-AbCdEf';

/** Two labels of 63 and more, joined to a name of exactly this many characters. */
function nameOfLength(length: number): string {
  return `${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(length - 192)}`;
}

function proxy(members: Record<string, unknown> = {}): Record<string, unknown> {
  return { externalProxy: { server: 'proxy.example.com', port: 8080, ...members } };
}

function withProxy(members: Record<string, unknown>): unknown {
  return { proxies: [proxy(members)] };
}

function violationsOf(value: unknown): readonly Violation[] {
  try {
    parseProxyConfiguration(value, 'test.json');
    return [];
  } catch (error) {
    if (error instanceof InvalidInputError) return error.violations;
    throw error;
  }
}

/** `path rule` of each violation. */
function outline(value: unknown): readonly string[] {
  return violationsOf(value).map(({ path, rule }) => `${path} ${rule}`.trim());
}

describe('a valid configuration', () => {
  test('comes back as an equal copy', () => {
    const value = {
      proxies: [
        proxy({ domainPatterns: ['.Example.COM', 'api.example.org', '10.0.0.1'] }),
        proxy({ server: '192.0.2.1', credentials: { basicAuth: { secretArn: ARN } } }),
      ],
      bypass: { domainPatterns: ['.amazonaws.com'] },
    };
    const parsed = parseProxyConfiguration(value, 'test.json');
    expect(parsed).toStrictEqual(value);
    value.bypass.domainPatterns.push('later.example');
    expect(parsed.bypass?.domainPatterns).toStrictEqual(['.amazonaws.com']);
  });

  test('may have an empty bypass, which the API accepts', () => {
    const value = { proxies: [proxy()], bypass: {} };
    expect(parseProxyConfiguration(value, 'test.json')).toStrictEqual(value);
  });

  test('may set members to undefined, as SDK callers do', () => {
    const value = { proxies: [proxy({ domainPatterns: undefined, extra: undefined })], bypass: undefined };
    expect(parseProxyConfiguration(value, 'test.json')).toStrictEqual({ proxies: [proxy()] });
  });
});

const patterns = (count: number) => Array.from({ length: count }, (_, index) => `h${index}.example`);
const P = 'proxies[0].externalProxy';

describe('both sides of every limit', () => {
  test.each<[string, unknown, readonly string[]]>([
    ['1 proxy', { proxies: [proxy()] }, []],
    ['0 proxies', { proxies: [] }, ['proxies proxies-count']],
    ['5 proxies', { proxies: Array.from({ length: 5 }, () => proxy()) }, []],
    ['6 proxies', { proxies: Array.from({ length: 6 }, () => proxy()) }, ['proxies proxies-count']],
    ['server of 1 character', withProxy({ server: 'a' }), []],
    ['server of 0 characters', withProxy({ server: '' }), [`${P}.server server-length`]],
    ['server of 253 characters', withProxy({ server: nameOfLength(253) }), []],
    ['server of 254 characters', withProxy({ server: nameOfLength(254) }), [`${P}.server server-length`]],
    ['label of 63 characters', withProxy({ server: 'a'.repeat(63) }), []],
    ['label of 64 characters', withProxy({ server: 'a'.repeat(64) }), [`${P}.server server-syntax`]],
    [
      'server that is too long and misspelt',
      withProxy({ server: '_'.repeat(254) }),
      [`${P}.server server-length`, `${P}.server server-syntax`],
    ],
    ['port 1', withProxy({ port: 1 }), []],
    ['port 0', withProxy({ port: 0 }), [`${P}.port port-range`]],
    ['port -1', withProxy({ port: -1 }), [`${P}.port port-range`]],
    ['port 65535', withProxy({ port: 65_535 }), []],
    ['port 65536', withProxy({ port: 65_536 }), [`${P}.port port-range`]],
    ['port 80.5', withProxy({ port: 80.5 }), [`${P}.port port-type`]],
    ['port NaN', withProxy({ port: Number.NaN }), [`${P}.port port-type`]],
    ['port null', withProxy({ port: null }), [`${P}.port port-type`]],
    ['1 pattern', withProxy({ domainPatterns: patterns(1) }), []],
    ['0 patterns', withProxy({ domainPatterns: [] }), [`${P}.domainPatterns patterns-count`]],
    ['100 patterns', withProxy({ domainPatterns: patterns(100) }), []],
    ['101 patterns', withProxy({ domainPatterns: patterns(101) }), [`${P}.domainPatterns patterns-count`]],
    ['100 bypass patterns', { proxies: [proxy()], bypass: { domainPatterns: patterns(100) } }, []],
    [
      '101 bypass patterns',
      { proxies: [proxy()], bypass: { domainPatterns: patterns(101) } },
      ['bypass.domainPatterns patterns-count'],
    ],
    ['pattern of 253 characters', withProxy({ domainPatterns: [`.${nameOfLength(252)}`] }), []],
    [
      'pattern of 254 characters, the leading dot among them',
      withProxy({ domainPatterns: [`.${nameOfLength(253)}`] }),
      [`${P}.domainPatterns[0] pattern-length`],
    ],
    ['pattern of 0 characters', withProxy({ domainPatterns: [''] }), [`${P}.domainPatterns[0] pattern-length`]],
    ['pattern of a dot', withProxy({ domainPatterns: ['.'] }), [`${P}.domainPatterns[0] pattern-syntax`]],
    [
      'pattern with a final line break',
      withProxy({ domainPatterns: ['a\n'] }),
      [`${P}.domainPatterns[0] pattern-syntax`],
    ],
    [
      'no bypass patterns',
      { proxies: [proxy()], bypass: { domainPatterns: [] } },
      ['bypass.domainPatterns patterns-count'],
    ],
  ])('%s', (_, value, expected) => {
    expect(outline(value)).toStrictEqual(expected);
  });
});

describe('shape', () => {
  test.each<[string, unknown, readonly string[]]>([
    ['nothing', undefined, ['required']],
    ['a list', [], ['type']],
    ['an empty object', {}, ['proxies required']],
    ['an entry that is null', { proxies: [null] }, ['proxies[0] type']],
    ['a union without member', { proxies: [{}] }, ['proxies[0] union-member']],
    ['a union with two members', { proxies: [{ ...proxy(), other: 1 }] }, ['proxies[0] union-member']],
    ['a union with an unknown member', { proxies: [{ other: 1 }] }, ['proxies[0] union-member']],
    ['no server, no port', { proxies: [{ externalProxy: {} }] }, [`${P}.server required`, `${P}.port required`]],
    ['credentials without member', withProxy({ credentials: {} }), [`${P}.credentials union-member`]],
    [
      'basicAuth without ARN',
      withProxy({ credentials: { basicAuth: {} } }),
      [`${P}.credentials.basicAuth.secretArn required`],
    ],
    ['null where nothing is meant', { proxies: [proxy()], bypass: null }, ['bypass type']],
    ['an odd name', { proxies: [proxy()], 'odd-name': 1 }, ['["odd-name"] unknown-member']],
    [
      'names of the object prototype',
      { proxies: [proxy()], ...JSON.parse('{"__proto__": {}, "constructor": 1}') },
      ['__proto__ unknown-member', 'constructor unknown-member'],
    ],
    [
      'inline credentials beside the members',
      withProxy({ username: 'u', password: 'p' }),
      [`${P}.username credentials-inline`, `${P}.password credentials-inline`],
    ],
    [
      'inline credentials in place of the member',
      withProxy({ credentials: { username: 'u', password: 'p' } }),
      [`${P}.credentials.username credentials-inline`, `${P}.credentials.password credentials-inline`],
    ],
  ])('%s', (_, value, expected) => {
    expect(outline(value)).toStrictEqual(expected);
  });
});

test('all violations come at once, in the order of the configuration', () => {
  const value = {
    bypass: { domainPatterns: ['*.amazonaws.com', '.ok.example'] },
    proxies: [
      proxy({ port: '8080', domainPatterns: ['.ok.example', 'http://x/', '.'] }),
      { server: 'proxy.example.com' },
      proxy({ server: 'a_b', credentials: { basicAuth: { secretArn: 'name' } } }),
    ],
  };
  expect(outline(value)).toStrictEqual([
    'proxies[0].externalProxy.port port-type',
    'proxies[0].externalProxy.domainPatterns[1] pattern-syntax',
    'proxies[0].externalProxy.domainPatterns[2] pattern-syntax',
    'proxies[1] union-member',
    'proxies[2].externalProxy.server server-syntax',
    'proxies[2].externalProxy.credentials.basicAuth.secretArn secret-arn-syntax',
    'bypass.domainPatterns[0] pattern-syntax',
  ]);
});

describe('words', () => {
  test.each<[unknown, string]>([
    [{}, '`proxies` is missing. Write "proxies": [{"externalProxy": {"server": "proxy.example.com", "port": 8080}}].'],
    [
      { proxies: [] },
      '`proxies` is empty, which the API refuses. Write [{"externalProxy": {"server": "proxy.example.com", "port": 8080}}]; for no proxy at all, leave `proxyConfiguration` out.',
    ],
    [
      { proxies: proxy() },
      '`proxies` is an object, the API takes a list. Write [{"externalProxy": {"server": "proxy.example.com", "port": 8080}}].',
    ],
    [
      { proxies: Array.from({ length: 7 }, () => proxy()) },
      '`proxies` has 7 entries, at most 5 are allowed. Remove 2; only AWS support can raise the limit.',
    ],
    [
      { proxies: [{ server: 'a', port: 1 }] },
      'The entry takes exactly one member, `externalProxy`, and that is missing. Wrap `server`, `port` in it: {"externalProxy": {"server": "proxy.example.com", "port": 8080}}.',
    ],
    [
      { proxies: [{ external_proxy: {} }] },
      'The entry takes exactly one member, `externalProxy`, and that is missing. Did you mean `externalProxy` where it says `external_proxy`?',
    ],
    [
      { proxies: [{ ...proxy(), other: 1 }] },
      'The entry takes exactly one member, `externalProxy`, and has 2. Remove `other`.',
    ],
    [
      withProxy({ credentials: { secretArn: ARN } }),
      '`credentials` takes exactly one member, `basicAuth`, and that is missing. Wrap `secretArn` in it: {"basicAuth": {"secretArn": "arn:aws:secretsmanager:us-east-1:123456789012:secret:name-AbCdEf"}}.',
    ],
    [
      withProxy({ domainPattern: ['.x'] }),
      '`externalProxy` has no member `domainPattern` in the API, and the JavaScript SDK drops it silently: what it says would be lost. Did you mean `domainPatterns`?',
    ],
    [
      withProxy({ region: 'eu' }),
      '`externalProxy` has no member `region` in the API, and the JavaScript SDK drops it silently: what it says would be lost. Remove it; allowed here: `server`, `port`, `domainPatterns`, `credentials`.',
    ],
    [
      withProxy({ password: 'p' }),
      'The API takes no user name and no password in the configuration itself. Store both in a Secrets Manager secret, as {"username": "…", "password": "…"}, name it in `credentials.basicAuth.secretArn`, and remove them here.',
    ],
    [
      withProxy({ domainPatterns: [] }),
      '`domainPatterns` is empty, which the API refuses. Leave `domainPatterns` out to make this the default proxy, or list at least one pattern.',
    ],
    [
      { proxies: [proxy()], bypass: { domainPatterns: [] } },
      '`domainPatterns` is empty, which the API refuses. Leave `bypass` out to let nothing connect directly, or list at least one pattern.',
    ],
    [
      withProxy({ domainPatterns: patterns(103) }),
      '`domainPatterns` has 103 entries, at most 100 are allowed. Remove 3: one pattern with a leading dot takes the place of all hosts of a domain. Only AWS support can raise the limit.',
    ],
    [withProxy({ domainPatterns: '.x' }), '`domainPatterns` is a string, the API takes a list. Write [".x"].'],
    [
      { proxies: [proxy()], bypass: ['.x'] },
      '`bypass` is a list, the API takes an object. Write {"domainPatterns": [".example.com"]}.',
    ],
  ])('%# %j', (value, words) => {
    expect(violationsOf(value).map(({ problem, fix }) => `${problem} ${fix}`)).toStrictEqual([words]);
  });
});

test('the error names its source', () => {
  expect(() => parseProxyConfiguration(withProxy({ port: 0 }), 'corp.json')).toThrow(
    'corp.json: proxies[0].externalProxy.port: `port` is 0, allowed is from 1 to 65535.',
  );
});
