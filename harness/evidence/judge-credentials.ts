import type { ProxyName } from '../conformance/verification.ts';
import type { Probe } from '../matrix/probe.ts';
import type { Attribution } from './attribution.ts';
import type { Finding } from './verdict.ts';

/**
 * What the proxies and the origin say about credentials on the way of one probe: a proxy with credentials must have
 * got its own, at the first attempt; nobody else may have got any.
 */
export function judgeCredentials(
  probe: Probe,
  attribution: Attribution,
  names: readonly ProxyName[],
): readonly Finding[] {
  const findings: Finding[] = [];
  for (const sighting of attribution.sightings) {
    if (sighting.witness === 'origin' && sighting.leakedHeaders.length > 0) {
      findings.push({
        verdict: 'violates',
        requirement: 'R-CREDENTIALS-NOT-AT-ORIGIN',
        level: 'documented',
        expected: `No proxy credentials reach the origin of ${probe.host}.`,
        seen: `The origin received them in: ${sighting.leakedHeaders.join(', ')}.`,
        sightings: [sighting],
      });
    }
    if (sighting.witness !== 'proxy') continue;
    const proxy = names[sighting.index];
    if (proxy === undefined) continue;
    if (proxy.authenticated && sighting.credentials !== 'valid') {
      findings.push({
        verdict: 'violates',
        requirement: 'R-CREDENTIALS-OWN-PROXY',
        level: 'documented',
        expected: `${proxy.name} gets the credentials of its own secret.`,
        seen: `It got ${sighting.credentials === 'absent' ? 'none' : `${sighting.credentials} ones`}.`,
        cause:
          sighting.credentials === 'absent'
            ? 'The secret was not read, or credentials are sent only after a 407.'
            : 'Another proxy’s credentials were sent, or the secret holds something else than the proxy expects.',
        sightings: [sighting],
      });
    }
    if (!proxy.authenticated && sighting.credentials !== 'absent') {
      findings.push({
        verdict: 'violates',
        requirement: 'R-CREDENTIALS-OWN-PROXY',
        level: 'documented',
        expected: `${proxy.name} has no credentials configured and gets none.`,
        seen: `It got ${sighting.credentials} ones: credentials of another proxy have leaked to it.`,
        sightings: [sighting],
      });
    }
  }
  return findings;
}
