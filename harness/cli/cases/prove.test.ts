import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { lockFolder } from '../folder-lock.ts';
import { Workplace } from '../testing/command-line.ts';

const workplace = new Workplace();
afterAll(() => workplace[Symbol.dispose]());

test('a glob that matches no sabotage is exit code 2, and nothing is started', async () => {
  expect(await workplace.run(['prove', '--sabotage', 'last-match-win'])).toEqual({
    status: 2,
    stdout: '',
    stderr: `command line: 1 problem

  --sabotage  [glob-without-match]
    This glob matches no sabotage.
    value: "last-match-win"
    fix:   Did you mean last-match-wins, last-default-wins, or most-specific-wins? \`list --sabotages\` shows every one.
`,
  });
});

test('list --sabotages says what each breaks, and who notices', async () => {
  const { status, stdout } = await workplace.run(['list', '--sabotages', '--run', 'routing-precedence/no-default']);
  expect(status).toBe(0);
  expect(stdout).toMatchInlineSnapshot(`
    "unmatched-takes-first-proxy
      Without a default proxy, what no pattern claims goes through the first proxy.
      breaks     R-UNMATCHED-NO-DEFAULT
      noticed by routing-precedence/no-default

    1 sabotage
    "
  `);
});

test('a folder that a run is at work in is not taken, and what is there stays', async () => {
  mkdirSync(workplace.path('taken'));
  writeFileSync(workplace.path('taken', 'proof.json'), 'earlier');
  using _taken = lockFolder('--out', workplace.path('taken'));
  const args = ['--run', 'routing-precedence/no-default', '--sabotage', 'unmatched-*', '--out', 'taken'];
  const { status, stdout, stderr } = await workplace.run(['prove', ...args]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(`--out: another run (process ${process.pid}) is at work in ${workplace.path('taken')}.`);
  expect(readFileSync(workplace.path('taken', 'proof.json'), 'utf8')).toBe('earlier');
});

test('one pair of a case and its sabotage, for real', async () => {
  mkdirSync(workplace.path('out'));
  writeFileSync(workplace.path('out', 'proof.json'), 'earlier');
  const { status, stdout } = await workplace.run([
    'prove',
    '--run',
    'routing-precedence/no-default',
    '--sabotage',
    'unmatched-*',
    '--out',
    'out',
  ]);
  expect(stdout).toMatch(/^✓ unmatched-takes-first-proxy +[\d.]+ s {2}✓ routing-precedence\/no-default$/m);
  expect(stdout).toMatch(/^PROVED {2}1 of 1 pairs of 1 cases and 1 sabotages noticed, in \d+ s\.$/m);
  expect(status).toBe(0);
  expect(readdirSync(workplace.path('out'))).toEqual(['proof.json']);
  const proof = JSON.parse(readFileSync(workplace.path('out', 'proof.json'), 'utf8'));
  expect(proof).toMatchObject({
    proved: true,
    sabotages: [{ sabotage: 'unmatched-takes-first-proxy', proofs: [{ outcome: 'noticed' }] }],
  });
});
