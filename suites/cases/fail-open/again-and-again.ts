import { judgeRequest } from '../../../harness/conformance/cases/judge-request.ts';
import { defineSteps } from '../define.ts';
import { FAILURES } from './failures.ts';

/** More than twice as many failures as Squid takes to give a proxy up. */
const HOSTS = Array.from({ length: 24 }, (_, index) => `host-${index + 1}`);

export const failsAgainAndAgain = defineSteps({
  id: 'fail-open/fails-again-and-again',
  requirements: ['R-FAIL-OPEN-ERROR-PAGE'],
  stimulus: 'A proxy is asked for two dozen hosts and fails every time; then it is asked once more.',
  obligation: 'Every single request ends in an error: the service does not give the proxy up for another route.',
  matrix: { failure: ['port-closed', 'reset-unanswered'], role: ['default', 'named'] },
  configuration: ({ failure, role }) => {
    const dead = {
      name: 'dead',
      ...FAILURES[failure],
      ...(role === 'named' ? { claims: ['.company.test'] } : {}),
    } as const;
    const other = { name: 'other', ...(role === 'named' ? {} : { claims: ['.other.test'] }) } as const;
    return { proxies: [dead, other] };
  },
  async steps(stage) {
    const session = await stage.start();
    const failing = (hosts: readonly string[]) =>
      hosts.map((host) => ({ url: `http://${host}.company.test/`, failsAt: 'dead' }) as const);
    const first = await session.ask(failing(HOSTS));
    return [...first, ...(await session.ask(failing(['afterwards'])))];
  },
  expect: (observed) => observed.map((one) => judgeRequest(one, one.request)),
  provedBy: ['gives-proxies-up'],
});
