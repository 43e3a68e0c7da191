import { given, that } from '../../../harness/conformance/cases/that.ts';
import { defineSteps } from '../define.ts';
import { FAILURES } from './failures.ts';

/** Of several starts one is hardly held up by what else the machine does; few, for each is a browser. */
const ROUNDS = 3;

/**
 * Milliseconds by which the fastest start with a dead proxy may be later than the slowest with a working one. Whoever waits
 * for a dead proxy waits for it at every start, and for seconds.
 */
const MOST_LATER = 1_500;

const DEAD = {
  refuses: FAILURES['port-closed'],
  'name-unknown': FAILURES['name-unknown'],
  silent: { behaviour: { kind: 'black-hole' } },
} as const;

export const startTime = defineSteps({
  id: 'fail-open/start-time',
  requirements: ['R-FAIL-OPEN-START-TIME', 'R-FAIL-OPEN-START'],
  stimulus: 'Sessions start in turn with a proxy that works and with one that is dead.',
  obligation: 'Those with the dead one start, and no later than the others.',
  matrix: { dead: ['refuses', 'name-unknown', 'silent'] },
  configuration: ({ dead }) => ({ proxies: [{ name: 'working' }, { name: 'dead', ...DEAD[dead] }] }),
  async steps(stage) {
    const [working, dead] = stage.configuration.proxies.map((proxy) => ({ proxyConfiguration: { proxies: [proxy] } }));
    if (working === undefined || dead === undefined) throw new RangeError('The case compares two proxies.');
    const times = { working: [] as number[], dead: [] as number[] };
    const start = async (name: keyof typeof times): Promise<void> => {
      const attempt = await stage.attempt(name === 'dead' ? dead : working);
      if (attempt.kind === 'started') times[name].push(attempt.milliseconds);
    };
    for (let round = 0; round < ROUNDS; round++) {
      // Each is first as often as the other: what a start leaves behind is in the way of the next.
      const inTurn = round % 2 === 0 ? (['working', 'dead'] as const) : (['dead', 'working'] as const);
      for (const name of inTurn) await start(name);
    }
    return times;
  },
  expect: ({ working, dead }) => {
    const requirement = 'R-FAIL-OPEN-START';
    const started = [
      given(working.length === ROUNDS, 'Every session with the working proxy started.', 'One with it did not start.'),
      that(dead.length === ROUNDS, 'So did every one with the dead proxy.', `With it ${dead.length} did.`, {
        requirement,
      }),
    ];
    if (working.length === 0 || dead.length === 0) return started;
    const [slowest, fastest] = [Math.max(...working), Math.min(...dead)];
    const words = `The slowest took ${slowest.toFixed(0)} ms with the working proxy, the fastest ${fastest.toFixed(0)} ms with the dead one.`;
    const inTime = fastest - slowest <= MOST_LATER;
    return [...started, that(inTime, words, words, { requirement: 'R-FAIL-OPEN-START-TIME' })];
  },
  provedBy: ['delays-start-for-dead-proxies', 'validates-at-start'],
});
