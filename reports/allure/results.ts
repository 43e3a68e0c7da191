import { existsSync } from 'node:fs';
import path from 'node:path';
import { ContentType, Stage } from 'allure-js-commons';
import { FileSystemWriter, ReporterRuntime } from 'allure-js-commons/sdk/reporter';
import type { Attachment, Verification } from '../../harness/conformance/verification.ts';
import { CATEGORIES, STATUS_OF } from './categories.ts';
import type { AllureStep, AllureTest } from './model.ts';
import { allureTests } from './model.ts';

/**
 * Writes `allure-results`: what any Allure installation can read.
 * @param folder where the results' attachments are.
 * @throws {Error} where `resultsFolder` cannot be written.
 */
export function writeAllureResults(verification: Verification, folder: string, resultsFolder: string): void {
  const { environment, tool, target, configurationSource, runId } = verification;
  const runtime = new ReporterRuntime({
    writer: new FileSystemWriter({ resultsDir: resultsFolder }),
    categories: CATEGORIES,
    environmentInfo: {
      tool: `${tool.name} ${tool.version}`,
      target,
      configuration: configurationSource,
      run: runId,
      ...suiteEnvironment(verification),
      ...environment,
    },
    globalLabels: { framework: tool.name },
  });
  runtime.writeEnvironmentInfo();
  runtime.writeCategoriesDefinitions();
  for (const test of allureTests(verification)) writeTest(runtime, test, folder);
}

function suiteEnvironment({ suite }: Verification): Readonly<Record<string, string>> {
  if (suite === undefined) return {};
  const { personality, seed, shard, strict } = suite.asked;
  return {
    personality,
    ...(seed === undefined ? {} : { seed: String(seed) }),
    ...(shard === undefined ? {} : { shard: `${shard.number}/${shard.of}` }),
    ...(strict ? { strict: 'yes' } : {}),
  };
}

function writeTest(runtime: ReporterRuntime, test: AllureTest, folder: string): void {
  const { name, fullName, historyId, description, start, stop } = test;
  const id = runtime.startTest({
    name,
    fullName,
    historyId,
    testCaseId: historyId,
    description,
    labels: [...test.labels],
    links: [...test.links],
    titlePath: fullName.split(' > '),
    status: STATUS_OF[test.outcome],
    statusDetails: { message: test.message },
    stage: Stage.FINISHED,
    start,
  });
  for (const step of test.steps) writeStep(runtime, id, step, folder);
  attachText(runtime, id, undefined, 'Explanation', test.explanation, ContentType.TEXT);
  const evidence = test.evidence.length === 0 ? '' : JSON.stringify(test.evidence, null, 1);
  attachText(runtime, id, undefined, 'Evidence', evidence, ContentType.JSON);
  attachFiles(runtime, id, undefined, test.files, folder);
  runtime.stopTest(id, { stop });
  runtime.writeTest(id);
}

function writeStep(runtime: ReporterRuntime, testId: string, step: AllureStep, folder: string): void {
  const { name, outcome, message, parameters, start, stop } = step;
  const id = runtime.startStep(testId, undefined, {
    name,
    status: STATUS_OF[outcome],
    statusDetails: { message },
    stage: Stage.FINISHED,
    start,
    parameters: [...parameters],
  });
  if (id === undefined) return;
  attachText(runtime, testId, id, 'Explanation', step.explanation, ContentType.TEXT);
  attachFiles(runtime, testId, id, step.files, folder);
  runtime.stopStep(id, { stop });
}

function attachText(
  runtime: ReporterRuntime,
  testId: string,
  stepId: string | undefined,
  name: string,
  text: string,
  contentType: ContentType,
): void {
  if (text !== '') runtime.writeAttachment(testId, stepId, name, Buffer.from(text), { contentType });
}

function attachFiles(
  runtime: ReporterRuntime,
  testId: string,
  stepId: string | undefined,
  files: readonly Attachment[],
  folder: string,
): void {
  for (const { name, path: file, mediaType } of files) {
    const source = path.join(folder, file);
    if (existsSync(source)) runtime.writeAttachment(testId, stepId, name, source, { contentType: mediaType });
    else attachText(runtime, testId, stepId, name, `The file ${file} is missing.`, ContentType.TEXT);
  }
}
