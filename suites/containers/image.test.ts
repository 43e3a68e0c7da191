import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { example, Workplace } from '../../harness/cli/testing/command-line.ts';
import { BUSY_MACHINE, withoutEngine } from './engine.ts';

test.skipIf(withoutEngine).each([
  ['verify', example('bypass.json'), '--schemes=http'],
  ['run', '--run', 'routing-precedence/first-match-wins*'],
])('an image that cannot be built ends %s before anything is started', { timeout: BUSY_MACHINE }, async (...args) => {
  using workplace = new Workplace();
  // The name of a registry that nobody can have.
  const env = { ACPC_NODE_IMAGE: 'registry.invalid/node:24' };
  const { status, stdout, stderr } = await workplace.run([...args, '--proxies=containers'], { env });
  expect(stderr.trim().split('\n').slice(1)).toEqual([
    expect.stringMatching(
      /^The image of the witnesses could not be built on registry\.invalid\/node:24\. Where no registry answers, make a base image with "node \.ci\/base-image\.mjs node" of a checkout, or name one that has Node\.js 24 in ACPC_NODE_IMAGE\. The engine says: .*registry\.invalid/,
    ),
  ]);
  expect([status, stdout]).toEqual([2, '']);
  expect(readdirSync(workplace.temporary)).toEqual([]);
});
