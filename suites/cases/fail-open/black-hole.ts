import { judgeRequest } from '../../../harness/conformance/cases/judge-request.ts';
import { given } from '../../../harness/conformance/cases/that.ts';
import { defineSteps } from '../define.ts';

/** Milliseconds of silence that are waited through: an impatient service gives up after one second, or less. */
const SILENCE = 1_500;

export const blackHole = defineSteps({
  id: 'fail-open/black-hole',
  requirements: ['R-FAIL-OPEN-ERROR-PAGE', 'R-FAILURE-CONTAINED', 'R-NO-RETRY'],
  stimulus:
    'A proxy takes requests and does not answer for a while; another host is asked for meanwhile; then the proxy goes down.',
  obligation: 'The browser waits, other requests arrive, and in the end it shows an error: nobody else was asked.',
  matrix: { scheme: ['http', 'https'], role: ['default', 'named'] },
  configuration: ({ role }) => {
    const silent = { name: 'silent', behaviour: { kind: 'black-hole' } } as const;
    return {
      proxies:
        role === 'default'
          ? [{ name: 'other', claims: ['.other.test'] }, silent]
          : [{ ...silent, claims: ['.silent.test'] }, { name: 'other' }],
    };
  },
  async steps(stage, { scheme }) {
    const session = await stage.start();
    let over = false;
    const asking = session.ask([{ url: `${scheme}://www.silent.test/`, failsAt: 'silent' } as const]).finally(() => {
      over = true;
    });
    // Where the session is lost before it is awaited below.
    asking.catch(() => undefined);
    const waited = await stage.until(() => stage.sightingsAt('silent').some(({ kind }) => kind !== 'none'));
    const others = await session.ask([{ url: `${scheme}://www.other.test/`, goes: 'other' } as const]);
    await stage.until(() => over, SILENCE);
    await stage.proxy('silent').disconnect();
    return { waited, others, failed: await asking };
  },
  expect: ({ waited, others, failed }) => [
    given(waited, 'The silent proxy had the request.', 'The silent proxy never got the request.'),
    ...others.map((one) => judgeRequest(one, { ...one.request, requirement: 'R-FAILURE-CONTAINED', mustArrive: true })),
    ...failed.map((one) => judgeRequest(one, one.request)),
  ],
  provedBy: ['falls-back-to-direct', 'falls-back-to-another-proxy', 'direct-after-silence'],
});
