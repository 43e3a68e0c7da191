import { access, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TestResult } from 'allure-js-commons';
import { describe, expect, it } from 'vitest';
import { AllureGenerationError, generateAllurePage } from './allure/generate.ts';
import { probeGroups } from './allure/groups.ts';
import { allureTests } from './allure/model.ts';
import { writeAllureResults } from './allure/results.ts';
import reporter from './allure.reporter.ts';
import { launchChromium } from './fixtures/browser.ts';
import { completeExampleRun } from './fixtures/complete-example.ts';
import { deviatingRun, SCREENSHOT_PNG, writeAttachments } from './fixtures/deviating.ts';
import { largeRun } from './fixtures/large.ts';
import { emptyRun, oddRun } from './fixtures/odd.ts';
import { suiteRun } from './fixtures/suite.ts';
import { temporaryFolder } from './fixtures/temporary-folder.ts';

async function resultsIn(folder: string): Promise<TestResult[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('-result.json'));
  const texts = await Promise.all(files.map((name) => readFile(path.join(folder, name), 'utf8')));
  return texts.map((text): TestResult => JSON.parse(text)).sort((a, b) => (a.name ?? '').localeCompare(b.name ?? ''));
}

function labels(result: TestResult | undefined, name: string): string[] {
  return (result?.labels ?? []).filter((label) => label.name === name).map(({ value }) => value);
}

describe('allure-results', () => {
  it('has one test per rule and pair of schemes, and one per check', async () => {
    await using folder = await temporaryFolder();
    await writeAttachments(folder.path);
    writeAllureResults(deviatingRun(), folder.path, path.join(folder.path, 'results'));
    const results = await resultsIn(path.join(folder.path, 'results'));
    expect(results.map(({ name, status, steps }) => [name, status, steps.length])).toEqual([
      ['.amazonaws.com over http and https', 'passed', 2],
      ['.amazonaws.com over ws and wss', 'broken', 2],
      ['.company.com over http and https', 'failed', 4],
      ['.company.com over ws and wss', 'failed', 4],
      ['credentials/not-in-answers', 'passed', 0],
      ['Every other host (proxies) over http and https', 'passed', 2],
      ['Every other host (proxies) over ws and wss', 'passed', 2],
      ['fail-open/error-page[proxy=wide.example.com:8080]', 'broken', 1],
      ['fail-open/session-starts', 'passed', 0],
    ]);
  });

  it('labels a test by section, rule, statement and level', async () => {
    await using folder = await temporaryFolder();
    writeAllureResults(deviatingRun(), folder.path, path.join(folder.path, 'results'));
    const results = await resultsIn(path.join(folder.path, 'results'));
    const named = (name: string): TestResult | undefined => results.find((result) => result.name === name);
    const violation = named('.company.com over http and https');
    expect(labels(violation, 'epic')).toEqual(['Routing precedence']);
    expect(labels(violation, 'feature')).toEqual(['.company.com (proxies[0].externalProxy.domainPatterns[0])']);
    expect(labels(violation, 'story')).toEqual([
      'The first proxy in array order whose patterns claim a host handles its requests.',
    ]);
    expect(labels(violation, 'severity')).toEqual(['critical']);
    expect(violation?.statusDetails.message).toBe(
      'Violation: 2 of 4 probes deviate. narrow.example.com:3128 handled it and wide.example.com:8080 did not.',
    );
    const observation = named('Every other host (proxies) over http and https');
    expect(labels(observation, 'severity')).toEqual(['minor']);
    expect(labels(observation, 'tag')).toEqual(['http and https', 'observation']);
    expect(observation?.statusDetails.message).toMatch(/^Observation: 1 of 2 probes deviate\./);
    expect(named('.amazonaws.com over ws and wss')?.statusDetails.message).toMatch(/^Inconclusive: /);
    expect(named('fail-open/error-page[proxy=wide.example.com:8080]')?.statusDetails.message).toMatch(
      /^Harness fault: /,
    );
  });

  it('makes every probe a step with its routes, and attaches what proves it', async () => {
    await using folder = await temporaryFolder();
    await writeAttachments(folder.path);
    const resultsFolder = path.join(folder.path, 'results');
    writeAllureResults(deviatingRun(), folder.path, resultsFolder);
    const results = await resultsIn(resultsFolder);
    const read = (source: string | undefined): Promise<Buffer> => readFile(path.join(resultsFolder, source ?? ''));
    const violation = results.find(({ name }) => name === '.company.com over http and https');
    const step = violation?.steps.find(({ name }) => name === 'api.company.com over https (apex, fetch)');
    expect(step?.parameters).toEqual([
      { name: 'expected', value: 'wide.example.com:8080' },
      { name: 'taken', value: 'narrow.example.com:3128' },
    ]);
    expect(String(await read(step?.attachments[0]?.source))).toContain(
      'Likely cause: The last or the most specific match wins',
    );
    const evidence = violation?.attachments.find(({ name }) => name === 'Evidence');
    const recorded = JSON.parse(String(await read(evidence?.source)));
    expect(recorded).toHaveLength(4);
    expect(recorded[1].sightings.map(({ witness }: { witness: string }) => witness)).toEqual([
      'proxy',
      'origin',
      'browser',
    ]);
    const unseen = results.find(({ name }) => name === '.amazonaws.com over ws and wss')?.steps.at(-1);
    const picture = unseen?.attachments.find(({ type }) => type === 'image/png');
    expect((await read(picture?.source)).equals(SCREENSHOT_PNG)).toBe(true);
  });

  it('puts a cell below its statement and case, with a timeline of its evidence and a link to the document', async () => {
    await using folder = await temporaryFolder();
    await writeAttachments(folder.path);
    const resultsFolder = path.join(folder.path, 'results');
    writeAllureResults(suiteRun(), folder.path, resultsFolder);
    const results = await resultsIn(resultsFolder);
    expect(results.map(({ name, status }) => [name, status])).toEqual([
      ['Expected failures come', 'failed'],
      ['fail-open/session-lives', 'passed'],
      ['fail-open/session-starts', 'skipped'],
      ['routing/first-match-wins[scheme=http]', 'passed'],
      ['routing/first-match-wins[scheme=https]', 'failed'],
      ['routing/no-default', 'passed'],
      ['The run reached its end', 'broken'],
    ]);
    const violation = results.find(({ name }) => name === 'routing/first-match-wins[scheme=https]');
    expect(labels(violation, 'epic')).toEqual(['Routing precedence']);
    expect(labels(violation, 'feature')).toEqual([
      'R-PRECEDENCE-2: The first proxy in array order whose patterns claim a host handles its requests.',
    ]);
    expect(labels(violation, 'story')).toEqual(['routing/first-match-wins']);
    expect(violation?.links).toEqual([
      {
        name: 'The document: Routing precedence',
        url: 'https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/browser-proxies.html#:~:text=Routing%20precedence',
      },
    ]);
    expect(violation?.steps.map(({ name, status }) => [name?.replace(/ {2}.*/, ''), status])).toEqual([
      ['+0 ms', 'passed'],
      ['+1 ms', 'passed'],
      ['+3 ms', 'passed'],
      ['R-PRECEDENCE-2: The second proxy handled it.', 'failed'],
    ]);
    expect(violation?.attachments.map(({ name }) => name)).toEqual(['Explanation', 'Evidence', 'Browser error page']);
    expect(results.find(({ status }) => status === 'skipped')?.statusDetails.message).toBe(
      'Fails as expected: It did not.',
    );
    const environment = await readFile(path.join(resultsFolder, 'environment.properties'), 'utf8');
    expect(environment).toContain('personality=observed\nseed=7\n');
  });

  it('says so where an attachment is missing', async () => {
    await using folder = await temporaryFolder();
    const resultsFolder = path.join(folder.path, 'results');
    writeAllureResults(deviatingRun(), folder.path, resultsFolder);
    const steps = (await resultsIn(resultsFolder)).flatMap((result) => result.steps);
    const missing = steps.flatMap(({ attachments }) => attachments).find(({ name }) => name === 'Browser error page');
    expect(await readFile(path.join(resultsFolder, missing?.source ?? ''), 'utf8')).toBe(
      'The file screenshots/error-page.png is missing.',
    );
  });

  it('keeps history ids from run to run', () => {
    const ids = (): string[] => [...allureTests(deviatingRun())].map(({ historyId }) => historyId);
    expect(ids()).toEqual(ids());
    expect(new Set(ids()).size).toBe(ids().length);
  });

  it('turns an incomplete run into a broken test', () => {
    expect([...allureTests(emptyRun())].map(({ name, outcome, message }) => [name, outcome, message])).toEqual([
      ['The run reached its end', 'inconclusive', 'Inconclusive: Interrupted before the first probe.'],
    ]);
  });

  it('groups 10,000 probes and attaches only the evidence of those that deviate', () => {
    const run = largeRun(10_000);
    expect(probeGroups(run)).toHaveLength(1_000);
    const attached = [...allureTests(run)].flatMap(({ evidence }) => evidence);
    expect(attached).toHaveLength(8);
  });
});

