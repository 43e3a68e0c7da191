import type { ProbeResult, ProxyName } from '../conformance/verification.ts';
import { judgeProbe, worst } from '../evidence/judge.ts';
import type { Ledger } from '../evidence/ledger.ts';
import { browserWords } from '../evidence/probe-wording.ts';
import type { Finding } from '../evidence/verdict.ts';
import type { Probe } from '../matrix/probe.ts';
import { attributeTapped } from './attribute-tapped.ts';
import { isUsersOwn } from './own-proxy.ts';

/** Judges one probe by what taps, origin and browser saw: its route and credentials, and a user's page whether it opened. */
export function judgeTapped(
  probe: Probe,
  ledger: Ledger,
  names: readonly ProxyName[],
): Omit<ProbeResult, 'attachments'> {
  const attribution = attributeTapped(probe, ledger);
  const judged = judgeProbe(probe, attribution, names);
  const opening = judgeOpening(probe, ledger, names);
  if (opening === undefined) return judged;
  const findings = [...judged.findings, { ...opening, sightings: attribution.sightings }];
  return { ...judged, findings, verdict: worst(findings) };
}

/** A page of the user's own has to open. What the proxy and the site answer is all that is known of the way behind it. */
function judgeOpening(
  probe: Probe,
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
    seen: `It does not: ${browserWords(browser)}.`,
    cause:
      'The checks of this proxy say what it answers; a certificate that the browser does not trust is another cause.',
  };
}
