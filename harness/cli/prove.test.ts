import { mkdirSync, readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { Workplace } from './testing/command-line.ts';

const workplace = new Workplace();
afterAll(() => workplace[Symbol.dispose]());

test('a glob that matches no sabotage is exit code 2, and nothing is started', async () => {
  const { status, stdout, stderr } = await workplace.run(['prove', '--sabotage', 'no-such']);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr.split('\n')).toContain('    This glob matches no sabotage.');
});

test('one pair of a case and its sabotage, for real', async () => {
  mkdirSync(workplace.path('out'));
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
  const proof = JSON.parse(readFileSync(workplace.path('out', 'proof.json'), 'utf8'));
  expect(proof).toMatchObject({
    proved: true,
    sabotages: [{ sabotage: 'unmatched-takes-first-proxy', proofs: [{ outcome: 'noticed' }] }],
  });
});
