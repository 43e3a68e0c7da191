import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { afterAll, describe, expect, test } from 'vitest';
import { examplePart } from '../../conformance/merging/testing/example-part.ts';
import type { Verification } from '../../conformance/verification.ts';
import type { Io } from '../io.ts';
import { loadCaseCatalogue, loadJsonReport } from '../plug-ins.ts';
import { Workplace } from '../testing/command-line.ts';
import { mergeReports } from './report-merge.ts';
import { type Desktop, openReport } from './report-open.ts';

const workplace = new Workplace();
afterAll(() => workplace[Symbol.dispose]());

/** A terminal that remembers. */
function listener(): Io & { readonly printed: string[]; readonly said: string[] } {
  const printed: string[] = [];
  const said: string[] = [];
  const io: Io = {
    stdin: Readable.from([]),
    out: (text) => void printed.push(text),
    err: (text) => void said.push(text),
    redraw: () => undefined,
    interactive: false,
    columns: 80,
    colour: false,
  };
  return { ...io, printed, said };
}

async function writePart(name: string, part: Verification): Promise<string> {
  const report = await loadJsonReport();
  mkdirSync(workplace.path(name, 'attachments'), { recursive: true });
  writeFileSync(workplace.path(name, 'conformance-report.json'), [...report(part)].join(''));
  return workplace.path(name);
}

describe('report merge', () => {
  const cases = loadCaseCatalogue();
  const pictured = (verification: Verification, file: string): Verification => {
    const attachments = [{ name: 'error page', path: `attachments/${file}`, mediaType: 'image/png' }];
    return { ...verification, checks: verification.checks.map((check) => ({ ...check, attachments })) };
  };

  test('the reports of the whole, with what the parts have attached', async () => {
    const folders = await Promise.all(
      [1, 2].map(async (number) => {
        const part = examplePart({ cases: await cases, number, of: 2, run: ['bypass/**'] });
        return writePart(`part-${number}`, pictured(part, `${number}.png`));
      }),
    );
    writeFileSync(workplace.path('part-1', 'attachments', '1.png'), 'a picture');
    const io = listener();
    expect(await mergeReports(folders, { out: workplace.path('whole'), json: false }, io)).toBe(0);
    expect(io.said).toEqual([
      expect.stringMatching(/^Of the parts’ attachments \d+ are missing, attachments\/2\.png for one\.$/),
    ]);
    expect(io.printed.join('\n')).toContain('\nCONFORMS');
    expect(readdirSync(workplace.path('whole'))).toEqual(
      expect.arrayContaining(['allure.html', 'junit.xml', 'matrix.html']),
    );
    expect(readFileSync(workplace.path('whole', 'attachments', '1.png'), 'utf8')).toBe('a picture');
  });

  test('as JSON; without a part it is inconclusive: exit code 3', async () => {
    const io = listener();
    const folder = await writePart('alone', examplePart({ cases: await cases, number: 1, of: 2, run: ['bypass/**'] }));
    expect(await mergeReports([folder], { out: workplace.path('half'), json: true }, io)).toBe(3);
    expect(JSON.parse(io.printed.join(''))).toMatchObject({
      verdict: 'inconclusive',
      incomplete: 'Part 2 of 2 is missing.',
    });
  });

  test('a part is not written over', async () => {
    await expect(mergeReports(['here', 'there'], { out: './there', json: false }, listener())).rejects.toThrow(
      'command line: --out: This folder holds one of the parts. Name another one.',
    );
  });

  test('folders without a report: exit code 2, and each is named', async () => {
    const { status, stdout, stderr } = await workplace.run(['report', 'merge', 'no', 'such', '--out', 'never']);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('no/conformance-report.json: 1 problem');
    expect(stderr).toContain('such/conformance-report.json: 1 problem');
    expect(readdirSync(workplace.folder)).not.toContain('never');
  });
});

describe('report open', () => {
  const folder = workplace.path('reports');
  mkdirSync(folder);
  writeFileSync(workplace.path('reports', 'matrix.html'), '');
  const matrix = workplace.path('reports', 'matrix.html');

  test('without a display: where the page is', async () => {
    const env = { DISPLAY: '', WAYLAND_DISPLAY: '', WSL_DISTRO_NAME: '' };
    expect(await workplace.run(['report', 'open', 'reports'], { env })).toEqual({
      status: 0,
      stdout: `${matrix}\n`,
      stderr: 'Not opened: There is no display.\n',
    });
  });

  test('with one: the page is shown; Allure’s before the matrix', async () => {
    const opened: string[] = [];
    const desktop: Desktop = { hasDisplay: true, open: async (file) => void opened.push(file) };
    const io = listener();
    expect(await openReport(folder, { json: true }, io, desktop)).toBe(0);
    expect(JSON.parse(io.printed.join(''))).toEqual({ page: matrix, opened: true });
    writeFileSync(workplace.path('reports', 'allure.html'), '');
    await openReport(folder, { json: false }, io, desktop);
    await openReport(folder, { json: false, page: 'matrix' }, io, desktop);
    await openReport(matrix, { json: false }, io, desktop);
    expect(opened).toEqual([matrix, workplace.path('reports', 'allure.html'), matrix, matrix]);
    expect(io.said).toEqual([]);
  });

  test('where no browser can be started, it says so and where the page is', async () => {
    const desktop: Desktop = { hasDisplay: true, open: () => Promise.reject(new Error('spawn xdg-open ENOENT')) };
    const io = listener();
    expect(await openReport(matrix, { json: false }, io, desktop)).toBe(0);
    expect({ printed: io.printed, said: io.said }).toEqual({
      printed: [matrix],
      said: ['Not opened: Error: spawn xdg-open ENOENT'],
    });
  });

  test.each([
    ['a folder without pages', 'empty', 'This folder has no allure.html and no matrix.html.'],
    ['something else', 'other.json', 'This is no page that a browser shows.'],
    ['nothing', 'nowhere', 'There is no such folder or file.'],
  ])('%s', async (_what, where, problem) => {
    mkdirSync(workplace.path('empty'), { recursive: true });
    writeFileSync(workplace.path('other.json'), '{}');
    await expect(openReport(workplace.path(where), { json: false }, listener())).rejects.toThrow(problem);
  });

  test('a page that the folder has not', async () => {
    mkdirSync(workplace.path('one'));
    writeFileSync(workplace.path('one', 'matrix.html'), '');
    await expect(openReport(workplace.path('one'), { json: false, page: 'allure' }, listener())).rejects.toThrow(
      'This folder has no allure.html.',
    );
  });
});
