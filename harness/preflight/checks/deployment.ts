import { checkAgents } from '../../aws/checks/agents.ts';
import { checkDomain } from '../../aws/checks/domain.ts';
import type { Check } from '../check.ts';

/** Proxies and origin that somebody runs for us: whether their agents answer, and the DNS leads to the origin. */
export const deployment: Check = {
  id: 'deployment',
  async examine({ deployment: described }) {
    if (described === undefined) return { state: 'note', says: 'None is named.' };
    const [first, ...more] = [...(await checkAgents(described)), ...(await checkDomain(described))];
    const { domain, origin, proxies } = described;
    if (first === undefined) {
      const direct = domain === undefined ? 'no direct requests' : `direct requests below ${domain}`;
      const witnesses =
        proxies.length === 1 ? 'One proxy and its origin' : `${proxies.length} proxies and their origin`;
      return { state: 'ok', says: `${witnesses} at ${origin.host}; ${direct}` };
    }
    const others = more.length === 0 ? '' : ` (${more.length} more)`;
    return { state: 'missing', says: `${first.path}: ${first.problem}${others}`, fix: first.fix };
  },
};
