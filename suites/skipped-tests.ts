import { Stage, Status } from 'allure-js-commons';
import {
  createDefaultWriter,
  getFrameworkLabel,
  getLanguageLabel,
  getProjectName,
  getSuiteLabels,
  ReporterRuntime,
} from 'allure-js-commons/sdk/reporter';
import type { Reporter, TestCase, TestModule, TestSuite, Vitest } from 'vitest/node';

/** Where tests need a container engine. */
const CONTAINER_SUITES = 'suites/containers/';

/**
 * Allure results of skipped tests, which Allure's own reporter leaves out: a report that does not show them at all could
 * be taken for one in which they pass.
 */
export class SkippedTests implements Reporter {
  readonly #runtime: ReporterRuntime;
  #filtered = false;

  constructor(resultsDir: string) {
    this.#runtime = new ReporterRuntime({ writer: createDefaultWriter({ resultsDir }) });
  }

  onInit({ config }: Vitest): void {
    this.#filtered = config.testNamePattern !== undefined;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    // Tests that nobody has asked for count as skipped too, and so do those of a suite that could not be set up.
    if (this.#filtered) return;
    for (const module of modules) {
      for (const test of module.children.allTests('skipped')) {
        if (suitesOf(test).every((suite) => suite.errors().length === 0)) this.#write(test);
      }
    }
  }

  #write(test: TestCase): void {
    const { relativeModuleId: path } = test.module;
    // As Allure's own reporter names them, so that a test keeps its history.
    const project = getProjectName() ?? '';
    const names = suitesOf(test).flatMap((suite) => (suite.type === 'suite' ? [suite.name] : []));
    const id = this.#runtime.startTest({
      name: test.name,
      fullName: `${project}:${path}#${[...names, test.name].join(' ')}`,
      titlePath: [project, ...path.split('/'), ...names],
      labels: [getFrameworkLabel('vitest'), getLanguageLabel(), ...getSuiteLabels(names)],
      status: Status.SKIPPED,
      stage: Stage.PENDING,
      statusDetails: { message: reasonOf(path) },
    });
    this.#runtime.stopTest(id, { duration: 0 });
    this.#runtime.writeTest(id);
  }
}

function reasonOf(path: string): string {
  return path.startsWith(CONTAINER_SUITES) && process.env['ACPC_ENGINE'] === undefined
    ? 'not applicable: no container engine'
    : 'not applicable: this machine lacks what it needs';
}

/** The module, then the suites in it down to the test. */
function suitesOf(test: TestCase): readonly (TestModule | TestSuite)[] {
  const suites: (TestModule | TestSuite)[] = [];
  for (let at = test.parent; ; at = at.parent) {
    suites.unshift(at);
    if (at.type === 'module') return suites;
  }
}
