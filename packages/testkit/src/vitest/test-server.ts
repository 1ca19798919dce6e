import { inject } from 'vitest';
import type { ServerSource } from '../server.ts';

/** The one server of this test run. */
export interface TestServer {
  /** Superuser's URL of the maintenance database. */
  readonly url: string;
  readonly major: number;
  readonly source: ServerSource;
  /** Distinguishes this run's databases from everybody else's on a server that outlives it. */
  readonly run: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    plumbline: TestServer;
  }
}

/** The server that global-setup.ts started for this run. Only inside tests of the project `db`. */
export function testServer(): TestServer {
  const server = inject('plumbline');
  if (server === undefined) {
    throw new Error(
      'This run has no test server: put the test under test/ (project db), or name @plumbline/testkit/global-setup as globalSetup.',
    );
  }
  return server;
}
