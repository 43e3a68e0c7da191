import type { ProxyConfiguration } from '../../configuration/proxy-configuration.ts';
import { openRoutes } from '../../evidence/open-routes.ts';
import { markedUrl } from '../../matrix/marker.ts';
import type { ProbeId, Scheme } from '../../matrix/probe.ts';
import { oracleOf } from '../../routing/oracle.ts';
import type { Decision } from '../../routing/route.ts';
import { IN_TURN } from '../../sessions/probe-page.ts';
import { probeFromPage } from '../probing.ts';
import type { DirectNames } from '../run-target.ts';
import type { CheckResult, ProxyName } from '../verification.ts';
import { type FailedRequest, judgeAgainAndAgain } from './judge-again-and-again.ts';
import { outageHosts } from './outage-hosts.ts';
import { arrivedBy, askedFor, duringOutage, isUsual, type OutageScene } from './outage-scene.ts';

const PLAIN = 6;

/**
 * More tunnels in a row than Squid takes failures to give a proxy up (ten; seen with 5.7): it then goes direct unless it is
 * told never to. It does not mind plain requests, for which it has a connection; each makes it count anew.
 */
const TUNNELS = 12;

/**
 * Over what a proxy is asked, in this order. Where nobody may see a request go direct, plain requests and tunnels take
 * turns: of a proxy that Squid merely asks no more, nothing would be known. WebSockets are few: Chromium waits the longer
 * before one, the more have failed.
 */
function schemesFor(direct: DirectNames): readonly Scheme[] {
  if (direct.kind === 'all') return [...times(PLAIN, 'http'), 'ws', 'wss', ...times(TUNNELS, 'https')];
  return [...times(PLAIN, 'http', 'https'), 'ws', 'wss'];
}

function times(count: number, ...schemes: readonly Scheme[]): readonly Scheme[] {
  return Array.from({ length: count }, () => schemes).flat();
}

/** A request that is to fail. */
export interface FailingRequest {
  readonly host: string;
  readonly scheme: Scheme;
  readonly traffic: 'fetch' | 'websocket';
  /** Why the host is the proxy's. */
  readonly decision: Decision;
}

/** What a proxy is asked for, again and again, while it is out. */
export interface FailingRequests {
  readonly proxy: ProxyName;
  /** Each asks for a host once only, so that whatever is seen of the host is seen of that request. */
  readonly rounds: readonly (readonly FailingRequest[])[];
}

/** A host for each request, as far as a proxy has so many. A proxy that no host can reach is asked for nothing. */
export function failingRequests(
  configuration: ProxyConfiguration,
  names: readonly ProxyName[],
  direct: DirectNames,
): readonly FailingRequests[] {
  const oracle = oracleOf(configuration);
  const schemes = schemesFor(direct);
  const labels = schemes.map((_, index) => `outage-${index + 1}`);
  return names.flatMap((proxy) => {
    const hosts = outageHosts(proxy, oracle, labels, direct);
    if (hosts.length === 0) return [];
    const requests = schemes.flatMap((scheme, index): FailingRequest | readonly [] => {
      const host = hosts[index % hosts.length];
      if (host === undefined) return [];
      const traffic = scheme === 'ws' || scheme === 'wss' ? 'websocket' : 'fetch';
      return { host, scheme, traffic, decision: oracle(host) };
    });
    return [{ proxy, rounds: inRounds(requests, hosts.length) }];
  });
}

/** A page makes its fetches before its WebSockets, so that a round of both would get out of order. */
function inRounds(requests: readonly FailingRequest[], most: number): readonly (readonly FailingRequest[])[] {
  const rounds: FailingRequest[][] = [];
  for (const request of requests) {
    const last = rounds.at(-1);
    if (last === undefined || last.length === most || last[0]?.traffic !== request.traffic) rounds.push([request]);
    else last.push(request);
  }
  return rounds;
}

/**
 * A page's requests, one after the other, while their proxy breaks every one of them off. Each has to end there: a
 * service that gives a proxy up does so after some failures, and one that minds only some kinds of traffic shows by them.
 */
export async function checkAgainAndAgain(
  { proxy, rounds }: FailingRequests,
  scene: OutageScene,
  nextId: () => ProbeId,
): Promise<CheckResult> {
  const { configuration, names, witnesses, ledger, page, tab, signal } = scene;
  await tab.leave();
  const made = await duringOutage(proxy, scene, async () => {
    const failed: Omit<FailedRequest, 'usual' | 'open'>[] = [];
    for (const round of rounds) {
      const before = ledger.proxySightingCount;
      const requests = round.map((request) => {
        const id = nextId();
        return { ...request, id, url: markedUrl({ kind: 'host', host: request.host }, request.scheme, id) };
      });
      await probeFromPage(page, requests, ledger, { signal, pace: IN_TURN });
      await witnesses.settled();
      for (const { id, url: _, ...request } of requests) {
        failed.push({
          ...request,
          asked: askedFor(request.host, ledger, before),
          reached: arrivedBy(id, ledger),
          browser: ledger.browserSighting(id),
        });
      }
    }
    return failed;
  });
  const oracle = oracleOf(configuration);
  const openFor = openRoutes(configuration, []);
  const seen = ledger.proxySightings();
  const requests = made.map((request): FailedRequest => {
    const { host, decision } = request;
    const expected = { by: 'oracle', route: decision.route, decision } as const;
    return {
      ...request,
      usual: isUsual(proxy, decision, oracle, seen),
      open: openFor({ host, expected }),
    };
  });
  return judgeAgainAndAgain(proxy, requests, names);
}
