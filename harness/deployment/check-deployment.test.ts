import { once } from 'node:events';
import { expect, test } from 'vitest';
import { checkDeployment } from './check-deployment.ts';
import { runDeployment, runTap } from './testing/running-deployment.ts';

test('whatever cannot be reached is named, taps too', async () => {
  await using running = await runDeployment(1);
  await using tap = await runTap(1, ['127.0.0.9']);
  const deployment = { ...running.deployment, taps: [tap.tap] };
  await expect(checkDeployment(deployment)).resolves.toBeUndefined();
  tap.process.kill('SIGKILL');
  await once(tap.process, 'exit');
  await expect(checkDeployment(deployment)).rejects.toThrow(
    /^taps\[0\]: The agent at 127\.0\.0\.1:\d+ did not answer \(ECONNREFUSED\)\.$/,
  );
});
