import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { lint } from '../../harness/configuration/lint.ts';
import { loadProxyConfiguration } from '../../harness/configuration/load-proxy-configuration.ts';

const FOLDER = new URL('.', import.meta.url);

/** Every example, and the ids and paths of what lint says about it. */
const FINDINGS: Readonly<Record<string, readonly string[]>> = {
  'basic-auth.json': [],
  'bypass.json': [],
  'complete-example.json': ['default-missing proxies'],
  'domain-routing.json': [],
  'ip-allowlisting.json': [],
  'request-body.json': [],
  'several-proxies.json': [],
};

test('every example is listed here', async () => {
  const files = await readdir(FOLDER);
  expect(files.filter((name) => name.endsWith('.json')).sort()).toStrictEqual(Object.keys(FINDINGS));
});

describe('is valid, and lint says what is expected', () => {
  test.each(Object.entries(FINDINGS))('%s', async (name, findings) => {
    const { configuration } = await loadProxyConfiguration({ path: fileURLToPath(new URL(name, FOLDER)) });
    expect(lint(configuration).map(({ id, path }) => `${id} ${path}`)).toStrictEqual(findings);
  });
});
