import { plainness } from './derive-probes.ts';
import { probeId } from './marker.ts';
import type { Probe } from './probe.ts';

/** A probe that asks for the same as an earlier one, with a marker of its own. */
export interface RepeatedProbe {
  readonly first: Probe;
  readonly again: Probe;
}

/** So many times more is one host of each route asked for, over all schemes together. */
const TIMES = 12;

/**
 * Asks for the plainest host of every route again, over the same schemes as before: a service may take another way after
 * some requests.
 */
export function askAgain(probes: readonly Probe[], runId: string): readonly RepeatedProbe[] {
  let number = probes.length;
  return plainest(probes).flatMap((firsts) =>
    Array.from({ length: Math.ceil(TIMES / firsts.length) }, () => firsts)
      .flat()
      .map((first) => {
        const id = probeId(runId, ++number);
        return { first, again: { ...first, id, url: first.url.replace(first.id, id) } };
      }),
  );
}

/** By route, what a page asked for at its plainest host. */
function plainest(probes: readonly Probe[]): readonly (readonly Probe[])[] {
  const chosen = new Map<'direct' | number, Probe>();
  const made = probes.filter(({ traffic }) => traffic !== 'navigation');
  for (const probe of made) {
    const key = keyOf(probe);
    const known = chosen.get(key);
    if (known === undefined || plainness(probe) > plainness(known)) chosen.set(key, probe);
  }
  return [...chosen].map(([key, { host }]) => made.filter((probe) => probe.host === host && keyOf(probe) === key));
}

function keyOf({ expected: { route } }: Probe): 'direct' | number {
  return route.kind === 'direct' ? 'direct' : route.index;
}
