import type { CaseCell } from './case.ts';
import type { CaseProxy } from './setup.ts';

/**
 * Positions of the proxies that nobody tells anything: open, where they listen, well-behaved, and no request is to end
 * there. Somebody's real proxy can play these. Those that requests go through come first: there it proves something.
 *
 * @param cells with the same setup. A case in steps may do anything with its proxies, and leaves none as it is.
 */
export function leftAsTheyAre(cells: readonly CaseCell[]): readonly number[] {
  const used = new Set<string>();
  const failing = new Set<string>();
  for (const { plan } of cells) {
    if (plan.kind === 'steps') return [];
    for (const probe of plan.probes) {
      if ('goes' in probe) used.add(probe.goes);
      else failing.add('failsAt' in probe ? probe.failsAt : probe.answeredBy);
    }
  }
  const proxies = cells[0]?.plan.setup.proxies ?? [];
  const left = proxies.flatMap((proxy, index) =>
    isPlain(proxy) && !failing.has(proxy.name) ? [{ index, proxy }] : [],
  );
  return left
    .toSorted((one, other) => Number(used.has(other.proxy.name)) - Number(used.has(one.proxy.name)))
    .map(({ index }) => index);
}

function isPlain({ access, place, behaviour }: CaseProxy): boolean {
  return access === undefined && place === undefined && (behaviour === undefined || behaviour.kind === 'normal');
}
