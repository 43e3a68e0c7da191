import type { ProxyConfiguration } from '../../configuration/proxy-configuration.ts';
import type { Ledger } from '../../evidence/ledger.ts';
import { openRoutes } from '../../evidence/open-routes.ts';
import type { ProxySighting } from '../../evidence/sightings.ts';
import { markedUrl } from '../../matrix/marker.ts';
import type { ProbeId } from '../../matrix/probe.ts';
import { unclaimedHosts } from '../../matrix/unclaimed-hosts.ts';
import { readHost } from '../../routing/host.ts';
import { type Oracle, oracleOf } from '../../routing/oracle.ts';
import type { Decision, Route } from '../../routing/route.ts';
import type { PageSession } from '../../sessions/page-session.ts';
import type { Tab } from '../../sessions/tab.ts';
import type { Attach } from '../attach.ts';
import { probeFromPage } from '../probing.ts';
import type { CheckResult, ProxyName } from '../verification.ts';
import type { Witnesses } from '../witnesses.ts';
import { type Attempt, judgeOutage } from './judge-outage.ts';

const SCHEMES = ['http', 'https'] as const;

/** What an outage of one proxy is tried with. */
export interface OutageProbe {
  readonly proxy: ProxyName;
  readonly host: string;
  readonly scheme: (typeof SCHEMES)[number];
  /** Why the host is the proxy's. */
  readonly decision: Decision;
}

/**
 * One host a proxy, over http and https. Where patterns allow, the host is asked for by nobody else, so that whatever
 * is seen of it is seen of the outage. A proxy that no host can reach has none.
 */
export function outageProbes(configuration: ProxyConfiguration, names: readonly ProxyName[]): readonly OutageProbe[] {
  const oracle = oracleOf(configuration);
  return names.flatMap((proxy) => {
    const host = hostOf(proxy, oracle);
    if (host === undefined) return [];
    const decision = oracle(host);
    return SCHEMES.map((scheme) => ({ proxy, host, scheme, decision }));
  });
}

function hostOf(proxy: ProxyName, oracle: Oracle): string | undefined {
  const candidates =
    proxy.patterns.length === 0
      ? unclaimedHosts(oracle, 1).map((host) => `outage.${host}`)
      : candidatesOf(proxy.patterns.map((pattern) => pattern.toLowerCase()));
  return candidates.find((host) => {
    // Patterns that the API accepts are not always hosts, or have none below them: `1.2.3`, `.10.0.0.5`.
    if (readHost(host).kind === 'not-a-host') return false;
    const { route } = oracle(host);
    return route.kind === 'proxy' && route.index === proxy.index;
  });
}

/** Hosts of the patterns' own first. The domain itself comes last, and the short label before it for a name that is nearly too long. */
function candidatesOf(patterns: readonly string[]): readonly string[] {
  const [wide, exact] = [patterns.filter(isWide), patterns.filter((pattern) => !isWide(pattern))];
  return [
    ...wide.map((pattern) => `outage${pattern}`),
    ...exact,
    ...wide.flatMap((pattern) => [`o${pattern}`, pattern.slice(1)]),
  ];
}

function isWide(pattern: string): boolean {
  return pattern.startsWith('.');
}

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

/**
 * A request of a page and a visit of the tab for a host of a proxy that breaks every request off. The documented result
 * is the browser's error page: no other route, no second attempt. A browser that goes somewhere opens tunnels on its own
 * account, for a page's request it opens one: that is what shows a single attempt more.
 */
export async function checkOutage(
  probe: OutageProbe,
  { configuration, names, witnesses, ledger, page, tab, attach, signal }: OutageScene,
  nextId: () => ProbeId,
): Promise<CheckResult> {
  const { proxy, host, scheme } = probe;
  const standIn = witnesses.proxies[proxy.index];
  const before = ledger.proxySightingCount;
  const usual = isUsual(probe, oracleOf(configuration), ledger.proxySightings());
  const askedSince = (count: number): readonly ProxySighting[] =>
    ledger.proxySightings(count).filter(({ authority }) => hostnameOf(authority) === host);
  const markers: ProbeId[] = [];
  const target = (): { readonly id: ProbeId; readonly url: string } => {
    const id = nextId();
    markers.push(id);
    return { id, url: markedUrl({ kind: 'host', host }, scheme, id) };
  };

  await standIn?.behave({ kind: 'reset-after-request' });
  // A proxy that goes down takes its open tunnels along; one that the browser kept would carry the request.
  await standIn?.disconnect();
  const attempts: Attempt[] = [];
  if (scheme === 'https') {
    await tab.leave();
    const request = { ...target(), scheme, traffic: 'fetch' } as const;
    await probeFromPage(page, [request], ledger, signal, () => undefined);
    await witnesses.settled();
    attempts.push({ traffic: 'fetch', asked: askedSince(before), browser: ledger.browserSighting(request.id) });
  }
  const between = ledger.proxySightingCount;
  const { id, url } = target();
  const { sighting, errorPage } = await tab.visit(id, url);
  await standIn?.behave({ kind: 'normal' });
  await witnesses.settled();
  ledger.browser(sighting);
  attempts.push({ traffic: 'navigation', asked: askedSince(between), browser: sighting });

  const attachments = errorPage ? await attach(`error page of ${host}`, `${id}.png`, errorPage) : [];
  const origin = markers.flatMap((marker) => ledger.originSightings(marker));
  const reached = origin.map((seen) => routeOf(ledger.openerOf(seen)));
  const expected = { by: 'oracle', route: probe.decision.route, decision: probe.decision } as const;
  const open = openRoutes(configuration, [])({ host, expected });
  return judgeOutage(probe, { attempts, browser: sighting, reached, usual, open }, names, attachments);
}

function routeOf(opener: ProxySighting | undefined): Route {
  return opener === undefined ? { kind: 'direct' } : { kind: 'proxy', index: opener.index };
}

/** Whether hosts that the same rule decides went to the proxy before: what goes elsewhere now, does so for the outage. */
function isUsual({ proxy, decision }: OutageProbe, oracle: Oracle, before: readonly ProxySighting[]): boolean {
  return before.some(({ index, kind, authority }) => {
    if (index !== proxy.index || kind === 'none') return false;
    const asked = hostnameOf(authority);
    if (readHost(asked).kind === 'not-a-host') return false;
    const { rule } = oracle(asked);
    return 'path' in rule && 'path' in decision.rule && rule.path === decision.rule.path;
  });
}

function hostnameOf(authority: string): string {
  return authority.replace(/:\d+$/, '').toLowerCase();
}
