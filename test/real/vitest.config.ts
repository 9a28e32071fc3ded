import { defineConfig } from 'vitest/config';

const report = process.env.FIREDRILL_TEST_REPORT;

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Terminals and alerts keep to real time, so files take turns; scenarios of one file need not.
    maxWorkers: 1,
    maxConcurrency: 2,
    // Real terminals and processes race on a shared machine; what fails twice is broken.
    retry: 1,
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
  },
});
