import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{proxies,harness,suites,reports}/**/*.test.ts'],
    globalSetup: 'suites/browser.setup.ts',
    reporters: [
      'default',
      ['json', { outputFile: 'out/tests.json' }],
      ['allure-vitest/reporter', { resultsDir: 'out/allure-results' }],
    ],
    // Two cores: more workers than that only make real browsers slower.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
