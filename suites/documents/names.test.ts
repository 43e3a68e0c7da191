import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import * as library from '../../harness/index.ts';
import * as proxies from '../../proxies/index.ts';
import requirements from '../requirements/catalogue.ts';
import { examinedByVerify } from '../requirements/examined-by-verify.ts';
import { ALL, DOCUMENTS, quotes, README, read, root, section, table } from './reading.ts';

test.each(DOCUMENTS)('links of %s lead somewhere', (name) => {
  const links = [...read(name).matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link ?? '');
  for (const link of links.filter((target) => !target.startsWith('https://'))) {
    const [file = '', anchor] = link.split('#');
    const target = read(dirname(name), file || name);
    const headings = [...target.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\w\- ]/g, '')
        .replaceAll(' ', '-'),
    );
    if (anchor !== undefined) expect(headings, link).toContain(anchor);
  }
});

test('files that a document names exist', () => {
  const paths = quotes(ALL).filter((code) => /^(?:harness|proxies|suites|reports|\.ci)\/[\w./-]+$/.test(code));
  expect(paths.length).toBeGreaterThan(20);
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test('every folder at the top and every room of the harness is in ARCHITECTURE', () => {
  // Folders with code: a checkout may also hold reports, and what editors keep there.
  const ignored = ['.git/', ...read('.gitignore').split('\n')];
  const holdsCode = (path: string) =>
    readdirSync(join(root, path), { recursive: true, encoding: 'utf8' }).some((name) => /\.m?ts$|\.mjs$/.test(name));
  const folders = (path: string) =>
    readdirSync(join(root, path), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `${path}${name}/`)
      .filter((name) => !ignored.includes(name) && holdsCode(name));
  const named = table(read('ARCHITECTURE.md'), 'folder').flatMap(([cell = '']) => quotes(cell));
  expect(named.toSorted()).toEqual([...folders(''), ...folders('harness/')].toSorted());
});

test('README lists what verify examines; no document names a requirement that the catalogue lacks', () => {
  const examined = new Set<string>(examinedByVerify);
  expect(table(README, 'requirement')).toEqual(
    requirements
      .filter(({ id }) => examined.has(id))
      .map(({ id, statement, level }) => [`\`${id}\``, statement, level]),
  );
  const named = ALL.match(/\b[RU]-[A-Z]+(?:-[A-Z]+)*\b/g) ?? [];
  expect(named.filter((id) => !requirements.some((requirement) => requirement.id === id))).toEqual([]);
});

test('README lists the findings of lint', () => {
  const [declaration = ''] = /^export type LintId =.*?;/ms.exec(read('harness/configuration/lint-finding.ts')) ?? [];
  const ids = [...declaration.matchAll(/'([\w-]+)'/g)].map(([, id]) => `\`${id}\``);
  expect(table(README, 'finding').map(([cell]) => cell)).toEqual(ids);
});

test('the exports that README names exist', () => {
  const named = quotes(
    table(README, 'export')
      .map(([cell]) => cell)
      .join('\n'),
  );
  expect(named).toContain('verify');
  expect(named.filter((name) => !(name in library))).toEqual([]);
  const [, paragraph = ''] =
    /^(`agentcore-proxy-conformance\/proxies` holds.*?)\n\n/ms.exec(section('As a library')) ?? [];
  const [, ...ofProxies] = quotes(paragraph);
  expect(ofProxies).toContain('startInstrumentedProxy');
  expect(ofProxies.filter((name) => !(name in proxies))).toEqual([]);
});
