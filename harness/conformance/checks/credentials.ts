import type { Ledger } from '../../evidence/ledger.ts';
import { ownTraffic } from '../../evidence/own-traffic.ts';
import type { OriginSighting, ProxySighting } from '../../evidence/sightings.ts';
import type { CheckResult, ProxyName } from '../verification.ts';
import { checkResult, type Deviation, notExamined } from './check.ts';

/** What is known of a run beside what its witnesses saw. */
interface Course {
  /** It did not get to its end: what nobody asked until then might have been asked. */
  readonly incomplete: boolean;
  /** Proxies that no host goes to, with the reason: what nobody asks is not applicable. */
  readonly unchosen?: ReadonlyMap<number, string>;
}

/** Credentials over all the traffic of a run, the browser's own included: one check a proxy, one for the origin. */
export function checkCredentials(
  names: readonly ProxyName[],
  ledger: Ledger,
  { incomplete, unchosen = new Map() }: Course,
): readonly CheckResult[] {
  const own = ownTraffic(ledger);
  const all = ledger.proxySightings().filter(own.atProxy);
  const sightings = all.filter(({ kind }) => kind !== 'none');
  return [
    ...names.map((proxy) =>
      checkProxy(
        proxy,
        sightings.filter(({ index }) => index === proxy.index),
        all.filter(({ index, userInformation }) => index === proxy.index && userInformation),
        { incomplete, unchosen: unchosen.get(proxy.index) },
      ),
    ),
    checkOrigin(
      [...ledger.markedOriginSightings(), ...ledger.unmarkedOriginSightings()].filter(own.atOrigin),
      incomplete,
    ),
  ];
}

/** @param inTargets requests that held user information in their target. */
function checkProxy(
  { name, authenticated }: ProxyName,
  sightings: readonly ProxySighting[],
  inTargets: readonly ProxySighting[],
  { incomplete, unchosen }: { readonly incomplete: boolean; readonly unchosen: string | undefined },
): CheckResult {
  const wanted = authenticated ? 'valid' : 'absent';
  const wrong = sightings.filter(({ credentials }) => credentials !== wanted);
  const deviations: Deviation[] = [];
  if (wrong.length > 0) {
    const states = [...new Set(wrong.map(({ credentials }) => credentials))].join(', ');
    deviations.push({
      verdict: 'violates',
      seen: `${wrong.length} of ${sightings.length} requests at ${name} came with other credentials (${states}).`,
      sightings: wrong,
    });
  }
  if (inTargets.length > 0) {
    deviations.push({
      verdict: 'violates',
      seen: `${inTargets.length} requests at ${name} had user information in their target, where credentials have no place.`,
      sightings: inTargets,
    });
  }
  const nothing = `No request reached ${name}, so nothing is known.`;
  if (sightings.length === 0) deviations.push({ verdict: 'inconclusive', seen: nothing });
  const check = {
    id: `credentials/own-proxy-only[proxy=${name}]`,
    requirement: 'R-CREDENTIALS-OWN-PROXY',
    stimulus: `Every request of the run that ${name} handled.`,
    obligation: authenticated
      ? `${name} gets the credentials of its own secret with every request.`
      : `${name} has no credentials configured and never gets any.`,
  };
  if (sightings.length === 0 && inTargets.length === 0) {
    if (unchosen !== undefined) return notExamined(check, unchosen);
    // Whether it should have been asked is for the probes to say; without credentials there is none to be missed.
    if (!authenticated && !incomplete) return notExamined(check, nothing);
  }
  return checkResult({
    ...check,
    seen: authenticated
      ? `All ${sightings.length} requests at ${name} carried its own credentials.`
      : `None of ${sightings.length} requests at ${name} carried credentials.`,
    deviations,
    sightings: sightings.slice(0, 3),
  });
}

function checkOrigin(seen: readonly OriginSighting[], incomplete: boolean): CheckResult {
  const check = {
    id: 'credentials/never-at-origin',
    requirement: 'R-CREDENTIALS-NOT-AT-ORIGIN',
    stimulus: 'Every request of the run that reached an origin, over every route.',
    obligation: 'No proxy credentials reach an origin.',
  };
  const nothing = 'No request reached an origin, so nothing is known.';
  if (seen.length === 0 && !incomplete) return notExamined(check, nothing);
  const leaks = seen.filter(({ leakedHeaders }) => leakedHeaders.length > 0);
  const deviations: Deviation[] = [];
  if (seen.length === 0) deviations.push({ verdict: 'inconclusive', seen: nothing });
  if (leaks.length > 0) {
    deviations.push({
      verdict: 'violates',
      seen: `${leaks.length} requests brought credentials to the origin.`,
      sightings: leaks,
    });
  }
  return checkResult({
    ...check,
    seen: 'No request at the origin carried credentials of a proxy, in a header or in its target.',
    deviations,
  });
}
