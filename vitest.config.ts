import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const report = process.env.FIREDRILL_TEST_REPORT;

export default defineConfig({
  resolve: { alias: [{ find: /^fast-check$/, replacement: join(import.meta.dirname, 'test/fast-check.ts') }] },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/real/**', 'test/bench/**', 'node_modules/**'],
        },
      },
      // Terminals and processes race for a shared machine; what fails twice is broken.
      { extends: true, test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], retry: 1 } },
    ],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    // .ci/run adds the two counts up.
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
  },
});
