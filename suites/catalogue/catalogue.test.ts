import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { catalogueContent } from './content.ts';
import { generatedDocuments } from './documents.ts';
import { anchor } from './markdown.ts';

const documents = await generatedDocuments();

test.each(documents.map(({ file, text }) => [basename(file.pathname), file, text] as const))(
  '%s is as `npm run catalogue` writes it',
  async (_, file, text) => {
    expect(await readFile(file, 'utf8')).toBe(text);
  },
);

test('CASES.md has every statement, every case and every sabotage, and links only to headings of its own', async () => {
  const { statements, cases, sabotages } = await catalogueContent();
  const text = documents[0]?.text ?? '';
  expect(statements.filter(({ id }) => !text.includes(`\n### ${id}\n`))).toEqual([]);
  expect(cases.filter(({ id }) => !text.includes(`\n- **\`${id}\`**\n`))).toEqual([]);
  expect(sabotages.filter(({ name }) => !text.includes(`\n| \`${name}\` |`))).toEqual([]);
  const headings = [...text.matchAll(/^## (.*)$/gm)].map(([, heading = '']) => anchor(heading));
  const links = [...text.matchAll(/\]\(#([^)]*)\)/g)].map(([, link]) => link);
  expect(links).toEqual(headings);
});
