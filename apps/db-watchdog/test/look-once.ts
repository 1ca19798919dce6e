import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { readConfig } from '../src/config/read-config.ts';
import type { DatabaseStatus } from '../src/status/status-document.ts';
import { watchOnce } from '../src/watch-once.ts';
import { daemonEnvironment, type Environment } from './daemon.ts';
import type { WatchedProject } from './watched-project.ts';

/** One look at the project's database, without a memory and without a process of its own. @param url as whom */
export async function lookOnce(
  project: WatchedProject,
  url: string = project.url,
  more: Environment = {},
): Promise<DatabaseStatus> {
  const state = join(project.directory, `${randomUUID()}.json`);
  const env = { ...daemonEnvironment({ ...project, url }), WATCHDOG_STATE_FILE: state, ...more };
  const config = readConfig(env, project.directory);
  const { status } = await watchOnce({ config, version: '0.0.0', signal: new AbortController().signal });
  const [database] = status.databases;
  if (database === undefined) throw new Error('There is no database in the result.');
  return database;
}
