import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { InvalidInputError } from './invalid-input.ts';
import { loadProxyConfiguration } from './load-proxy-configuration.ts';
import type { TextInput } from './read-text.ts';

const CONFIGURATION = { proxies: [{ externalProxy: { server: 'proxy.example.com', port: 8080 } }] };
const JSON_TEXT = JSON.stringify(CONFIGURATION);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'configuration-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

function stdin(content: string | Uint8Array): TextInput {
  return { stdin: Readable.from([content]) };
}

/** `path rule: problem fix` of each violation. */
async function linesFor(input: TextInput): Promise<readonly string[]> {
  const error: unknown = await loadProxyConfiguration(input).then(
    () => expect.fail('accepted'),
    (reason) => reason,
  );
  if (!(error instanceof InvalidInputError)) throw error;
  return error.violations.map(({ path, rule, problem, fix }) => `${path || '-'} ${rule}: ${problem} ${fix}`);
}

describe('reads', () => {
  test('a file', async () => {
    const path = join(folder, 'proxies.json');
    await writeFile(path, JSON_TEXT);
    expect(await loadProxyConfiguration({ path })).toStrictEqual({ configuration: CONFIGURATION, source: path });
  });

  test('standard input, in pieces and with a byte order mark', async () => {
    const bytes = Buffer.from(`\uFEFF${JSON_TEXT}\n`);
    const input = { stdin: Readable.from([bytes.subarray(0, 2), bytes.subarray(2, 20), bytes.subarray(20)]) };
    expect(await loadProxyConfiguration(input)).toStrictEqual({
      configuration: CONFIGURATION,
      source: 'standard input',
    });
  });

  test.each([
    ['a request body', { name: 'my-session', proxyConfiguration: CONFIGURATION }],
    [
      'a request body one level down',
      { input: { name: 'my-session', proxyConfiguration: CONFIGURATION }, comment: null },
    ],
  ])('%s', async (_, value) => {
    const loaded = await loadProxyConfiguration(stdin(JSON.stringify(value)));
    expect(loaded.configuration).toStrictEqual(CONFIGURATION);
  });
});

describe('paths count from the root of the input', () => {
  const bad = { proxies: [{ externalProxy: { server: 'proxy.example.com', port: 0 } }] };

  test.each([
    [bad, 'proxies[0].externalProxy.port'],
    [{ proxyConfiguration: bad }, 'proxyConfiguration.proxies[0].externalProxy.port'],
    [
      { 'create-browser': { proxyConfiguration: bad } },
      '["create-browser"].proxyConfiguration.proxies[0].externalProxy.port',
    ],
  ])('%j', async (value, path) => {
    const [line] = await linesFor(stdin(JSON.stringify(value)));
    expect(line).toMatch(new RegExp(`^${path.replace(/[[\].]/g, '\\$&')} port-range: `));
  });
});

describe('refuses in one line', () => {
  test.each<[string, () => TextInput, string]>([
    [
      'a file that is not there',
      () => ({ path: join(folder, 'missing.json') }),
      '- file-unreadable: There is no such file. Check the path, which counts from the current folder.',
    ],
    ['a folder', () => ({ path: folder }), '- file-unreadable: This is a folder. Name the file in it.'],
    [
      'a stream that breaks',
      () => ({
        stdin: new Readable({
          read() {
            this.destroy(Object.assign(new Error('broken'), { code: 'EIO' }));
          },
        }),
      }),
      '- file-unreadable: It cannot be read (EIO). Try to open it with another program.',
    ],
    [
      'nothing',
      () => stdin(''),
      '- input-empty: There is nothing in it. Write a proxy configuration as JSON, {"proxies": [{"externalProxy": {"server": "proxy.example.com", "port": 8080}}]}.',
    ],
    [
      'UTF-16',
      () => stdin(Buffer.from(`\uFEFF${JSON_TEXT}`, 'utf16le')),
      '- input-encoding: This is no text in UTF-8. Save the file as UTF-8; Windows PowerShell writes UTF-16 unless told `-Encoding utf8`.',
    ],
    [
      'a mistake in JSON',
      () => stdin('{\n  "proxies": [],\n}'),
      'line 3, column 1 json-syntax: A comma has nothing after it. Remove the last comma before the closing bracket.',
    ],
    [
      'a list',
      () => stdin(JSON.stringify(CONFIGURATION.proxies)),
      '- type: The input is a list, not an object. Write {"proxies": […]} with the list as `proxies`.',
    ],
    [
      'a number',
      () => stdin('1'),
      '- type: The input is a number, not an object. Write {"proxies": […]}, or a request body with the member `proxyConfiguration`.',
    ],
    [
      'another object',
      () => stdin('{"name": "x"}'),
      '- configuration-missing: The input has neither `proxies` nor `proxyConfiguration`. Write {"proxies": […]}, or a request body with the member `proxyConfiguration`.',
    ],
    [
      'another spelling',
      () => stdin(JSON.stringify({ ProxyConfiguration: CONFIGURATION })),
      '- configuration-missing: The input has neither `proxies` nor `proxyConfiguration`. Did you mean `proxyConfiguration`? Names are case-sensitive.',
    ],
    [
      'two configurations',
      () => stdin(JSON.stringify({ ...CONFIGURATION, a: { proxyConfiguration: CONFIGURATION } })),
      '- configuration-ambiguous: The input has more than one proxy configuration: the input itself, `a.proxyConfiguration`. Keep one of them.',
    ],
    [
      'a name that stands twice',
      () => stdin(`{"proxies": [], ${JSON_TEXT.slice(1)}`),
      'proxies json-duplicate-key: The name stands twice in its object, at line 1, column 2 and at line 1, column 17; all but the last are lost. Keep one of them.',
    ],
  ])('%s', async (_, input, line) => {
    expect(await linesFor(input())).toStrictEqual([line]);
  });
});

test('duplicate names and broken limits come together', async () => {
  const text = '{"proxies": [{"externalProxy": {"server": "a", "port": 0, "server": "b_"}}]}';
  const rules = (await linesFor(stdin(text))).map((line) => line.split(': ')[0]);
  expect(rules).toStrictEqual([
    'proxies[0].externalProxy.server json-duplicate-key',
    'proxies[0].externalProxy.server server-syntax',
    'proxies[0].externalProxy.port port-range',
  ]);
});
