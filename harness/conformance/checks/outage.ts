import type { ProxyConfiguration } from '../../configuration/proxy-configuration.ts';
import type { Ledger } from '../../evidence/ledger.ts';
import type { BrowserSighting, ProxySighting } from '../../evidence/sightings.ts';
import { markedUrl, probeId } from '../../matrix/marker.ts';
import { unclaimedHosts } from '../../matrix/unclaimed-hosts.ts';
import { readHost } from '../../routing/host.ts';
import { type Oracle, oracleOf } from '../../routing/oracle.ts';
import type { Tab } from '../../sessions/tab.ts';
import type { Attach } from '../attach.ts';
import type { Attachment, CheckResult, ProxyName } from '../verification.ts';
import type { Witnesses } from '../witnesses.ts';
import { checkResult, type Deviation } from './check.ts';

const SCHEMES = ['http', 'https'] as const;

/** What an outage of one proxy is tried with. */
export interface OutageProbe {
  readonly proxy: ProxyName;
  readonly host: string;
  readonly scheme: (typeof SCHEMES)[number];
}

/**
 * One host a proxy, over http and https. Where patterns allow, the host is asked for by nobody else, so that whatever
 * is seen of it is seen of the outage. A proxy that no host can reach has none.
 */
export function outageProbes(configuration: ProxyConfiguration, names: readonly ProxyName[]): readonly OutageProbe[] {
  const oracle = oracleOf(configuration);
  return names.flatMap((proxy) => {
    const host = hostOf(proxy, oracle);
    return host === undefined ? [] : SCHEMES.map((scheme) => ({ proxy, host, scheme }));
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

/**
 * The tab goes to a host of a proxy that breaks every request off. The documented result is the browser's error page:
 * no other route, no second attempt.
 */
export async function checkOutage(
  { proxy, host, scheme }: OutageProbe,
  runId: string,
  number: number,
  witnesses: Pick<Witnesses, 'proxies' | 'settled'>,
  tab: Tab,
  ledger: Ledger,
  attach: Attach,
): Promise<CheckResult> {
  const id = probeId(runId, number);
  const standIn = witnesses.proxies[proxy.index];
  const before = ledger.proxySightingCount;
  await standIn?.behave({ kind: 'reset-after-request' });
  // A proxy that goes down takes its open tunnels along; one that the browser kept would carry the request.
  await standIn?.disconnect();
  const { sighting, errorPage } = await tab.visit(id, markedUrl({ kind: 'host', host }, scheme, id));
  await standIn?.behave({ kind: 'normal' });
  await witnesses.settled();
  ledger.browser(sighting);

  const asked = ledger.proxySightings(before).filter(({ authority }) => hostnameOf(authority) === host);
  const attachments = errorPage ? await attach(`error page of ${host}`, `${id}.png`, errorPage) : [];
  const reached = ledger.originSightings(id).map((origin) => ledger.openerOf(origin)?.index ?? 'direct');
  return judgeOutage({ proxy, host, scheme }, sighting, asked, reached, attachments);
}

/**
 * Judges what was seen while a proxy was out. Pure.
 * @param reached on which routes the origin saw the request: positions of proxies, or `direct`.
 */
function judgeOutage(
  { proxy, host, scheme }: OutageProbe,
  browser: BrowserSighting,
  asked: readonly ProxySighting[],
  reached: readonly (number | 'direct')[],
  attachments: readonly Attachment[],
): CheckResult {
  const own = asked.filter(({ index }) => index === proxy.index);
  const others = asked.filter(({ index }) => index !== proxy.index);
  const elsewhere = reached.filter((route) => route !== proxy.index);
  const deviations: Deviation[] = [];
  if (reached.length > elsewhere.length) {
    const seen = `The request for ${host} went over a connection of ${proxy.name} from before the outage.`;
    deviations.push({ verdict: 'inconclusive', seen });
  }
  if (own.length === 0 && reached.length === 0 && others.length === 0) {
    deviations.push({ verdict: 'inconclusive', seen: `No request for ${host} reached ${proxy.name}.` });
  }
  if (elsewhere.length > 0) {
    deviations.push({
      verdict: 'violates',
      seen: `The request for ${host} reached the origin although ${proxy.name} was out: it took another route.`,
      cause: 'A fallback to another route when a proxy fails lets traffic leave where it must not.',
      sightings: asked,
    });
  }
  for (const other of others) {
    deviations.push({
      verdict: 'violates',
      seen: `While ${proxy.name} was out, ${other.proxy} was asked for ${host}.`,
      sightings: [other],
    });
  }
  // Chromium makes two CONNECTs for one https navigation, one of them speculative; a forwarded request is sent once.
  if (scheme === 'http' && own.filter(({ kind }) => kind === 'forward').length > 1) {
    deviations.push({
      verdict: 'violates',
      requirement: 'R-NO-RETRY',
      seen: `${proxy.name} was asked ${own.length} times for one page: failed requests must not be retried.`,
      sightings: own,
    });
  }
  if (browser.outcome.kind !== 'failed' && reached.length === 0) {
    deviations.push({
      verdict: 'violates',
      seen: `The browser shows no error page for ${host}.`,
      sightings: [browser],
    });
  }
  const error = browser.outcome.kind === 'failed' ? browser.outcome.error : '';
  return checkResult({
    id: `fail-open/error-page[proxy=${proxy.name}][scheme=${scheme}]`,
    requirement: 'R-FAIL-OPEN-ERROR-PAGE',
    stimulus: `The tab goes to ${scheme}://${host}/ while ${proxy.name} breaks every request off.`,
    obligation: 'The browser shows an error page, and the request takes no other route.',
    seen: `The browser shows ${error}; ${proxy.name} was asked, nobody else was, and the origin saw nothing.`,
    deviations,
    sightings: [...own, browser],
    attachments,
  });
}

function hostnameOf(authority: string): string {
  return authority.replace(/:\d+$/, '').toLowerCase();
}
