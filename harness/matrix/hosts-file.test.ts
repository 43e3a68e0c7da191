import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../configuration/invalid-input.ts';
import { loadHosts, parseHosts } from './hosts-file.ts';

function refusal(run: () => unknown): InvalidInputError {
  try {
    run();
  } catch (error) {
    if (error instanceof InvalidInputError) return error;
  }
  throw new Error('Nothing was refused.');
}

describe('parseHosts', () => {
  it('reads one host or URL a line, without comments and blank lines', () => {
    const text = '# ours\r\nwww.example.com\r\n\r\n  https://a.test/#top  # the top\n\t# more\nb.test#no comment';
    expect(() => parseHosts(text, 'hosts.txt')).toThrow('line 6');
    expect(parseHosts(text.replace('#no', ' #a'), 'hosts.txt')).toEqual([
      { target: { kind: 'host', host: 'www.example.com' }, path: 'line 2' },
      { target: { kind: 'url', host: 'a.test', scheme: 'https', url: 'https://a.test/#top' }, path: 'line 4' },
      { target: { kind: 'host', host: 'b.test' }, path: 'line 6' },
    ]);
  });

  it('reports everything that is wrong, by line', () => {
    const error = refusal(() => parseHosts('good.test\n*.bad.test\nftp://a.test\n\nb.test:80\n', 'hosts.txt'));
    expect(error.source).toBe('hosts.txt');
    expect(error.violations.map(({ path, rule, value }) => [path, rule, value])).toEqual([
      ['line 2', 'host-syntax', '"*.bad.test"'],
      ['line 3', 'url-scheme', '"ftp://a.test"'],
      ['line 5', 'host-syntax', '"b.test:80"'],
    ]);
  });

  it('refuses a file without hosts', () => {
    expect(refusal(() => parseHosts('# nothing yet\n', 'hosts.txt')).violations).toEqual([
      {
        path: '',
        rule: 'hosts-empty',
        problem: 'The file names no host.',
        fix: 'Write one host or URL a line, or leave the file out.',
      },
    ]);
  });
});

describe('loadHosts', () => {
  it('reads a file, with a byte order mark or without', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hosts-'));
    try {
      await writeFile(join(folder, 'hosts.txt'), '\uFEFFa.test\n');
      expect(await loadHosts(join(folder, 'hosts.txt'))).toEqual([
        { target: { kind: 'host', host: 'a.test' }, path: 'line 1' },
      ]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('says that a file cannot be read', async () => {
    await expect(loadHosts('/nowhere/hosts.txt')).rejects.toThrow(
      '/nowhere/hosts.txt: There is no such file. Check the path, which counts from the current folder.',
    );
  });
});
