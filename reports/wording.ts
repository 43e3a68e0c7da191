import type { ProxyName, Verification } from '../harness/conformance/verification.ts';
import type { Attribution } from '../harness/evidence/attribution.ts';
import type { BrowserSighting, OriginSighting, ProxySighting, Sighting } from '../harness/evidence/sightings.ts';
import type { Finding } from '../harness/evidence/verdict.ts';
import type { Expectation } from '../harness/matrix/probe.ts';
import type { Decision, Route, Rule } from '../harness/routing/route.ts';
import type { SocketAddress } from '../proxies/record.ts';
import type { Outcome } from './reading.ts';
import { countOutcomes, excusing, routeName } from './reading.ts';

/** Every sentence that more than one report shows. The words are part of the reports: tests pin them. */

type Proxies = readonly ProxyName[];

/** `127.0.0.1:8080`, with brackets around an IPv6 address. */
export function socketName({ address, port }: SocketAddress): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** One sentence for the head of a report. */
export function explainOutcome(outcome: Outcome): string {
  switch (outcome) {
    case 'conforms':
      return 'Every statement that this run examined holds.';
    case 'violates':
      return 'At least one statement does not hold.';
    case 'inconclusive':
      return 'Evidence is missing for at least one result, so this run is no proof.';
    case 'harness-fault':
      return 'This tool failed before it could judge everything; that says nothing about the service.';
    case 'observation':
      return 'Every documented statement holds; behaviour that the document is silent about was observed.';
    case 'not-applicable':
      return 'Nothing in this run applies to the target.';
  }
}

/** A run that fails although every documented statement holds can only be a strict one. */
const STRICT =
  'Every documented statement holds, but behaviour that the document is silent about deviates, and this run is strict.';

const STALE = 'An expected failure did not come: the file of expected failures says something that is not so.';

/** The verdict on the whole run, with a sentence. Observations alone keep a run conforming, and are mentioned. */
export function headline(verification: Verification): { outcome: Outcome; sentence: string } {
  const { verdict, probes, checks, suite } = verification;
  const excused = excusing(verification);
  const { observation, violates } = countOutcomes([...probes, ...checks].filter((result) => !excused(result)));
  if (verdict === 'violates' && violates === 0) {
    return { outcome: verdict, sentence: (suite?.stale.length ?? 0) > 0 ? STALE : STRICT };
  }
  const outcome = verdict === 'conforms' && observation > 0 ? 'observation' : verdict;
  return { outcome, sentence: explainOutcome(outcome) };
}

/** The rule as a noun phrase: `pattern .company.com of corp.example:8080 (proxies[0]…)`. */
function describeRule(rule: Rule, proxies: Proxies): string {
  switch (rule.kind) {
    case 'bypass':
      return `bypass pattern ${rule.pattern} (${rule.path})`;
    case 'pattern':
      return `pattern ${rule.pattern} of ${routeName({ kind: 'proxy', index: rule.index }, proxies)} (${rule.path})`;
    case 'default':
      return `default proxy ${routeName({ kind: 'proxy', index: rule.index }, proxies)} (${rule.path})`;
    case 'unmatched':
      return 'no rule and no default proxy';
  }
}

function through(route: Route, proxies: Proxies): string {
  return route.kind === 'direct' ? 'connect directly' : `go through ${routeName(route, proxies)}`;
}

function reason({ host, rule }: Decision): string {
  switch (rule.kind) {
    case 'bypass':
      return `bypass pattern ${rule.pattern} (${rule.path}) claims ${host}`;
    case 'pattern':
      return `pattern ${rule.pattern} (${rule.path}) is the first that claims ${host}`;
    case 'default':
      return `no pattern claims ${host} and this is the default proxy (${rule.path})`;
    case 'unmatched':
      return `no rule claims ${host} and there is no default proxy`;
  }
}

/** Where the request should go, by which rule, what that rule wins over, and who says so. */
export function explainExpectation(expected: Expectation, proxies: Proxies): string {
  const { decision } = expected;
  const oracle = `${through(decision.route, proxies)}: ${reason(decision)}.`;
  const sentences =
    expected.by === 'user'
      ? [
          `It should ${through(expected.route, proxies)}: your own expectation (${expected.path}).`,
          `By the configuration alone it should ${oracle}`,
        ]
      : [`It should ${oracle}`];
  if (decision.overruled.length > 0) {
    sentences.push(`This wins over ${decision.overruled.map((rule) => describeRule(rule, proxies)).join(', ')}.`);
  }
  if (decision.level === 'undocumented') sentences.push('The document does not say so; this is our reading of it.');
  return sentences.join(' ');
}

/** Where the request went, as one sentence. */
export function explainTaken(taken: Attribution['taken'], proxies: Proxies): string {
  switch (taken.kind) {
    case 'route':
      return taken.route.kind === 'direct'
        ? 'It reached the origin directly.'
        : `It reached the origin through ${routeName(taken.route, proxies)}.`;
    case 'several':
      return `It reached the origin more than once: ${taken.routes.map((route) => routeName(route, proxies)).join(', ')}.`;
    case 'stopped-at':
      return `It ended at ${routeName(taken.route, proxies)} and never reached the origin.`;
    case 'relayed':
      return `It went to ${routeName(taken.route, proxies)}, as the tap before it saw; no origin of ours saw it.`;
    case 'unclear':
      return `It reached the origin, and which way cannot be told: ${taken.reason}`;
    case 'unseen':
      return 'No proxy and no origin saw it.';
  }
}

