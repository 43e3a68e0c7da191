import { expect, test } from 'vitest';
import { takeClosedPort } from '../conformance/cases/closed-port.ts';
import { checkDeployment } from './check-deployment.ts';
import { runDeployment, runTap } from './testing/running-deployment.ts';

test('whatever cannot be reached is named, taps too', async () => {
  await using running = await runDeployment(1);
  await using tap = await runTap(1, ['127.0.0.9']);
  const deployment = { ...running.deployment, taps: [tap.tap] };
  await expect(checkDeployment(deployment)).resolves.toBeUndefined();
  using closed = await takeClosedPort();
  const gone = { ...tap.tap, agent: { ...tap.tap.agent, ...closed.address } };
  await expect(checkDeployment({ ...deployment, taps: [gone] })).rejects.toThrow(
    /^taps\[0\]: The agent at 127\.0\.0\.1:\d+ did not answer \(ECONNREFUSED\)\.$/,
  );
});
