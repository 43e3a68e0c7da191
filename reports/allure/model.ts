import { createHash } from 'node:crypto';
import type { Label } from 'allure-js-commons';
import { LabelName, Severity } from 'allure-js-commons';
import type { Attachment, CheckResult, ProbeResult, Verification } from '../../harness/conformance/verification.ts';
import type { Sighting } from '../../harness/evidence/sightings.ts';
import type { Level } from '../../harness/routing/route.ts';
import type { Judged, Outcome } from '../reading.ts';
import { deviates, outcomeOf, requirementLookup, routeName, takenName, worstOutcome } from '../reading.ts';
import { explainExpectation, explainFinding, explainJoins, explainSighting, explainTaken } from '../wording.ts';
import { MESSAGE_PREFIX } from './categories.ts';
import type { ProbeGroup } from './groups.ts';
import { probeGroups } from './groups.ts';

/** One Allure test, before it becomes files. */
export interface AllureTest {
  readonly name: string;
  readonly fullName: string;
  /** The same for the same question in every run. */
  readonly historyId: string;
  readonly description: string;
  readonly labels: readonly Label[];
  readonly outcome: Outcome;
  readonly message: string;
  readonly steps: readonly AllureStep[];
  readonly files: readonly Attachment[];
  /** What the witnesses recorded, for the JSON attachment; empty where there is nothing to attach. */
  readonly evidence: readonly unknown[];
  readonly explanation: string;
  /** Milliseconds since the Unix epoch. */
  readonly start: number;
  readonly stop: number;
}

export interface AllureStep {
  readonly name: string;
  readonly outcome: Outcome;
  readonly message: string;
  readonly expected: string;
  readonly taken: string;
  /** Empty for a probe that conforms: the test's own attachments say it all. */
  readonly explanation: string;
  readonly files: readonly Attachment[];
  readonly start: number;
  readonly stop: number;
}

/**
 * Up to this many probes, each one's evidence is attached; beyond, only that of probes that deviate, or the page
 * would grow past what a browser opens at once (10,000 probes with all evidence: 50 MB).
 */
const FULL_EVIDENCE_PROBES = 2000;

/** Different findings that the message of a test quotes. */
const QUOTED_FINDINGS = 5;

/** All tests of a run: groups of probes, checks, and the run itself where it is incomplete. */
export function* allureTests(verification: Verification): Generator<AllureTest> {
  if (verification.incomplete !== undefined) yield incompleteTest(verification, verification.incomplete);
  for (const group of probeGroups(verification)) yield groupTest(group, verification);
  for (const check of verification.checks) yield checkTest(check, verification);
}

function groupTest(group: ProbeGroup, verification: Verification): AllureTest {
  const { results, title, feature, schemes, requirement } = group;
  const steps = results.map((result) => probeStep(result, verification));
  const outcome = worstOutcome(results);
  const wrong = results.filter(deviates);
  const quoted = [...new Set(wrong.flatMap(({ findings }) => findings.map(({ seen }) => seen)))].slice(
    0,
    QUOTED_FINDINGS,
  );
  const shown = verification.probes.length > FULL_EVIDENCE_PROBES ? wrong : results;
  const message = wrong.length === 0 ? '' : `${wrong.length} of ${results.length} probes deviate. ${quoted.join(' ')}`;
  return {
    ...describe(verification, requirement, { name: title, feature, id: group.id, tags: [schemes, ...tagsOf(results)] }),
    outcome,
    message: withPrefix(outcome, message),
    steps,
    files: [],
    evidence: shown.map(({ probe, attribution }) => ({ url: probe.url, ...attribution })),
    explanation: shown.map((result) => explainProbe(result, verification)).join('\n\n'),
    start: Math.min(...steps.map(({ start }) => start)),
    stop: Math.max(...steps.map(({ stop }) => stop)),
  };
}

