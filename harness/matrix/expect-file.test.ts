import { describe, expect, it } from 'vitest';
import { InvalidInputError, type Violation } from '../configuration/invalid-input.ts';
import type { ProxyConfiguration } from '../configuration/proxy-configuration.ts';
import { loadExpectations, parseExpectations } from './expect-file.ts';

const at = (server: string, port: number) => ({ externalProxy: { server, port } });
const configuration: ProxyConfiguration = {
  proxies: [
    at('corp.test', 8080),
    at('corp.test', 3128),
    at('twin.test', 8080),
    at('twin.test', 8080),
    at('one.test', 80),
  ],
};

const parse = (value: unknown) => parseExpectations(JSON.stringify(value), 'expect.json', configuration);

function violations(text: string): readonly Violation[] {
  try {
    parseExpectations(text, 'expect.json', configuration);
  } catch (error) {
    if (error instanceof InvalidInputError) return error.violations;
  }
  throw new Error('Nothing was refused.');
}

describe('parseExpectations', () => {
  it('reads an object from URL to route', () => {
    const url = 'https://api.test/login';
    expect(parse({ [url]: 'corp.test:8080', 'b.test': 'direct' })).toEqual([
      {
        target: { kind: 'url', host: 'api.test', scheme: 'https', url },
        route: { kind: 'proxy', index: 0 },
        path: '["https://api.test/login"]',
      },
      { target: { kind: 'host', host: 'b.test' }, route: { kind: 'direct' }, path: '["b.test"]' },
    ]);
  });

  it('reads a list of URLs and routes', () => {
    expect(parse([{ url: 'wss://a.test/', route: 4 }])).toEqual([
      {
        target: { kind: 'url', host: 'a.test', scheme: 'wss', url: 'wss://a.test/' },
        route: { kind: 'proxy', index: 4 },
        path: '[0]',
      },
    ]);
  });

  it.each([
    ['corp.test:3128', 1],
    ['CORP.test:3128', 1],
    ['one.test', 4],
    ['one.test:80', 4],
    ['twin.test:8080 (#3)', 3],
    [0, 0],
  ])('takes %j for proxy %i', (route, index) => {
    expect(parse({ 'a.test': route })[0]?.route).toEqual({ kind: 'proxy', index });
  });

  it('reports everything that is wrong, by JSON path, with the way out', () => {
    const text = JSON.stringify({
      'https://a.test': 'nobody.test',
      'https://b.test': 'corp.test',
      'https://c.test': 'twin.test:8080',
      'https://d.test': 5,
      'https://e.test': null,
      '*.f.test': 'direct',
      'https://G.test/': 'direct',
      'https://g.test': 'direct',
    });
    const known =
      '"direct", "corp.test:8080" or 0, "corp.test:3128" or 1, "twin.test:8080 (#2)" or 2, "twin.test:8080 (#3)" or 3, "one.test:80" or 4';
    expect(violations(text).map(({ path, rule, problem, fix }) => [path, rule, `${problem} ${fix}`])).toEqual([
      ['["https://a.test"]', 'route-unknown', `The configuration has no proxy of this name. Write one of: ${known}.`],
      [
        '["https://b.test"]',
        'route-ambiguous',
        '2 proxies have this name. Write one of: "corp.test:8080" or 0, "corp.test:3128" or 1.',
      ],
      [
        '["https://c.test"]',
        'route-ambiguous',
        '2 proxies have this name. Write one of: "twin.test:8080 (#2)" or 2, "twin.test:8080 (#3)" or 3.',
      ],
      ['["https://d.test"]', 'route-index', `The configuration has no proxy at position 5. Write one of: ${known}.`],
      ['["https://e.test"]', 'route-type', `This is not a route. Write one of: ${known}.`],
      [
        '["*.f.test"]',
        'host-syntax',
        'This is not a host: "*" is not a label. Write a bare host (www.example.com), or a whole URL (https://www.example.com:8443/path) for anything more.',
      ],
      ['["https://g.test"]', 'expect-twice', 'The same is asked for before, at ["https://G.test/"]. Keep one of them.'],
    ]);
  });

  it('reports what is wrong with the items of a list', () => {
    const text = JSON.stringify([{ url: 'a.test' }, 'a.test', { url: 'a..test', route: 'nobody' }]);
    expect(violations(text).map(({ path, rule }) => [path, rule])).toEqual([
      ['[0]', 'expect-shape'],
      ['[1]', 'expect-shape'],
      ['[2].url', 'host-syntax'],
      ['[2].route', 'route-unknown'],
    ]);
  });

  it.each(['', '{}', '[]', '"direct"', 'null'])('refuses %j, which expects nothing', (text) => {
    expect(violations(text)).toMatchObject([{ path: '', rule: 'expect-shape' }]);
  });

  it('says where the text stops to be JSON, and which names stand twice', () => {
    expect(violations('{"a.test": direct}')).toMatchObject([{ path: 'line 1, column 12', rule: 'json-syntax' }]);
    expect(violations('{"a.test": "direct", "a.test": 0}')).toMatchObject([{ path: '["a.test"]' }]);
  });

  it('repeats no credentials', () => {
    const refused = violations(
      JSON.stringify({ 'https://alice:s3cret@a.test/': 'http://alice:s3cret@corp.test:8080' }),
    );
    expect(refused).toHaveLength(2);
    expect(JSON.stringify(refused)).not.toMatch(/alice|s3cret/);
  });
});

describe('loadExpectations', () => {
  it('says that a file cannot be read', async () => {
    await expect(loadExpectations('/nowhere/expect.json', configuration)).rejects.toThrow(
      '/nowhere/expect.json: There is no such file.',
    );
  });
});
