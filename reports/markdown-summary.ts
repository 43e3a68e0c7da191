import type { Verification } from '../harness/conformance/verification.ts';
import { code, escaped, table } from './markdown-text.ts';
import { PROFILE_TITLES, profileSummaries } from './profiles.ts';
import { deviates, excusing, type Outcome, outcomeOf, type Result, resultName } from './reading.ts';
import { arithmeticLine, reproduction, staleSentence } from './suite-wording.ts';
import { explainJoins, explainSighting, headline } from './wording.ts';

/** Deviations of a kind that are spelled out: a page of a CI job is read, not searched. */
const SHOWN = 20;
/** Witnesses quoted for one finding. */
const SIGHTINGS_SHOWN = 4;

/** What the page of a CI job shows: verdict, profiles, every violation with its evidence and how to reproduce it. */
export function markdownSummary(verification: Verification): string {
  const { suite, runId, tool, target, environment, configurationSource } = verification;
  const excused = excusing(verification);
  const deviating = [...verification.probes, ...verification.checks].filter((one) => deviates(one) && !excused(one));
  const of = (...outcomes: readonly Outcome[]) => deviating.filter((one) => outcomes.includes(outcomeOf(one)));
  const { sentence } = headline(verification);
  const facts = [
    `${target} target`,
    environment['browser'],
    ...asked(suite),
    `run ${runId}`,
    `${tool.name} ${tool.version}`,
  ];
  const blocks = [
    `## ${verification.verdict === 'conforms' ? '✅' : '❌'} ${verification.verdict}: ${escaped(configurationSource)}`,
    escaped(verification.incomplete ?? sentence),
    ...(suite === undefined ? [] : [`${arithmeticLine(suite.arithmetic)}.`]),
    profileTable(verification),
    ...spelledOut('Violations', of('violates'), verification),
    ...spelledOut('Not proved', of('inconclusive', 'harness-fault'), verification),
    ...reproducingAll(verification, deviating),
    ...listed(
      'Observed where the document is silent',
      of('observation').map((one) => observation(one, suite)),
    ),
    ...listed('Deviate as expected', (suite?.expected ?? []).map(code)),
    ...listed(
      'Expected failures that did not come',
      (suite?.stale ?? []).map((fact) => escaped(staleSentence(fact))),
    ),
    `<sub>${escaped(facts.filter(Boolean).join(' · '))}</sub>`,
  ];
  return `${blocks.join('\n\n')}\n`;
}

function asked(suite: Verification['suite']): readonly string[] {
  if (suite === undefined) return [];
  const { personality, seed, shard } = suite.asked;
  return [
    `personality ${personality}`,
    ...(seed === undefined ? [] : [`seed ${seed}`]),
    ...(shard === undefined ? [] : [`shard ${shard.number}/${shard.of}`]),
  ];
}

function profileTable(verification: Verification): string {
  return table(
    ['profile', 'outcome', 'conform', 'deviate', 'observed', 'statements examined', 'beyond any run'],
    profileSummaries(verification).map(({ profile, outcome, results, deviating, observed, requirements }) => [
      PROFILE_TITLES[profile],
      outcome,
      ...[results.conforms, deviating.length, observed.length].map(String),
      `${requirements.examined} of ${requirements.total}`,
      `${requirements.beyond}`,
    ]),
  );
}

function spelledOut(title: string, results: readonly Result[], verification: Verification): readonly string[] {
  if (results.length === 0) return [];
  const rest = results.length - SHOWN;
  return [
    `### ${title} (${results.length})`,
    ...results.slice(0, SHOWN).map((result) => deviation(result, verification)),
    ...(rest > 0 ? [`… and ${rest} more; the conformance report has all of them.`] : []),
  ];
}

/** What a configuration was verified with finds all of it again. It is said once: it may hold the whole configuration. */
function reproducingAll({ command }: Verification, deviating: readonly Result[]): readonly string[] {
  return command === undefined || deviating.length === 0 ? [] : [`Reproduce: ${code(command)}`];
}

function deviation(result: Result, verification: Verification): string {
  const { proxies, suite } = verification;
  const joins = 'probe' in result ? explainJoins(result.attribution, proxies) : [];
  return [
    `**${code(resultName(result))}**`,
    ...result.findings.flatMap(({ requirement, level, expected, seen, cause, sightings }) => [
      `- ${requirement}, ${level}`,
      `  - expected: ${escaped(expected)}`,
      `  - seen: ${escaped(seen)}`,
      ...[...sightings.slice(0, SIGHTINGS_SHOWN).map((one) => explainSighting(one, proxies)), ...joins].map(
        (words) => `  - evidence: ${escaped(words)}`,
      ),
      ...(cause === undefined ? [] : [`  - likely cause: ${escaped(cause)}`]),
    ]),
    ...reproducing(result, suite).map((line) => `- ${line}`),
  ].join('\n');
}

function observation(result: Result, suite: Verification['suite']): string {
  const seen = [...new Set(result.findings.map((finding) => finding.seen))].join(' ');
  return [`${code(resultName(result))}: ${escaped(seen)}`, ...reproducing(result, suite)].join('\n  - ');
}

function reproducing(result: Result, suite: Verification['suite']): readonly string[] {
  return suite === undefined ? [] : [`reproduce: ${code(reproduction([resultName(result)], suite.asked))}`];
}

function listed(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  const rest = lines.length - SHOWN;
  const shown = [...lines.slice(0, SHOWN), ...(rest > 0 ? [`… and ${rest} more.`] : [])];
  return [`### ${title} (${lines.length})`, shown.map((line) => `- ${line}`).join('\n')];
}
