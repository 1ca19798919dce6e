import { randomBytes } from 'node:crypto';
import type { TestProject } from 'vitest/node';
import { startServer } from '../start-server.ts';
import { installMajor } from './install-major.ts';
import { dropRunDatabases } from './run-databases.ts';
import { serverOptionsFromEnvironment } from './server-options.ts';
import './test-server.ts';

/**
 * Vitest's globalSetup: starts the one server of the run, as PLUMBLINE_TEST_SOURCE, PLUMBLINE_TEST_MAJOR and
 * PLUMBLINE_TEST_URL say, hands its URL to the tests, and returns the function that ends it.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const options = serverOptionsFromEnvironment(process.env);
  if (options.source === 'embedded') await installMajor(options.major ?? 18);
  const server = await startServer(options);
  const run = randomBytes(4).toString('hex');
  project.provide('plumbline', { url: server.url, major: server.major, source: server.source, run });
  return async () => {
    // The other sources remove the whole server.
    if (server.source === 'url') await dropRunDatabases(server.url, run);
    await server.stop();
  };
}
