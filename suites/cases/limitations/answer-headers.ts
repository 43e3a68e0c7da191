import { judgeRequest } from '../../../harness/conformance/cases/judge-request.ts';
import { that } from '../../../harness/conformance/cases/that.ts';
import { fetchAgain } from '../again.ts';
import { defineSteps } from '../define.ts';

/** A page can read all headers of what comes from its own host. */
const VIA = `${fetchAgain('location.href')}.then(({ headers }) => headers.get('via'))`;

export const answerHeaders = defineSteps({
  id: 'limitations/answer-headers',
  requirements: ['R-NO-VIA'],
  stimulus: 'A page reads the `Via` header of an answer that came over plain HTTP through a proxy, which names itself.',
  obligation: 'It names that proxy and nobody else.',
  configuration: () => ({ proxies: [{ name: 'fallback' }] }),
  async steps(stage) {
    const session = await stage.start();
    const page = { url: 'http://www.company.test/', traffic: 'navigation', goes: 'fallback' } as const;
    const observed = await session.ask([page]);
    return { observed, via: await session.evaluate(VIA) };
  },
  expect: ({ observed, via }) => [
    ...observed.map((one) => judgeRequest(one, one.request)),
    that(
      typeof via === 'string' && !via.includes(','),
      `The answer came with one entry: ${via}.`,
      `The answer came with other entries than the proxy's own: ${via}.`,
    ),
  ],
  provedBy: ['names-itself-in-answers'],
});
