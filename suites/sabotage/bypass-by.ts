import type { Fault } from '../../harness/conformance/cases/sabotage.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';
import type { EgressConfiguration } from '../../harness/emulator/session-browser.ts';

/** What decides on a bypass. */
interface Question {
  /** In lower case. */
  readonly host: string;
  /** As the configuration has them. */
  readonly patterns: readonly string[];
  readonly tunnel: boolean;
  /** Who claims the host besides. */
  readonly claimedBy: 'pattern' | 'default' | 'nobody';
  readonly hasDefault: boolean;
}

/** The documented routes, but for what is bypassed. */
export function bypassBy(isBypassed: (question: Question) => boolean): Fault {
  return {
    at: 'router',
    policy: (egress) => {
      const proxied = documentedPolicy(withoutBypass(egress));
      const { proxies = [], bypass } = egress?.proxyConfiguration ?? {};
      const patterns = bypass?.domainPatterns ?? [];
      const hasPatterns = proxies.map(({ externalProxy }) => externalProxy.domainPatterns !== undefined);
      return {
        ...proxied,
        route: (asked, request) => {
          const route = proxied.route(asked, request);
          const claimedBy =
            route.kind === 'direct' ? 'nobody' : hasPatterns[route.position] === true ? 'pattern' : 'default';
          const bypassed = isBypassed({
            host: asked.toLowerCase(),
            patterns,
            tunnel: request?.method === 'CONNECT',
            claimedBy,
            hasDefault: hasPatterns.includes(false),
          });
          return bypassed ? { kind: 'direct' } : route;
        },
      };
    },
  };
}

/** The same proxies and credentials, and nothing that is bypassed. */
export function withoutBypass(egress: EgressConfiguration | undefined): EgressConfiguration | undefined {
  if (egress === undefined) return undefined;
  return { ...egress, proxyConfiguration: { proxies: egress.proxyConfiguration.proxies } };
}
