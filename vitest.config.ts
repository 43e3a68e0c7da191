import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{proxies,harness,suites,reports}/**/*.test.ts'],
    // Two cores: more workers than that only make real browsers slower.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
