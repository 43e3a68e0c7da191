import { expect, test } from 'vitest';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';
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
