import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandLine, isAlive } from '../src/embedded/process-identity.ts';
import { serverUser } from '../src/embedded/server-user.ts';
import { type DevServer, type DevServerEvent, ensureDevServer, stopDevServer } from '../src/index.ts';
import { withClient } from '../src/with-client.ts';
import { eventually, runScript } from './compiled-script.ts';
import { isStandardRun } from './standard-run.ts';

let project = '';
let directory = '';
const ensureInScript = (): Promise<DevServer> =>
  runScript<DevServer>(
    `console.log(JSON.stringify(await ensureDevServer({ directory: ${JSON.stringify(directory)} })));`,
  );

describe.runIf(isStandardRun())('the development server', () => {
  beforeAll(async () => {
    project = mkdtempSync(join(tmpdir(), 'plumbline-project-'));
    directory = join(project, '.plumbline');
    await chmod(project, 0o755);
  });
  afterAll(async () => {
    await stopDevServer({ directory });
    rmSync(project, { recursive: true, force: true });
  });

  it('is created once, whoever asks first, and outlives them all', async () => {
    const answers = await Promise.all([ensureInScript(), ensureInScript(), ensureInScript()]);
    expect(answers.filter((answer) => answer.started)).toHaveLength(1);
    expect(new Set(answers.map((answer) => answer.pid)).size).toBe(1);
    await withClient(answers[0].url, async (client) => {
      await client.query('create table kept as select 1 as id');
      const { rows } = await client.query(
        "select current_database() as name, current_setting('fsync') as fsync, current_setting('listen_addresses') as host",
      );
      expect(rows).toEqual([{ name: 'plumbline_dev', fsync: 'on', host: '127.0.0.1' }]);
    });
  });

  it('is found again in no time, with nothing to report', async () => {
    const events: DevServerEvent[] = [];
    const begin = performance.now();
    const { started, notice } = await ensureDevServer({ directory, onEvent: (event) => events.push(event) });
    expect(performance.now() - begin).toBeLessThan(1000);
    expect({ started, notice, events }).toEqual({ started: false, notice: null, events: [] });
  });

  it('keeps its password to itself, and its directory out of git', () => {
    expect(statSync(join(directory, 'postgres-18', 'password')).mode & 0o777).toBe(0o600);
    expect(statSync(join(directory, 'postgres-18', 'data')).mode & 0o777).toBe(0o700);
    expect(readFileSync(join(directory, '.gitignore'), 'utf8')).toBe('*\n');
  });

  it('is started again after a crash, on the same port, with its data', async () => {
    const before = await ensureDevServer({ directory });
    process.kill(before.pid, 'SIGKILL');
    await eventually(() => !isAlive(before.pid));
    const events: DevServerEvent[] = [];
    const after = await ensureDevServer({ directory, onEvent: (event) => events.push(event) });
    expect(after).toMatchObject({ started: true, port: before.port, url: before.url });
    expect(events[0]).toEqual({ type: 'recovering', pid: before.pid });
    await withClient(after.url, async (client) => expect((await client.query('select from kept')).rowCount).toBe(1));
  });

  it('is not fooled by a stranger who got the process number of a server that crashed', async () => {
    const { dataDirectory, pid } = await ensureDevServer({ directory });
    process.kill(pid, 'SIGKILL');
    await eventually(() => !isAlive(pid));
    const user = await serverUser();
    const stranger = spawn('sleep', ['60'], user === null ? {} : { uid: user.uid, gid: user.gid });
    const file = join(dataDirectory, 'postmaster.pid');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(stranger.pid)));
    expect(await ensureDevServer({ directory })).toMatchObject({ started: true });
    expect(stranger.exitCode).toBeNull();
    stranger.kill();
  });

  it('stops, says whether it ran, and leaves the data', async () => {
    const { pid, dataDirectory } = await ensureDevServer({ directory });
    expect(await stopDevServer({ directory })).toBe(true);
    // Its number stays until somebody has waited for it.
    expect(await commandLine(pid)).toBeNull();
    expect(await stopDevServer({ directory })).toBe(false);
    expect(existsSync(dataDirectory)).toBe(true);
  });

  it.runIf(process.getuid?.() === 0)(
    'keeps its data elsewhere, and says where, when its user cannot enter the project',
    async () => {
      await chmod(project, 0o700);
      const { notice, dataDirectory, url } = await ensureDevServer({ directory });
      expect(dataDirectory).toMatch(/^\/var\/lib\/plumbline\//);
      expect(notice).toContain(dirname(dataDirectory));
      expect((await ensureDevServer({ directory })).url).toBe(url);
      expect(await stopDevServer({ directory })).toBe(true);
      rmSync(dirname(dirname(dataDirectory)), { recursive: true });
      await chmod(project, 0o755);
    },
  );
});
