import type { ProxyConfiguration } from '../../configuration/proxy-configuration.ts';
import type { Ledger } from '../../evidence/ledger.ts';
import type { ProxySighting } from '../../evidence/sightings.ts';
import type { ProbeId } from '../../matrix/probe.ts';
import { readHost } from '../../routing/host.ts';
import type { Oracle } from '../../routing/oracle.ts';
import type { Decision, Route } from '../../routing/route.ts';
import type { PageSession } from '../../sessions/page-session.ts';
import type { Tab } from '../../sessions/tab.ts';
import type { Attach } from '../attach.ts';
import type { ProxyName } from '../verification.ts';
import type { Witnesses } from '../witnesses.ts';

/** In what an outage takes place. */
export interface OutageScene {
  readonly configuration: ProxyConfiguration;
  readonly names: readonly ProxyName[];
  readonly witnesses: Pick<Witnesses, 'proxies' | 'settled'>;
  readonly ledger: Ledger;
  readonly page: PageSession;
  /** The same page, which goes places. */
  readonly tab: Tab;
  readonly attach: Attach;
  readonly signal: AbortSignal;
}

/** Lets a proxy break every request off while something is done, and work again. */
export async function duringOutage<Result>(
  { index }: ProxyName,
  { witnesses }: OutageScene,
  act: () => Promise<Result>,
): Promise<Result> {
  const standIn = witnesses.proxies[index];
  await standIn?.behave({ kind: 'reset-after-request' });
  // A proxy that goes down takes its open tunnels along; one that the browser kept would carry the request.
  await standIn?.disconnect();
  const result = await act();
  await standIn?.behave({ kind: 'normal' });
  return result;
}

/** What proxies were asked for this host, after the first `count` sightings. */
export function askedFor(host: string, ledger: Ledger, count: number): readonly ProxySighting[] {
  return ledger.proxySightings(count).filter(({ authority }) => hostnameOf(authority) === host);
}

/** The routes on which the origin saw a request. */
export function arrivedBy(marker: ProbeId, ledger: Ledger): readonly Route[] {
  return ledger.originSightings(marker).map((seen) => {
    const opener = ledger.openerOf(seen);
    return opener === undefined ? { kind: 'direct' } : { kind: 'proxy', index: opener.index };
  });
}

/** Whether hosts that the same rule decides went to the proxy: what goes elsewhere in an outage, does so for that. */
export function isUsual(
  { index: position }: ProxyName,
  { rule: decided }: Decision,
  oracle: Oracle,
  sightings: readonly ProxySighting[],
): boolean {
  return sightings.some(({ index, kind, authority }) => {
    if (index !== position || kind === 'none') return false;
    const asked = hostnameOf(authority);
    if (readHost(asked).kind === 'not-a-host') return false;
    const { rule } = oracle(asked);
    return 'path' in rule && 'path' in decided && rule.path === decided.path;
  });
}

function hostnameOf(authority: string): string {
  return authority.replace(/:\d+$/, '').toLowerCase();
}
