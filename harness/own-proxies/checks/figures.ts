import type { LookupFunction } from 'node:net';
import { checkResult } from '../../conformance/checks/check.ts';
import type { CheckResult } from '../../conformance/verification.ts';
import { askedWords, askOnly } from '../ask.ts';
import { connectTo, NoConnectionError, type Way } from '../connect.ts';
import { fetchBy } from '../fetch.ts';
import type { Destination, OwnProxy } from '../own-proxy.ts';

/** Bytes from which on a rate says more about the way than about its beginning. */
const ENOUGH_FOR_A_RATE = 100_000;
/** Enough for a median that one slow answer does not move. */
const REPETITIONS = 5;

/** Measures the way to a destination through a proxy, and the direct one beside it. Figures, not a judgement. */
export async function measure(proxy: OwnProxy, destination: Destination, lookup: LookupFunction): Promise<CheckResult> {
  const { name } = proxy.name;
  const { authority, kind, url } = destination;
  const through = await medianOf(async () => {
    const answer = await askOnly(proxy.address, destination, proxy.credentials);
    return answer.kind === 'answered' ? answer.milliseconds : undefined;
  });
  const direct = await medianOf(() => connectDirectly(destination, lookup));
  const [load, directLoad] = [
    await loading({ kind: 'proxy', proxy }, destination),
    await loading({ kind: 'direct', lookup }, destination),
  ];
  return {
    ...checkResult({
      id: `own-proxy/figures[proxy=${name}][${kind}=${authority}]`,
      requirement: 'P-FIGURES',
      stimulus: `${askedWords(destination)} through ${name} and a direct connection, ${REPETITIONS} times each; then GET ${url} both ways.`,
      obligation: 'None: these are figures of this machine, at this moment.',
      seen: `The answer of ${name} took ${words(through)} (median), a direct connection ${words(direct)}. GET through ${name}: ${load}; directly: ${directLoad}.`,
      deviations:
        through === undefined
          ? [
              {
                verdict: 'inconclusive',
                seen: `Not every one of ${REPETITIONS} requests was answered, so there are no figures.`,
              },
            ]
          : [],
    }),
    level: 'undocumented',
  };
}

async function medianOf(once: () => Promise<number | undefined>): Promise<number | undefined> {
  const times: number[] = [];
  for (let i = 0; i < REPETITIONS; i++) {
    const time = await once();
    if (time === undefined) return undefined;
    times.push(time);
  }
  return times.sort((a, b) => a - b)[Math.floor(REPETITIONS / 2)];
}

async function connectDirectly(destination: Destination, lookup: LookupFunction): Promise<number | undefined> {
  const started = performance.now();
  try {
    const socket = await connectTo({ kind: 'direct', lookup }, destination);
    socket.destroy();
    return performance.now() - started;
  } catch (error) {
    if (!(error instanceof NoConnectionError)) throw error;
    return undefined;
  }
}

async function loading(way: Way, destination: Destination): Promise<string> {
  try {
    const { bytes, milliseconds } = await fetchBy(way, destination);
    const rate = bytes < ENOUGH_FOR_A_RATE ? 'too few for a rate' : `${(bytes / milliseconds).toFixed(0)} kB/s`;
    return `${milliseconds.toFixed(1)} ms for ${bytes} bytes (${rate})`;
  } catch (error) {
    if (!(error instanceof NoConnectionError)) throw error;
    return `not to be had (${error.message})`;
  }
}

function words(milliseconds: number | undefined): string {
  return milliseconds === undefined ? 'was not to be had' : `${milliseconds.toFixed(1)} ms`;
}
