import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './suites/longest-first.ts';
import { SkippedTests } from './suites/skipped-tests.ts';

/** Allure wraps every assertion in a step, which costs time and clutters stack traces: for reports, not for work. */
const RESULTS = 'out/allure-results';
const ALLURE: [string, Record<string, unknown>] = ['allure-vitest/reporter', { resultsDir: RESULTS }];

// Half of what a command or an agent takes to start is to compile the same modules again. Node keys them by content.
process.env['NODE_COMPILE_CACHE'] ??= fileURLToPath(new URL('node_modules/.cache/compiled', import.meta.url));

export default defineConfig({
  test: {
    include: ['{proxies,harness,suites,reports}/**/*.test.ts'],
    globalSetup: [
      'suites/browser.setup.ts',
      'suites/squid.setup.ts',
      'suites/tinyproxy.setup.ts',
      'suites/certutil.setup.ts',
      'suites/engine.setup.ts',
    ],
    reporters: [
      'default',
      ['json', { outputFile: 'out/tests.json' }],
      ...(process.env['CI'] ? [ALLURE, new SkippedTests(RESULTS)] : []),
    ],
    // One more than the two cores of CI: containers and proxies that hang are waited for half of the time.
    maxWorkers: 3,
    // A process a file, and every module anew in it, was half a second of processor time for each of 220 files. What a
    // file changes in its process (environment, timers, spies) it puts back itself.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // Ends what hangs. On two busy cores, a test that starts real browsers and processes may take a minute.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // What is bound to come takes its time on them as well; by default it is waited for for one second.
    expect: { poll: { timeout: 60_000 } },
  },
});
