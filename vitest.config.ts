import { defineConfig } from 'vitest/config';

// `source` resolves the workspace's packages to their TypeScript, so tests never run against a stale build.
const shared = {
  resolve: { conditions: ['source', 'module', 'node', 'development|production'] },
  ssr: {
    resolve: {
      conditions: ['source', 'module', 'node', 'development|production'],
      externalConditions: ['source', 'node'],
    },
  },
};

export default defineConfig({
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.ts', 'scripts/**/*.test.ts'],
        },
      },
      {
        ...shared,
        test: {
          name: 'db',
          include: ['packages/*/test/**/*.test.ts', 'apps/*/test/**/*.test.ts', 'migrations/test/**/*.test.ts'],
          globalSetup: ['packages/testkit/src/vitest/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