/** A finding, a line each for what was expected, what was seen and what most often causes it. */
export function explainFinding({ expected, seen, cause }: Finding): readonly string[] {
  return [`Expected: ${expected}`, `Seen: ${seen}`, ...(cause === undefined ? [] : [`Likely cause: ${cause}`])];
}

/** One sighting as one sentence. */
export function explainSighting(sighting: Sighting, proxies: Proxies): string {
  switch (sighting.witness) {
    case 'proxy':
      return explainProxySighting(sighting, proxies);
    case 'origin':
      return explainOriginSighting(sighting);
    case 'browser':
      return explainBrowserSighting(sighting);
  }
}

/** The user's own name for it; that of the proxy itself in a conformance case, which has proxies of its own. */
function proxyName({ index, proxy }: ProxySighting, proxies: Proxies): string {
  return proxies.find((one) => one.index === index)?.name ?? proxy;
}

function explainProxySighting(sighting: ProxySighting, proxies: Proxies): string {
  const name = proxyName(sighting, proxies);
  if (sighting.kind === 'none') return `${name} got a connection without a whole request.${detail(sighting)}`;
  const request = `${name} was asked for ${sighting.method} ${sighting.authority} with ${sighting.credentials === 'absent' ? 'no' : sighting.credentials} credentials`;
  const answer = sighting.status === undefined ? '' : ` (${sighting.status})`;
  switch (sighting.outcome) {
    case 'established': {
      const deed = sighting.kind === 'tunnel' ? 'opened a tunnel' : 'forwarded it';
      const socket = sighting.upstream ? ` from its own socket ${socketName(sighting.upstream.local)}` : '';
      return `${request} and ${deed}${socket}.${detail(sighting)}`;
    }
    case 'authentication-required':
      return `${request} and asked for credentials${answer}.${detail(sighting)}`;
    case 'unreachable':
      // Without an answer it was a tap that wrote this: only the proxy behind it can know why.
      return sighting.status === undefined
        ? `${request} and gave no answer.${detail(sighting)}`
        : `${request} and could not reach the destination${answer}.${detail(sighting)}`;
    case 'bad-request':
      return `${request} and did not understand the request${answer}.${detail(sighting)}`;
    case 'no-request':
      return `${request}.${detail(sighting)}`;
    case 'misbehaved':
      return `${request} and misbehaved as configured${answer}.${detail(sighting)}`;
    case 'relayed':
      return `${request} and answered${answer}, as the tap before it saw.${detail(sighting)}`;
  }
}

function detail({ detail: words }: ProxySighting): string {
  return words === undefined || words === '' ? '' : ` It noted: ${words}`;
}

function explainOriginSighting(sighting: OriginSighting): string {
  const marker = sighting.marker === undefined ? 'without a marker' : `with marker ${sighting.marker}`;
  const leaked =
    sighting.leakedHeaders.length === 0
      ? ''
      : ` It carried what should have stopped at the proxy, in: ${sighting.leakedHeaders.join(', ')}.`;
  return `The origin got ${sighting.method} for ${sighting.authority} over ${sighting.scheme} (${sighting.protocol}) ${marker} from ${socketName(sighting.peer)}.${leaked}`;
}

function explainBrowserSighting({ outcome, marker, durationMilliseconds }: BrowserSighting): string {
  const after = `after ${Math.round(durationMilliseconds)} ms`;
  if (outcome.kind === 'failed') return `The browser failed with ${outcome.error} ${after}.`;
  const echo =
    outcome.marker === undefined
      ? 'without a marker'
      : outcome.marker === marker
        ? 'with the marker'
        : `with another marker, ${outcome.marker},`;
  return outcome.kind === 'open'
    ? `The browser's WebSocket opened and echoed ${echo} ${after}.`
    : `The browser got status ${outcome.status} ${echo} ${after}.`;
}

/**
 * The join, spelled out: for every request at the origin, whose socket its peer is.
 * The peer of a direct request belongs to no proxy.
 */
export function explainJoins(attribution: Attribution, proxies: Proxies): readonly string[] {
  const { sightings, taken } = attribution;
  const direct = taken.kind === 'route' && taken.route.kind === 'direct';
  return sightings
    .filter((sighting) => sighting.witness === 'origin')
    .map(({ peer }) => {
      const opener = sightings.find(
        (sighting): sighting is ProxySighting =>
          sighting.witness === 'proxy' &&
          sighting.upstream?.local.port === peer.port &&
          sighting.upstream.local.address === peer.address,
      );
      const socket = socketName(peer);
      if (opener) {
        const name = proxyName(opener, proxies);
        return `The origin's peer ${socket} is the upstream socket of ${name}, record ${opener.sequence}: the request came through ${name}.`;
      }
      return direct
        ? `The origin's peer ${socket} is no proxy's upstream socket: the request came directly.`
        : `No sighting here shows who opened ${socket}.`;
    });
}
