import type { Attachment, CheckResult, ProbeResult, Verification } from '../../harness/conformance/verification.ts';
import type { Attribution } from '../../harness/evidence/attribution.ts';
import type { Sighting } from '../../harness/evidence/sightings.ts';
import type { Finding } from '../../harness/evidence/verdict.ts';
import type { Route } from '../../harness/routing/route.ts';
import { countOutcomes, outcomeOf, probedSchemes, requirementLookup, routeName } from '../reading.ts';
import { ruleEvidence } from '../rules.ts';
import { explainExpectation, explainJoins, explainSighting, explainTaken, headline } from '../wording.ts';
import type {
  PageAttachment,
  PageCheck,
  PageFinding,
  PageHead,
  PageProbe,
  PageRoute,
  PageRow,
  PageRule,
  PageSighting,
} from './page-data.ts';
import type { Picture } from './pictures.ts';

/** Distinct hues in the style sheet; more proxies share them and keep their own letters. */
const HUES = 5;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

export function pageHead(verification: Verification, picture: Picture): PageHead {
  const { tool, probes, checks, proxies } = verification;
  const { outcome, sentence } = headline(verification);
  return {
    outcome,
    headline: sentence,
    incomplete: verification.incomplete ?? null,
    probes: countOutcomes(probes),
    checkCounts: countOutcomes(checks),
    facts: Object.entries({
      configuration: verification.configurationSource,
      target: verification.target,
      started: verification.startedAt,
      finished: verification.finishedAt,
      run: verification.runId,
      tool: `${tool.name} ${tool.version}`,
      ...verification.environment,
    }),
    schemes: probedSchemes(verification),
    statements: statements(verification),
    routes: pageRoutes(verification),
    // Conformance cases have a configuration each, and none in common.
    rules: verification.suite === undefined ? pageRules(verification) : [],
    lint: verification.lint.map(({ severity, id, path, message, advice }) => ({ severity, id, path, message, advice })),
    checks: checks.map((check) => pageCheck(check, proxies, picture)),
    background: verification.background,
  };
}

/** Rows in the order of the probes: one per host and rule it was derived from. */
export function* pageRows(verification: Verification, picture: Picture): Generator<PageRow> {
  const groups = new Map<string, ProbeResult[]>();
  for (const result of verification.probes) {
    const { host, source } = result.probe;
    const key = JSON.stringify([host, source.variant, source.path]);
    const group = groups.get(key);
    if (group) group.push(result);
    else groups.set(key, [result]);
  }
  const page = probePage(verification, picture);
  const schemes = probedSchemes(verification);
  for (const results of groups.values()) {
    const [first] = results;
    if (!first) continue;
    const { host, source } = first.probe;
    const cells = schemes.map((scheme) => results.filter(({ probe }) => probe.scheme === scheme).map(page));
    yield { host, variant: source.variant, rule: source.pattern ?? '', path: source.path, cells };
  }
}

function statements(verification: Verification): Record<string, string> {
  const requirementOf = requirementLookup(verification);
  const ids = new Set([...verification.probes, ...verification.checks].map(({ requirement }) => requirement));
  return Object.fromEntries([...ids].map((id) => [id, requirementOf(id).statement]));
}

function pageRoutes({ configuration, proxies }: Verification): PageRoute[] {
  return [
    ...configuration.proxies.map((_, index) => ({
      symbol: LETTERS[index] ?? `#${index}`,
      name: routeName({ kind: 'proxy', index }, proxies),
      colour: `p${index % HUES}`,
    })),
    { symbol: '↗', name: 'direct', colour: 'direct' },
    { symbol: '⇉', name: 'several routes', colour: 'several' },
    { symbol: '∅', name: 'nowhere', colour: 'nowhere' },
  ];
}

/** Position of a route in {@link pageRoutes}: proxies by their own position, then `direct`. */
function routePosition(route: Route, { configuration }: Verification): number {
  return route.kind === 'direct' ? configuration.proxies.length : route.index;
}

function takenPosition(taken: Attribution['taken'], verification: Verification): number {
  const { length } = verification.configuration.proxies;
  if (taken.kind === 'several' || taken.kind === 'unclear') return length + 1;
  return taken.kind === 'unseen' ? length + 2 : routePosition(taken.route, verification);
}

function pageRules(verification: Verification): PageRule[] {
  const direct: Route = { kind: 'direct' };
  return ruleEvidence(verification).map(({ rule, proved, deviating }) => {
    const route: Route = 'index' in rule ? { kind: 'proxy', index: rule.index } : direct;
    const label =
      'pattern' in rule ? rule.pattern : rule.kind === 'default' ? 'every other host' : 'no rule for the rest';
    const path = 'path' in rule ? rule.path : '';
    return { label, kind: rule.kind, path, route: routePosition(route, verification), proved, deviating };
  });
}

function probePage(verification: Verification, picture: Picture): (result: ProbeResult) => PageProbe {
  const { proxies } = verification;
  return ({ probe, attribution, findings, attachments, requirement, ...judged }) => ({
    outcome: outcomeOf(judged),
    route: takenPosition(attribution.taken, verification),
    wanted: routePosition(probe.expected.route, verification),
    stopped: attribution.taken.kind === 'stopped-at',
    url: probe.url,
    traffic: probe.traffic,
    requirement,
    expected: explainExpectation(probe.expected, proxies),
    taken: explainTaken(attribution.taken, proxies),
    sightings: pageSightings(attribution.sightings, proxies),
    joins: explainJoins(attribution, proxies),
    findings: findings.map(pageFinding),
    attachments: attachments.map((one) => pageAttachment(one, picture)),
  });
}

function pageCheck(check: CheckResult, proxies: Verification['proxies'], picture: Picture): PageCheck {
  const { id, requirement, stimulus, obligation, seen } = check;
  return {
    id,
    outcome: outcomeOf(check),
    requirement,
    stimulus,
    obligation,
    seen,
    findings: check.findings.map(pageFinding),
    sightings: pageSightings(check.sightings, proxies),
    attachments: check.attachments.map((one) => pageAttachment(one, picture)),
  };
}

function pageSightings(sightings: readonly Sighting[], proxies: Verification['proxies']): PageSighting[] {
  const start = sightings[0]?.at ?? 0;
  return sightings.map((sighting) => [
    Math.round((sighting.at - start) * 10) / 10,
    sighting.witness,
    explainSighting(sighting, proxies),
  ]);
}

function pageFinding(finding: Finding): PageFinding {
  const { requirement, level, expected, seen, cause } = finding;
  return { outcome: outcomeOf(finding), requirement, level, expected, seen, cause: cause ?? null };
}

function pageAttachment(attachment: Attachment, picture: Picture): PageAttachment {
  const { name, path, mediaType } = attachment;
  return { name, path, image: mediaType.startsWith('image/'), picture: picture(attachment) };
}
