import { given, that } from '../../../harness/conformance/cases/that.ts';
import { defineSteps } from '../define.ts';
import { FAILURES } from './failures.ts';

/** Odd, so that one start is the one in the middle; few, for each is a browser. */
const ROUNDS = 3;

/**
 * Milliseconds by which the start in the middle may be later with a dead proxy than with a working one, or what those
 * with the same proxy differ by among themselves, where that is more. It bounds what else the machine does meanwhile:
 * 1.9 s were seen at a load of 25 a processor. Whoever waits for a connection or an answer waits for seconds.
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
    const [one, other] = [middle(working), middle(dead)];
    if (one === undefined || other === undefined) return started;
    const words = `The one in the middle took ${one.toFixed(0)} ms with the working proxy, ${other.toFixed(0)} ms with the dead one.`;
    const most = Math.max(MOST_LATER, spread(working), spread(dead));
    return [...started, that(other - one <= most, words, words, { requirement: 'R-FAIL-OPEN-START-TIME' })];
  },
  provedBy: ['delays-start-for-dead-proxies', 'validates-at-start'],
});

function spread(times: readonly number[]): number {
  return Math.max(...times) - Math.min(...times);
}

function middle(times: readonly number[]): number | undefined {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)];
}
