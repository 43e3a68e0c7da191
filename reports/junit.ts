import type { StaleFact } from '../harness/conformance/suite-facts.ts';
import type { Attachment, Verification } from '../harness/conformance/verification.ts';
import type { Outcome, Result } from './reading.ts';
import { AS_EXPECTED, bySection, excusing, outcomeOf, resultName, takenName } from './reading.ts';
import { staleSentence } from './suite-wording.ts';
import { explainExpectation, explainFinding, explainJoins, explainSighting, explainTaken } from './wording.ts';
import { escapeXml } from './xml-text.ts';

/** The verification in the XML dialect that CI systems read (`testsuites` / `testsuite` / `testcase`), in pieces. */
export function* junitPieces(verification: Verification): Generator<string> {
  const { tool, probes, checks, startedAt, finishedAt } = verification;
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  const all: readonly Result[] = [...probes, ...checks];
  const outcome = outcomeIn(verification);
  const run = runCounts(verification);
  const totals = addCounts(run, suiteCounts(all, outcome));
  const seconds = (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
  yield `<testsuites${attributes({ name: tool.name, ...totals, time: secondsText(seconds) })}>\n`;
  yield* runSuite(verification);
  for (const { title, results } of bySection(verification, all)) {
    yield `  <testsuite${attributes({ name: title, ...suiteCounts(results, outcome), timestamp: startedAt })}>\n`;
    for (const result of results) yield testCase(result, title, verification, outcome(result));
    yield '  </testsuite>\n';
  }
  yield '</testsuites>\n';
}

/** Everything about the run that belongs to no section, so that an interrupted run is red in CI. */
function* runSuite(verification: Verification): Generator<string> {
  const { incomplete, lint, environment, tool, startedAt } = verification;
  const counts = runCounts(verification);
  yield `  <testsuite${attributes({ name: 'Run', ...counts, timestamp: startedAt })}>\n    <properties>\n`;
  const properties = {
    tool: `${tool.name} ${tool.version}`,
    run: verification.runId,
    target: verification.target,
    configuration: verification.configurationSource,
    verdict: verification.verdict,
    ...environment,
  };
  for (const [name, value] of Object.entries(properties)) yield `      <property${attributes({ name, value })}/>\n`;
  yield '    </properties>\n';
  yield `    <testcase${attributes({ name: 'the run reached its end', classname: 'Run' })}>\n`;
  if (incomplete !== undefined) yield `      <error${attributes({ type: 'incomplete', message: incomplete })}/>\n`;
  const notes = lint.map(({ severity, path, message, advice }) => `${severity}: ${path}: ${message} ${advice}`);
  if (notes.length > 0) yield element('system-out', {}, notes.join('\n'));
  yield '    </testcase>\n';
  if (verification.suite !== undefined) yield* staleCase(verification.suite.stale);
  yield '  </testsuite>\n';
}

/** Expected failures that did not come are red as well: the run fails for them. */
function* staleCase(stale: readonly StaleFact[]): Generator<string> {
  yield `    <testcase${attributes({ name: 'expected failures come', classname: 'Run' })}>\n`;
  if (stale.length > 0) {
    const message = `${stale.length} of them did not come.`;
    yield element('failure', { type: 'stale', message }, stale.map(staleSentence).join('\n'));
  }
  yield '    </testcase>\n';
}

function runCounts({ incomplete, suite }: Verification): Counts {
  return {
    tests: suite === undefined ? 1 : 2,
    failures: (suite?.stale.length ?? 0) > 0 ? 1 : 0,
    errors: incomplete === undefined ? 0 : 1,
    skipped: 0,
  };
}

type Counts = Readonly<Record<'tests' | 'failures' | 'errors' | 'skipped', number>>;

function suiteCounts(results: readonly Result[], outcomeOf: (result: Result) => Outcome): Counts {
  const outcomes = results.map(outcomeOf);
  const count = (...wanted: readonly Outcome[]): number =>
    outcomes.filter((outcome) => wanted.includes(outcome)).length;
  return {
    tests: outcomes.length,
    failures: count('violates'),
    errors: count('inconclusive', 'harness-fault'),
    skipped: count('not-applicable'),
  };
}

function addCounts(one: Counts, other: Counts): Counts {
  return {
    tests: one.tests + other.tests,
    failures: one.failures + other.failures,
    errors: one.errors + other.errors,
    skipped: one.skipped + other.skipped,
  };
}

/** An expected failure is skipped: CI shows it, and stays green. */
function outcomeIn(verification: Verification): (result: Result) => Outcome {
  const excused = excusing(verification);
  return (result) => (excused(result) ? 'not-applicable' : outcomeOf(result));
}

function testCase(result: Result, section: string, verification: Verification, outcome: Outcome): string {
  const time = secondsText(durationSeconds(result));
  const head = attributes({ name: resultName(result), classname: `${section}.${result.requirement}`, time });
  return `    <testcase${head}>\n${caseProperties(result, verification)}${verdictElement(result, verification, outcome)}    </testcase>\n`;
}

function caseProperties(result: Result, { proxies }: Verification): string {
  const own: Record<string, string> = { requirement: result.requirement, level: result.level, verdict: result.verdict };
  if ('probe' in result) own['route'] = takenName(result.attribution.taken, proxies);
  const lines = Object.entries(own).map(([name, value]) => `        <property${attributes({ name, value })}/>\n`);
  return `      <properties>\n${lines.join('')}      </properties>\n`;
}

function verdictElement(result: Result, verification: Verification, outcome: Outcome): string {
  if (outcome === 'conforms') return '';
  const message = result.findings[0]?.seen ?? ('seen' in result ? result.seen : 'See the explanation.');
  const text = explanation(result, verification);
  switch (outcome) {
    case 'violates':
      return element('failure', { type: outcome, message }, text);
    case 'inconclusive':
    case 'harness-fault':
      return element('error', { type: outcome, message }, text);
    case 'not-applicable':
      return element('skipped', { message: result.verdict === outcome ? message : `${AS_EXPECTED}${message}` }, '');
    case 'observation':
      return element('system-out', {}, `Observation, not a failure: the document is silent here.\n\n${text}`);
  }
}

function explanation(result: Result, { proxies }: Verification): string {
  const judged =
    'probe' in result
      ? [explainExpectation(result.probe.expected, proxies), explainTaken(result.attribution.taken, proxies)]
      : [`Stimulus: ${result.stimulus}`, `Obligation: ${result.obligation}`, `Seen: ${result.seen}`];
  const sightings = 'probe' in result ? result.attribution.sightings : result.sightings;
  const joins = 'probe' in result ? explainJoins(result.attribution, proxies) : [];
  const seen = sightings.map((sighting) => `- ${explainSighting(sighting, proxies)}`);
  const files = result.attachments.map(({ name, path }: Attachment) => `[[ATTACHMENT|${path}]] ${name}`);
  const blocks = [judged, ...result.findings.map(explainFinding), seen, joins, files];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function durationSeconds(result: Result): number {
  if (!('probe' in result)) return (result.cell?.durationMilliseconds ?? 0) / 1000;
  const browser = result.attribution.sightings.find((sighting) => sighting.witness === 'browser');
  return (browser?.durationMilliseconds ?? 0) / 1000;
}

function secondsText(seconds: number): string {
  return Number.isFinite(seconds) ? seconds.toFixed(3) : '0.000';
}

function element(name: string, own: Readonly<Record<string, string>>, text: string): string {
  return `      <${name}${attributes(own)}>${escapeXml(text)}</${name}>\n`;
}

function attributes(own: Readonly<Record<string, string | number>>): string {
  return Object.entries(own)
    .map(
      ([name, value]) =>
        ` ${name}="${escapeXml(String(value)).replace(/[\t\n\r]/g, (space) => `&#${space.charCodeAt(0)};`)}"`,
    )
    .join('');
}
