import type { Verdict } from '../evidence/verdict.ts';
import type { Level } from '../routing/route.ts';

interface Judged {
  readonly verdict: Verdict;
  readonly level: Level;
}

/**
 * The verdict on a whole run: the worst of all results. What the document is silent about counts only under `strict`.
 * A run that did not get to its end proves nothing, whatever it has seen. `fault`: it was a fault of ours that ended it.
 */
export function overallVerdict(
  results: Iterable<Judged>,
  options: { strict: boolean; incomplete: boolean; fault?: boolean },
): Verdict {
  if (options.fault) return 'harness-fault';
  const seen = new Set<Verdict>();
  for (const { verdict, level } of results) {
    seen.add(verdict === 'violates' && level === 'undocumented' && !options.strict ? 'conforms' : verdict);
  }
  if (options.incomplete) return seen.has('harness-fault') ? 'harness-fault' : 'inconclusive';
  const order = ['violates', 'harness-fault', 'inconclusive', 'conforms', 'not-applicable'] as const;
  return order.find((verdict) => seen.has(verdict)) ?? 'inconclusive';
}
