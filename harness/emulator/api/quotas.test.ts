import { BedrockAgentCoreClient, StartBrowserSessionCommand } from '@aws-sdk/client-bedrock-agentcore';
import { describe, expect, it } from 'vitest';
import { startEmulator } from '../emulator.ts';
import { fakePool } from '../testing/fake-pool.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { runEmulator } from '../testing/running-emulator.ts';
import { browserIdentifier, list, start, stop } from '../testing/session-calls.ts';

const pattern = (count: number) => Array.from({ length: count }, (_, index) => `host-${index}.example.com`);
const proxies = (count: number, patterns = 1) =>
  Array.from({ length: count }, () => ({
    externalProxy: { server: 'proxy.example.com', port: 8080, domainPatterns: pattern(patterns) },
  }));

describe('concurrent sessions', () => {
  it('are refused beyond the quota, also while others start; every end makes room', async () => {
    const clock = new ManualClock();
    await using t = await runEmulator({ quotas: { concurrentSessions: 2 }, clock });
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => start(t, { sessionTimeoutSeconds: 60 })));
    const sessions = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value.sessionId] : []));
    expect(sessions).toHaveLength(2);
    const refused = {
      name: 'ServiceQuotaExceededException',
      message: 'The account has 2 concurrent browser sessions, and may not have more',
      $metadata: { httpStatusCode: 402 },
    };
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: refused });
    await stop(t, sessions[0]);
    await stop(t, sessions[0]);
    await start(t);
    await expect(start(t)).rejects.toMatchObject(refused);
    clock.advance(60_000);
    await start(t);
  });

  it('that could not be started take no place', async () => {
    let attempts = 0;
    const pool = fakePool(() => {
      attempts += 1;
      if (attempts === 1) throw new Error('No memory.');
    });
    await using t = await runEmulator({ quotas: { concurrentSessions: 1 } }, pool);
    await expect(start(t)).rejects.toMatchObject({ name: 'InternalServerException' });
    await start(t);
  });
});

describe('the limits of proxy configurations', () => {
  const lengths = (most: number) => `Member must have length between 1 and ${most}, inclusive`;

  it('are the document’s', async () => {
    await using t = await runEmulator();
    const bypass = { domainPatterns: pattern(100) };
    await start(t, { proxyConfiguration: { proxies: proxies(5, 100), bypass } });
    const tooMuch = { proxies: proxies(6, 101), bypass: { domainPatterns: pattern(101) } };
    const error = await start(t, { proxyConfiguration: tooMuch }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'ValidationException', reason: 'FieldValidationFailed' });
    expect(error).toHaveProperty('fieldList', [
      { name: 'proxyConfiguration.proxies', message: lengths(5) },
      ...[0, 1, 2, 3, 4, 5].map((index) => ({
        name: `proxyConfiguration.proxies[${index}].externalProxy.domainPatterns`,
        message: lengths(100),
      })),
      { name: 'proxyConfiguration.bypass.domainPatterns', message: lengths(100) },
    ]);
  });

  it('may be raised and lowered', async () => {
    const quotas = { proxiesPerSession: 7, domainPatternsPerProxy: 101, bypassDomainPatterns: 2 };
    await using t = await runEmulator({ quotas });
    await start(t, { proxyConfiguration: { proxies: proxies(7, 101) } });
    const bypass = { domainPatterns: pattern(3) };
    await expect(start(t, { proxyConfiguration: { proxies: proxies(1), bypass } })).rejects.toMatchObject({
      fieldList: [{ name: 'proxyConfiguration.bypass.domainPatterns', message: lengths(2) }],
    });
  });

  it.each([0, 1.5, Number.NaN])('are whole numbers of at least one, not %s', async (proxiesPerSession) => {
    await using pool = fakePool();
    await expect(startEmulator({ pool, quotas: { proxiesPerSession } })).rejects.toMatchObject({
      code: 'ERR_INVALID_QUOTA',
      message: 'The quota proxiesPerSession has to be a whole number of at least 1.',
    });
  });
});

describe('requests per second', () => {
  it('are throttled beyond the quota, and the official client tries again on its own', async () => {
    const clock = new ManualClock();
    await using t = await runEmulator({ quotas: { requestsPerSecond: 2 }, clock });
    await list(t);
    await list(t);
    await expect(list(t)).rejects.toMatchObject({
      name: 'ThrottlingException',
      message: 'Rate exceeded',
      $metadata: { httpStatusCode: 429, attempts: 1 },
    });
    const { endpoint, region, credentials } = t.emulator;
    const patient = new BedrockAgentCoreClient({ endpoint, region, credentials });
    const throttledOnce = t.next('request-answered');
    const started = patient.send(new StartBrowserSessionCommand({ browserIdentifier }));
    expect(await throttledOnce).toMatchObject({ status: 429, error: 'ThrottlingException' });
    clock.advance(1000);
    expect((await started).$metadata.attempts).toBeGreaterThan(1);
    patient.destroy();
  });
});
