import { expect, test } from 'vitest';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';
import { givesProxiesUp } from '../sabotage/gives-proxies-up.ts';
import { startAwsWorld } from './testing/aws-world.ts';
import { verify, writeInputs } from './testing/inputs.ts';

test('a service that ignores the bypass is found out, on the real endpoint as well', async () => {
  await using world = await startAwsWorld({
    policy: (egress) => {
      if (egress === undefined) return documentedPolicy(egress);
      const { bypass: _, ...proxyConfiguration } = egress.proxyConfiguration;
      return documentedPolicy({ ...egress, proxyConfiguration });
    },
  });
  writeInputs(world);
  const { status, stdout } = await world.start(verify('whole.json', '--schemes', 'http')).ended;
  expect(stdout).toMatch(/^VIOLATES/m);
  expect(stdout).toContain('R-BYPASS');
  expect(status).toBe(1);
  expect(await world.left()).toEqual([]);
  expect(world.escapes()).toBe('');
});

test('so is one that gives a proxy up after ten failures', async () => {
  await using world = await startAwsWorld({ policy: givesProxiesUp.fault.policy });
  writeInputs(world);
  const { status, stdout } = await world.start(verify('small.json', '--schemes', 'http')).ended;
  expect(stdout).toMatch(/^VIOLATES/m);
  expect(stdout).toContain('✗ fail-open/fails-again-and-again[proxy=rest.example.com:3128]');
  expect(stdout).toMatch(/\d+ of 20 requests went direct although rest\.example\.com:3128 was out\./);
  expect(status).toBe(1);
});
