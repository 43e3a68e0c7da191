import { defineConfig } from 'vitest/config';

/** Allure wraps every assertion in a step, which costs time and clutters stack traces: for reports, not for work. */
const ALLURE: [string, Record<string, unknown>] = ['allure-vitest/reporter', { resultsDir: 'out/allure-results' }];

export default defineConfig({
  test: {
    include: ['{proxies,harness,suites,reports}/**/*.test.ts'],
    globalSetup: [
      'suites/browser.setup.ts',
      'suites/squid.setup.ts',
      'suites/tinyproxy.setup.ts',
      'suites/engine.setup.ts',
    ],
    reporters: ['default', ['json', { outputFile: 'out/tests.json' }], ...(process.env['CI'] ? [ALLURE] : [])],
    // Two cores: more workers than that only make real browsers slower.
    maxWorkers: 2,
    // Ends what hangs. On two busy cores, a test that starts real browsers and processes may take a minute.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
