import { judgeRequest } from '../../../harness/conformance/cases/judge-request.ts';
import { defineSteps } from '../define.ts';

export const diesAndReturns = defineSteps({
  id: 'fail-open/dies-and-returns',
  requirements: ['R-FAILURE-ENDS', 'R-FAIL-OPEN-ERROR-PAGE', 'R-FAILURE-CONTAINED'],
  stimulus: 'A proxy goes down in the middle of a session, takes its open connections along, and comes back.',
  obligation: 'Its requests arrive through it, end in errors while it is down, and arrive through it again.',
  matrix: { role: ['default', 'named'] },
  configuration: ({ role }) => {
    const mortal = { name: 'mortal', ...(role === 'named' ? { claims: ['.company.test'] } : {}) } as const;
    const other = { name: 'other', ...(role === 'named' ? {} : { claims: ['.other.test'] }) } as const;
    return { proxies: [mortal, other] };
  },
  async steps(stage) {
    const session = await stage.start();
    const arriving = (day: string) =>
      ['http', 'https'].map((scheme) => ({ url: `${scheme}://${day}.company.test/`, goes: 'mortal' }) as const);
    const before = await session.ask(arriving('before'));
    await stage.proxy('mortal').behave({ kind: 'refuse' });
    await stage.proxy('mortal').disconnect();
    const down = await session.ask(
      ['http', 'https'].map((scheme) => ({ url: `${scheme}://down.company.test/`, failsAt: 'mortal' }) as const),
    );
    const beside = await session.ask([{ url: 'https://www.other.test/', goes: 'other' } as const]);
    await stage.proxy('mortal').behave({ kind: 'normal' });
    return { before, down, beside, after: await session.ask(arriving('after')) };
  },
  expect: ({ before, down, beside, after }) => [
    ...before.map((one) => judgeRequest(one, one.request)),
    ...down.map((one) => {
      const { deviations, ...judged } = judgeRequest(one, one.request);
      return {
        ...judged,
        deviations: deviations.map((deviation) => ({ requirement: 'R-FAIL-OPEN-ERROR-PAGE', ...deviation })),
      };
    }),
    ...beside.map((one) => judgeRequest(one, { ...one.request, requirement: 'R-FAILURE-CONTAINED', mustArrive: true })),
    ...after.map((one) => judgeRequest(one, { ...one.request, requirement: 'R-FAILURE-ENDS', mustArrive: true })),
  ],
  provedBy: ['avoids-failed-proxy', 'caches-dead-proxy', 'one-failure-stops-all', 'falls-back-to-direct'],
});