function probeStep(result: ProbeResult, verification: Verification): AllureStep {
  const { probe, attribution, findings, attachments } = result;
  const outcome = outcomeOf(result);
  const [start, stop] = span(attribution.sightings, verification);
  return {
    name: `${probe.host} over ${probe.scheme} (${probe.source.variant}, ${probe.traffic})`,
    outcome,
    message: withPrefix(outcome, findings.map(({ seen }) => seen).join(' ')),
    expected: routeName(probe.expected.route, verification.proxies),
    taken: takenName(attribution.taken, verification.proxies),
    // Of a probe that nobody saw, the message says all there is: an interrupted run has thousands of them.
    explanation: outcome === 'conforms' || attribution.sightings.length === 0 ? '' : explainProbe(result, verification),
    files: attachments,
    start,
    stop,
  };
}

function checkTest(check: CheckResult, verification: Verification): AllureTest {
  const outcome = outcomeOf(check);
  const [start, stop] = span(check.sightings, verification);
  const feature = check.id.split('/')[0] ?? check.id;
  const lines = [
    `Stimulus: ${check.stimulus}`,
    `Obligation: ${check.obligation}`,
    `Seen: ${check.seen}`,
    ...check.findings.flatMap(explainFinding),
    ...check.sightings.map((sighting) => `- ${explainSighting(sighting, verification.proxies)}`),
  ];
  return {
    ...describe(verification, check.requirement, { name: check.id, feature, id: check.id, tags: tagsOf([check]) }),
    outcome,
    message: withPrefix(outcome, check.findings[0]?.seen ?? check.seen),
    steps: [],
    files: check.attachments,
    evidence: check.sightings,
    explanation: lines.join('\n'),
    start,
    stop,
  };
}

function incompleteTest(verification: Verification, reason: string): AllureTest {
  const name = 'The run reached its end';
  const [start, stop] = span([], verification);
  return {
    name,
    fullName: `Run > ${name}`,
    historyId: stableId(name),
    description: 'An incomplete run proves nothing about what it did not reach.',
    labels: [{ name: LabelName.EPIC, value: 'Run' }],
    outcome: 'inconclusive',
    message: withPrefix('inconclusive', reason),
    steps: [],
    files: [],
    evidence: [],
    explanation: reason,
    start,
    stop,
  };
}

interface Naming {
  readonly name: string;
  readonly feature: string;
  readonly id: string;
  readonly tags: readonly string[];
}

function describe(verification: Verification, requirementId: string, { name, feature, id, tags }: Naming) {
  const requirement = requirementLookup(verification)(requirementId);
  return {
    name,
    fullName: `${requirement.section} > ${name}`,
    historyId: stableId(`${verification.target} | ${id}`),
    description: `${requirement.statement}\n\nRequirement ${requirement.id}, ${requirement.level}.`,
    labels: [
      { name: LabelName.EPIC, value: requirement.section },
      { name: LabelName.FEATURE, value: feature },
      { name: LabelName.STORY, value: requirement.statement },
      { name: LabelName.SEVERITY, value: severityOf(requirement.level) },
      ...tags.map((value) => ({ name: LabelName.TAG, value })),
    ],
  };
}

function severityOf(level: Level): Severity {
  return level === 'documented' ? Severity.CRITICAL : Severity.MINOR;
}

function tagsOf(results: readonly Judged[]): string[] {
  return results.some((result) => outcomeOf(result) === 'observation') ? ['observation'] : [];
}

function withPrefix(outcome: Outcome, message: string): string {
  return outcome === 'conforms' ? '' : `${MESSAGE_PREFIX[outcome]}${message}`;
}

function explainProbe({ probe, attribution, findings }: ProbeResult, { proxies }: Verification): string {
  return [
    probe.url,
    explainExpectation(probe.expected, proxies),
    explainTaken(attribution.taken, proxies),
    ...findings.flatMap(explainFinding),
    ...attribution.sightings.map((sighting) => `- ${explainSighting(sighting, proxies)}`),
    ...explainJoins(attribution, proxies),
  ].join('\n');
}

/** From the first to the last sighting; the start of the run where there is none. */
function span(sightings: readonly Sighting[], { startedAt }: Verification): [start: number, stop: number] {
  const times = sightings.map(({ at }) => at);
  if (times.length > 0) return [Math.min(...times), Math.max(...times)];
  const start = Date.parse(startedAt);
  return Number.isFinite(start) ? [start, start] : [0, 0];
}

function stableId(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