describe('allure.html', () => {
  it('is one page that needs no network, with a history that grows from run to run', async () => {
    await using folder = await temporaryFolder();
    await reporter.report(completeExampleRun(), folder.path);
    const [page] = await reporter.report(deviatingRun(), folder.path);
    const history = (await readFile(path.join(folder.path, 'allure-history.jsonl'), 'utf8')).trim().split('\n');
    expect(history).toHaveLength(2);
    expect(await resultsIn(path.join(folder.path, 'allure-results'))).toHaveLength(9);

    const browser = await launchChromium();
    try {
      const tab = await browser.newPage();
      const complaints: string[] = [];
      tab.on('console', (message) => complaints.push(message.text()));
      tab.on('request', (request) => {
        if (!/^(file|data|blob):/.test(request.url())) complaints.push(request.url());
      });
      await tab.goto(pathToFileURL(page?.path ?? '').href);
      await tab.getByText('.company.com over http and https').first().click();
      await tab.getByText('Violation: 2 of 4 probes deviate.').first().waitFor();
      await expect.poll(() => tab.getByText('Category: Violations of documented behaviour').count()).toBe(1);
      expect(complaints).toEqual([]);
    } finally {
      await browser.close();
    }
  });

  it('is made of any names', async () => {
    await using folder = await temporaryFolder();
    const files = await reporter.report(oddRun(), folder.path);
    expect(files.map(({ title }) => title)).toEqual(['Allure page', 'Allure results']);
    await access(path.join(folder.path, 'allure.html'));
  });

  it('says why it could not be made', async () => {
    await using folder = await temporaryFolder();
    const request = {
      resultsFolder: path.join(folder.path, 'none'),
      page: path.join(folder.path, 'a.html'),
      history: path.join(folder.path, 'h'),
      groupBy: [],
    };
    await expect(generateAllurePage(request)).rejects.toThrow(AllureGenerationError);
    await expect(generateAllurePage(request)).rejects.toThrow(/No test results directories found/);
  });
});
