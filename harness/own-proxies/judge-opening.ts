import type { ProbeResult, ProxyName } from '../conformance/verification.ts';
import type { Attribution } from '../evidence/attribution.ts';
import { judgeProbe, worst } from '../evidence/judge.ts';
import type { Ledger } from '../evidence/ledger.ts';
import type { OpenRoutes } from '../evidence/open-routes.ts';
import { browserWords } from '../evidence/probe-wording.ts';
import type { BrowserSighting, ProxySighting, Sighting } from '../evidence/sightings.ts';
import type { Finding } from '../evidence/verdict.ts';
import type { Probe } from '../matrix/probe.ts';
import { attributeTapped } from './attribute-tapped.ts';
import { causeOfStatus } from './checks/connects.ts';
import { isUsersOwn } from './own-proxy.ts';

/** Judges one probe by what taps, origin and browser saw: its route and credentials, and a user's page whether it opened. */
export function judgeTapped(
  probe: Probe,
  ledger: Ledger,
  names: readonly ProxyName[],
  open: OpenRoutes,
): Omit<ProbeResult, 'attachments'> {
  const attribution = attributeTapped(probe, ledger);
  const judged = judgeProbe(probe, attribution, names, open);
  const opening = judgeOpening(probe, attribution, ledger, names);
  if (opening === undefined) return judged;
  const findings = [...judged.findings, { ...opening, sightings: attribution.sightings }];
  // Its route may be one that the document is silent about; that the user's page opens is not.
  return { ...judged, level: opening.level, findings, verdict: worst(findings) };
}

/** A page of the user's own has to open. What the proxy and the site answer is all that is known of the way behind it. */
function judgeOpening(
  probe: Probe,
  attribution: Attribution,
  ledger: Ledger,
  names: readonly ProxyName[],
): Omit<Finding, 'sightings'> | undefined {
  const { route } = probe.expected;
  const browser = ledger.browserSighting(probe.id);
  if (!isUsersOwn(probe) || route.kind === 'direct' || probe.traffic === 'websocket' || browser === undefined) {
    return undefined;
  }
  // A site may well answer 401 or 404 itself; 403 is how proxies deny.
  const status = browser.outcome.kind === 'response' ? browser.outcome.status : undefined;
  if (status !== undefined && status < 500 && status !== 403) return undefined;
  return {
    verdict: 'violates',
    requirement: 'P-OPENS',
    level: 'documented',
    expected: `${probe.url} opens through ${names[route.index]?.name ?? `proxy #${route.index}`}.`,
    seen: `It does not: ${status === undefined ? browserWords(browser) : `the browser got status ${status}`}.`,
    cause: causeOf(probe, attribution, browser),
  };
}

/** What the tap saw of it. */
function causeOf({ url }: Probe, { sightings }: Attribution, { outcome }: BrowserSighting): string {
  const seen = mostTelling(sightings, outcome.kind === 'response' ? outcome.status : undefined);
  if (seen === undefined) return 'Nothing of it came to the proxy.';
  const { status = 0, authority } = seen;
  switch (seen.outcome) {
    case 'authentication-required':
      return `The proxy refuses the session’s credentials: it answers ${status}.`;
    case 'relayed':
      if (seen.kind !== 'tunnel') return `The answer is ${status}, from the proxy or from the site.`;
      if (status >= 300)
        return `It answers ${status}. ${causeOfStatus(status, { authority, host: new URL(url).hostname })}`;
      return outcome.kind === 'failed' && outcome.error.includes('ERR_CERT_')
        ? 'The proxy opened the tunnel; the browser does not trust the certificate at its other end.'
        : 'The proxy opened the tunnel; what went wrong, went wrong behind it.';
    case 'no-request':
      return 'The proxy gave no answer while the browser waited.';
    default:
      return seen.detail ?? 'The proxy gave no answer.';
  }
}

/** What the browser loads for a proxy’s error page is seen too, and says nothing. @param status that the browser got. */
function mostTelling(sightings: readonly Sighting[], status: number | undefined): ProxySighting | undefined {
  const atTap = sightings.filter((sighting): sighting is ProxySighting => sighting.witness === 'proxy');
  return (
    atTap.find(({ outcome }) => outcome === 'authentication-required') ??
    atTap.find((seen) => status !== undefined && seen.status === status) ??
    atTap.find((seen) => seen.status !== undefined && seen.status >= 400) ??
    atTap.find(({ outcome }) => outcome === 'unreachable') ??
    atTap.at(-1)
  );
}
