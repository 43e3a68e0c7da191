import { expect, test } from 'vitest';
import { caseSecrets, configurationOf } from './case-configuration.ts';
import type { CaseProxy, CaseSecret } from './setup.ts';

const guarded = (name: string, secret: CaseSecret): CaseProxy => ({ name, access: { proxy: 'basic', secret } });
const made = (...proxies: readonly CaseProxy[]) => {
  const shown = configurationOf({ proxies }, 'run');
  return { ...caseSecrets({ proxies }, shown), arns: shown.proxies.map(arnOf) };
};
const arnOf = ({ externalProxy }: { externalProxy: { credentials?: { basicAuth: { secretArn: string } } } }) =>
  externalProxy.credentials?.basicAuth.secretArn;

test('two proxies of one secret want the same credentials, which are stored once', () => {
  const { access, stored, arns } = made(
    guarded('one', { kind: 'right' }),
    guarded('two', { kind: 'that-of', proxy: 'one' }),
    guarded('three', { kind: 'right' }),
  );
  expect(arns[1]).toBe(arns[0]);
  expect(access[1]).toEqual(access[0]);
  expect(access[2]).not.toEqual(access[0]);
  expect(stored.map(({ arn }) => arn)).toEqual([arns[0], arns[2]]);
});

test('a secret of the other account has its ARN there, and what its owner says', () => {
  const owner = { resourcePolicy: true, key: 'shared' } as const;
  const { arns, stored } = made({ ...guarded('one', { kind: 'right' }), access: { ...OWN, owner } });
  expect(arns).toEqual(['arn:aws:secretsmanager:us-east-1:999999999999:secret:run/one-AbCdEf']);
  expect(stored[0]?.settings).toEqual({
    kmsKeyId: 'alias/shared',
    resourcePolicy: expect.stringContaining('"AWS":"arn:aws:iam::000000000000:root"'),
  });
});

const OWN = { proxy: 'basic', secret: { kind: 'right' } } as const;
