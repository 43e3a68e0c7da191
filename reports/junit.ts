import type { Attachment, Verification } from '../harness/conformance/verification.ts';
import type { Judged, Result } from './reading.ts';
import { bySection, outcomeOf, resultName, takenName } from './reading.ts';
import { explainExpectation, explainFinding, explainJoins, explainSighting, explainTaken } from './wording.ts';
import { escapeXml } from './xml-text.ts';

/** The verification in the XML dialect that CI systems read (`testsuites` / `testsuite` / `testcase`), in pieces. */
export function* junitPieces(verification: Verification): Generator<string> {
  const { tool, probes, checks, startedAt, finishedAt } = verification;
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  const all: readonly Result[] = [...probes, ...checks];
  const totals = suiteTotals(all, verification.incomplete === undefined ? 0 : 1);
  const seconds = (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
  yield `<testsuites${attributes({ name: tool.name, ...totals, time: secondsText(seconds) })}>\n`;
  yield* runSuite(verification);
  for (const { title, results } of bySection(verification, all)) {
    yield `  <testsuite${attributes({ name: title, ...suiteTotals(results), timestamp: startedAt })}>\n`;
    for (const result of results) yield testCase(result, title, verification);
    yield '  </testsuite>\n';
  }
  yield '</testsuites>\n';
}

/** Everything about the run that belongs to no section, so that an interrupted run is red in CI. */
function* runSuite(verification: Verification): Generator<string> {
  const { incomplete, lint, environment, tool, startedAt } = verification;
  const counts = { tests: 1, failures: 0, errors: incomplete === undefined ? 0 : 1, skipped: 0 };
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
  yield '    </testcase>\n  </testsuite>\n';
}

function suiteTotals(results: readonly Judged[], extra?: number): Record<string, number> {
  const outcomes = results.map(outcomeOf);
  const count = (...wanted: readonly string[]): number => outcomes.filter((outcome) => wanted.includes(outcome)).length;
  return {
    // The totals of the whole file also count the one case of the suite "Run".
    tests: outcomes.length + (extra === undefined ? 0 : 1),
    failures: count('violates'),
    errors: count('inconclusive', 'harness-fault') + (extra ?? 0),
    skipped: count('not-applicable'),
  };
}

function testCase(result: Result, section: string, verification: Verification): string {
  const time = secondsText(durationSeconds(result));
  const head = attributes({ name: resultName(result), classname: `${section}.${result.requirement}`, time });
  return `    <testcase${head}>\n${caseProperties(result, verification)}${verdictElement(result, verification)}    </testcase>\n`;
}

function caseProperties(result: Result, { proxies }: Verification): string {
  const own: Record<string, string> = { requirement: result.requirement, level: result.level, verdict: result.verdict };
  if ('probe' in result) own['route'] = takenName(result.attribution.taken, proxies);
  const lines = Object.entries(own).map(([name, value]) => `        <property${attributes({ name, value })}/>\n`);
  return `      <properties>\n${lines.join('')}      </properties>\n`;
}

function verdictElement(result: Result, verification: Verification): string {
  const outcome = outcomeOf(result);
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
      return element('skipped', { message }, '');
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
