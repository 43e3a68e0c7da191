import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { Workplace } from '../testing/command-line.ts';
import { credentialTraces, OF_CASES } from '../testing/credential-traces.ts';

const workplace = new Workplace();
afterAll(() => workplace[Symbol.dispose]());

/** Secrets that cases make up, that runs make up, that are changed, wrong and refused. */
const CASES = ['allowed-secrets', 'refused-secrets', 'secret-change', 'wrong', 'own-proxy*'];
const SELECTED = CASES.map((name) => `credentials/${name}`);

/** Everything that a command wrote, by the file that it is in. */
function tracesIn(folder: string): readonly string[] {
  const files = readdirSync(workplace.path(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  expect(files).not.toEqual([]);
  return files.flatMap((file) => credentialTraces(readFileSync(file)).map((trace) => `${file}: ${trace}`));
}

test('what a run of the cases on credentials writes and prints holds none of them', async () => {
  const run = await workplace.run(['run', '--run', ...SELECTED, '--out', 'reports']);
  expect(run.stdout).toMatch(/^CONFORMS /m);
  expect(credentialTraces(Buffer.from(run.stdout + run.stderr))).toEqual([]);
  expect(tracesIn('reports')).toEqual([]);
});

test('nor does its JSON', async () => {
  const run = await workplace.run(['run', '--run', ...SELECTED, '--json']);
  expect(JSON.parse(run.stdout)).toMatchObject({ verdict: 'conforms' });
  expect(credentialTraces(Buffer.from(run.stdout + run.stderr))).toEqual([]);
});

test('nor does a proof, where the service gives them away', async () => {
  const faults = ['quotes-malformed-secret', 'credentials-to-origin', 'credentials-in-responses'];
  const proof = await workplace.run(['prove', '--run', 'credentials/**', '--sabotage', ...faults, '--out', 'proof']);
  expect(proof.stdout).toMatch(/^PROVED /m);
  expect(credentialTraces(Buffer.from(proof.stdout + proof.stderr))).toEqual([]);
  expect(tracesIn('proof')).toEqual([]);
});

test('what is searched for are secrets of cases, and a planted one is found in every form', () => {
  const folder = fileURLToPath(new URL('../../../suites/cases/credentials/', import.meta.url));
  const sources = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  for (const secret of OF_CASES) {
    expect(
      sources.filter((source) => source.includes(secret)),
      secret,
    ).not.toEqual([]);
    for (const text of [
      secret,
      encodeURIComponent(secret),
      ...['', '.', '..'].map((before) => encoded(before, secret)),
    ]) {
      writeFileSync(workplace.path('planted'), `<p>Basic ${text}</p>`);
      expect(credentialTraces(readFileSync(workplace.path('planted'))), text).not.toEqual([]);
    }
  }
});

function encoded(before: string, secret: string): string {
  return Buffer.from(`${before}${secret}:x`).toString('base64');
}
