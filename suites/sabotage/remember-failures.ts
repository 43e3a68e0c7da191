import { documented } from '../../harness/emulator/personality/documented.ts';
import type { Personality } from '../../harness/emulator/personality/personality.ts';
import type { Egress } from '../../harness/emulator/router/route-table.ts';

/**
 * The documented manner, but a request fails at once where earlier failures tell it to.
 * @param gaveUp whether a request is given up, from its way and from where requests have failed so far.
 */
export function rememberingFailures(gaveUp: (way: Egress, failed: readonly Egress[]) => boolean): Personality {
  return (policy, egress) => {
    const failed: Egress[] = [];
    const { afterFailure } = policy;
    policy.afterFailure = (one) => {
      failed.push(one);
      return afterFailure(one);
    };
    return {
      ...documented(policy, egress),
      way: async ({ host }) => {
        const way = policy.route(host);
        return gaveUp(way, failed) ? { kind: 'refused', status: 502, headers: [], page: '' } : way;
      },
    };
  };
}
