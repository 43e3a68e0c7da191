import { expect, test } from 'vitest';
import { InvalidInputError } from '../../configuration/invalid-input.ts';
import { Workplace } from '../testing/command-line.ts';
import { readWhere, type WhereOptions } from '../where.ts';

const AWS = { proxies: 'in-process', personality: 'documented', target: 'aws' } as const;
const WHOLE = { ...AWS, region: 'us-east-1', deployment: 'deployment.json' } as const;

async function problems(options: WhereOptions): Promise<readonly string[]> {
  const error: unknown = await readWhere(options).catch((reason: unknown) => reason);
  if (!(error instanceof InvalidInputError)) throw error;
  return error.violations.map(({ path, problem, fix }) => `${path}: ${problem} ${fix}`);
}

test('the real service needs a region and a deployment', async () => {
  expect(await problems(AWS)).toEqual([
    '--region: It is missing. Say where sessions are to run, as us-east-1.',
    '--deployment: It is missing: sessions of the real service cannot reach this process. Run proxies serve where they can, and name the file that it writes.',
  ]);
  expect(await problems({ ...WHOLE, region: 'mars' })).toEqual(['--region: This is no region. Write it as us-east-1.']);
});

test.each([
  [{ endpoint: 'http://127.0.0.1:1' }, '--endpoint: The real service has its own. Leave it out.'],
  [{ proxies: 'tap' }, '--proxies: Sessions of the real service use those of --deployment. Leave it out.'],
  [{ personality: 'observed' }, '--personality: It is for the emulator. Leave it out.'],
] as const)('it takes no %j', async (more, problem) => {
  expect(await problems({ ...WHOLE, ...more })).toEqual([problem]);
});

test('without it its options mean nothing', async () => {
  const { target: _, ...local } = AWS;
  expect(await problems({ ...local, region: 'us-east-1', browser: 'b', maxSessions: 1, maxMinutes: 1 })).toEqual(
    ['--region', '--browser', '--max-sessions', '--max-minutes'].map(
      (option) =>
        `${option}: It is for the real service, and sessions run on an emulator. Add --target aws, or leave it out.`,
    ),
  );
});

test('cleanup asks nobody about a region that is none', async () => {
  using workplace = new Workplace();
  expect(await workplace.run(['cleanup', '--region', 'us east'])).toEqual({
    status: 2,
    stdout: '',
    stderr: "error: option '--region <region>' argument 'us east' is invalid. Write it as us-east-1.\n",
  });
});
