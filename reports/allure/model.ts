import type { Label, Link, Parameter } from 'allure-js-commons';
import { LabelName } from 'allure-js-commons';
import type { Attachment, ProbeResult, Verification } from '../../harness/conformance/verification.ts';
import type { Outcome } from '../reading.ts';
import { deviates, outcomeOf, requirementLookup, routeName, takenName, worstOutcome } from '../reading.ts';
import { staleSentence } from '../suite-wording.ts';
import { explainExpectation, explainFinding, explainJoins, explainSighting, explainTaken } from '../wording.ts';
import { checkTest } from './check-test.ts';
import { describe, span, stableId, tagsOf, withPrefix } from './describe.ts';
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
  readonly links: readonly Link[];
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
  readonly parameters: readonly Parameter[];
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
  if (verification.incomplete !== undefined) {
    yield runTest(verification, 'The run reached its end', 'inconclusive', verification.incomplete);
  }
  const stale = verification.suite?.stale ?? [];
  if (stale.length > 0) {
    yield runTest(verification, 'Expected failures come', 'violates', stale.map(staleSentence).join(' '));
  }
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
    ...describe(verification, requirement, {
      name: title,
      feature,
      story: requirementLookup(verification)(requirement).statement,
      id: group.id,
      tags: [schemes, ...tagsOf(results)],
    }),
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
    parameters: [
      { name: 'expected', value: routeName(probe.expected.route, verification.proxies) },
      { name: 'taken', value: takenName(attribution.taken, verification.proxies) },
    ],
    // Of a probe that nobody saw, the message says all there is: an interrupted run has thousands of them.
    explanation: outcome === 'conforms' || attribution.sightings.length === 0 ? '' : explainProbe(result, verification),
    files: attachments,
    start,
    stop,
  };
}

/** Something about the run that belongs to no section. */
function runTest(verification: Verification, name: string, outcome: Outcome, reason: string): AllureTest {
  const [start, stop] = span([], verification);
  return {
    name,
    fullName: `Run > ${name}`,
    historyId: stableId(name),
    description: 'What is to be said about the run and not about the service.',
    labels: [{ name: LabelName.EPIC, value: 'Run' }],
    links: [],
    outcome,
    message: withPrefix(outcome, reason),
    steps: [],
    files: [],
    evidence: [],
    explanation: reason,
    start,
    stop,
  };
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
