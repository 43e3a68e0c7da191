import type { Egress } from '../../harness/emulator/router/route-table.ts';
import type { EgressConfiguration } from '../../harness/emulator/session-browser.ts';

/** Whether a way leads over a proxy without patterns. */
export function isDefault(egress: EgressConfiguration | undefined, way: Egress): boolean {
  if (way.kind === 'direct') return false;
  const entry = egress?.proxyConfiguration.proxies[way.position];
  return entry !== undefined && entry.externalProxy.domainPatterns === undefined;
}
