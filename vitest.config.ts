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
          exclude: ['scripts/test/**'],
          // First, and by itself: Vitest runs projects together only when they have as many workers.
          sequence: { groupOrder: 0 },
          // They are pure: one process for all of them takes a third of the time that one for each file takes.
          isolate: false,
          // Thousands of generated scripts take seconds where other work shares the cores.
          testTimeout: 30_000,
        },
      },
      {
        ...shared,
        test: {
          name: 'db',
          // Most of them wait for a server or a process: two leave a sixth of two cores idle, three nothing.
          maxWorkers: 3,
          // Half of their own time went into loading the same modules again. Whatever is shared is on the server, in files or processes.
          isolate: false,
          sequence: { groupOrder: 1 },
          include: [
            'packages/*/test/**/*.test.ts',
            'apps/*/test/**/*.test.ts',
            'migrations/test/**/*.test.ts',
            'scripts/test/**/*.test.ts',
          ],
          globalSetup: ['packages/testkit/src/vitest/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // Real processes on a shared machine: one that was starved gets a second try in CI, which the report tells.
          retry: process.env.CI === 'true' ? 1 : 0,
        },
      },
    ],
  },
});
