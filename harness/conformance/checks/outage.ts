import type { ProxyConfiguration } from '../../configuration/proxy-configuration.ts';
import { openRoutes } from '../../evidence/open-routes.ts';
import { markedUrl } from '../../matrix/marker.ts';
import type { ProbeId } from '../../matrix/probe.ts';
import { oracleOf } from '../../routing/oracle.ts';
import type { Decision } from '../../routing/route.ts';
import { probeFromPage } from '../probing.ts';
import type { DirectNames } from '../run-target.ts';
import type { CheckResult, ProxyName } from '../verification.ts';
import { type Attempt, judgeOutage } from './judge-outage.ts';
import { outageHosts } from './outage-hosts.ts';
import { arrivedBy, askedFor, duringOutage, isUsual, type OutageScene } from './outage-scene.ts';

const SCHEMES = ['http', 'https'] as const;

/** What an outage of one proxy is tried with. */
export interface OutageProbe {
  readonly proxy: ProxyName;
  readonly host: string;
  readonly scheme: (typeof SCHEMES)[number];
  /** Why the host is the proxy's. */
  readonly decision: Decision;
}

/** One host a proxy, over http and https. */
export function outageProbes(
  configuration: ProxyConfiguration,
  names: readonly ProxyName[],
  direct: DirectNames,
): readonly OutageProbe[] {
  const oracle = oracleOf(configuration);
  return names.flatMap((proxy) =>
    outageHosts(proxy, oracle, ['outage'], direct).flatMap((host) => {
      const decision = oracle(host);
      return SCHEMES.map((scheme) => ({ proxy, host, scheme, decision }));
    }),
  );
}

/**
 * A request of a page and a visit of the tab for a host of a proxy that breaks every request off. The documented result
 * is the browser's error page: no other route, no second attempt. A browser that goes somewhere opens tunnels on its own
 * account, for a page's request it opens one: that is what shows a single attempt more.
 */
export async function checkOutage(probe: OutageProbe, scene: OutageScene, nextId: () => ProbeId): Promise<CheckResult> {
  const { configuration, names, witnesses, ledger, page, tab, attach, signal } = scene;
  const { proxy, host, scheme } = probe;
  const before = ledger.proxySightingCount;
  const usual = isUsual(proxy, probe.decision, oracleOf(configuration), ledger.proxySightings());
  const markers: ProbeId[] = [];
  const target = (): { readonly id: ProbeId; readonly url: string } => {
    const id = nextId();
    markers.push(id);
    return { id, url: markedUrl({ kind: 'host', host }, scheme, id) };
  };

  const attempts: Attempt[] = [];
  const { id, between, visit } = await duringOutage(proxy, scene, async () => {
    if (scheme === 'https') {
      await tab.leave();
      const request = { ...target(), scheme, traffic: 'fetch' } as const;
      await probeFromPage(page, [request], ledger, { signal });
      await witnesses.settled();
      const browser = ledger.browserSighting(request.id);
      attempts.push({ traffic: 'fetch', asked: askedFor(host, ledger, before), browser });
    }
    const between = ledger.proxySightingCount;
    const { id, url } = target();
    return { id, between, visit: await tab.visit(id, url) };
  });
  await witnesses.settled();
  const { sighting, errorPage } = visit;
  ledger.browser(sighting);
  attempts.push({ traffic: 'navigation', asked: askedFor(host, ledger, between), browser: sighting });

  const attachments = errorPage ? await attach(`error page of ${host}`, `${id}.png`, errorPage) : [];
  const reached = markers.flatMap((marker) => arrivedBy(marker, ledger));
  const expected = { by: 'oracle', route: probe.decision.route, decision: probe.decision } as const;
  const open = openRoutes(configuration, [])({ host, expected });
  return judgeOutage(probe, { attempts, browser: sighting, reached, usual, open }, names, attachments);
}
