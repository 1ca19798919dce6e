import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { readHere } from '../src/check/read-here.ts';
import { createReadTurns } from '../src/check/read-turns.ts';
import { readConfig } from '../src/config/read-config.ts';
import { openStateStore } from '../src/state/state-store.ts';
import { createTargetWatch } from '../src/target-watch.ts';
import { build, daemonEnvironment, startDaemon } from './daemon.ts';
import { type HoldingProxy, holdingProxy } from './holding-proxy.ts';
import { type WatchedProject, watchedProject } from './watched-project.ts';

beforeAll(build);

const NAMES = ['ann', 'ben', 'cid', 'dan'];

async function projectBehindProxy(): Promise<{ readonly project: WatchedProject; readonly proxy: HoldingProxy }> {
  const project = await watchedProject();
  const proxy = await holdingProxy(project.url);
  proxy.holdAfter(1); // The first connection is the quick look's.
  return { project, proxy };
}

/** It may have ended by itself. */
function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

describe.runIf(process.platform === 'linux')('full reads of several databases', { timeout: 240_000 }, () => {
  test('are two at a time; who is next begins when one ends', async () => {
    const all = await Promise.all(NAMES.map(projectBehindProxy));
    const targets = all.map(({ project, proxy }, index) => {
      return { name: NAMES[index], url: proxy.url, migrations: project.migrations };
    });
    const daemon = await startDaemon(all[0]?.project as WatchedProject, {
      WATCHDOG_SCHEDULE: '0 0 1 1 *', // It does not come by itself.
      WATCHDOG_TARGETS: JSON.stringify(targets),
      WATCHDOG_CONNECT_TIMEOUT: '10min',
      WATCHDOG_CHECK_TIMEOUT: '10min',
    });
    const seen = new Set<number>();
    let most = 0;
    const readers = (): readonly number[] => {
      const { pid } = daemon.child;
      const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1')
        .split(' ')
        .filter(Boolean)
        .map(Number);
      for (const child of children) seen.add(child);
      most = Math.max(most, children.length);
      return children;
    };
    const held = (): number => all.reduce((sum, { proxy }) => sum + proxy.held(), 0);
    await vi.waitFor(
      () => {
        // Every quick look is over: its connection was closed for the full read.
        expect(all.map(({ proxy }) => proxy.closed() >= 1)).toEqual([true, true, true, true]);
        expect(readers().length).toBeGreaterThanOrEqual(2);
        expect(held()).toBeGreaterThanOrEqual(2);
      },
      { timeout: 90_000, interval: 20 },
    );
    // Each that is ended makes room for one more, until all four had their turn.
    await vi.waitFor(
      () => {
        const [first] = readers();
        if (seen.size < 4 && first !== undefined && held() >= 2) end(first);
        expect(seen.size).toBeGreaterThanOrEqual(4);
      },
      { timeout: 90_000, interval: 20 },
    );
    expect(most).toBe(2);
    for (const { proxy } of all) proxy.holdAfter(Number.POSITIVE_INFINITY);
    for (const reader of readers()) end(reader);
    const asked = fetch(`${daemon.address}/check`, { method: 'POST' });
    await daemon.until(({ databases }) => {
      readers();
      return databases.every(({ verdict }) => verdict === 'true');
    }, 120_000);
    expect((await asked).status).toBe(200);
    expect(most).toBe(2);
  });

  test('waiting for a turn is no time of the check', async () => {
    const project = await watchedProject();
    const timeoutMs = 3_000;
    const config = readConfig(
      { ...daemonEnvironment(project), WATCHDOG_CHECK_TIMEOUT: `${timeoutMs}ms` },
      project.directory,
    );
    const [target] = config.targets;
    if (target === undefined) throw new Error('There is no target.');
    const { store } = openStateStore({
      path: join(project.directory, 'other.json'),
      targets: [target],
      queue: () => [],
      onWarning: () => {},
    });
    const turns = createReadTurns(1);
    const giveBack = await turns.take(new AbortController().signal);
    const watch = createTargetWatch(target, config, { readFully: readHere, turns, store });
    const looking = watch.look(true);
    await pause(2 * timeoutMs);
    giveBack();
    const result = await looking;
    expect(result?.parts.filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
    expect(result?.schema?.source).toBe('snapshot');
    await watch.close();
  });
});
