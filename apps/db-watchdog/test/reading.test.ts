import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { build, type Daemon, type Environment, startDaemon } from './daemon.ts';
import { type HoldingProxy, holdingProxy } from './holding-proxy.ts';
import { watchedProject } from './watched-project.ts';

beforeAll(build);

const soon = { timeout: 90_000, interval: 20 };
const ofProcess = (pid: number | undefined, file: string): string => readFileSync(`/proc/${pid}/${file}`, 'latin1');

/** One that has ended and that nobody has asked about yet is still listed, as a zombie. */
function isThere(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(ofProcess(pid, 'status'));
  } catch {
    return false;
  }
}

interface Reading {
  readonly daemon: Daemon;
  readonly proxy: HoldingProxy;
  /** The process that reads. */
  readonly reader: number;
}

/** A daemon whose first full read connects and gets no answer, so that who reads is there until somebody ends it. */
async function daemonThatReads(env: Environment = {}): Promise<Reading> {
  const project = await watchedProject();
  const proxy = await holdingProxy(project.url);
  proxy.holdAfter(1); // The first connection is the quick look's.
  const patient = { WATCHDOG_CONNECT_TIMEOUT: '10min', WATCHDOG_CHECK_TIMEOUT: '10min' };
  const daemon = await startDaemon({ ...project, url: proxy.url }, { ...patient, ...env });
  await vi.waitFor(() => expect(proxy.held()).toBe(1), soon);
  const { pid } = daemon.child;
  const [reader = Number.NaN] = ofProcess(pid, `task/${pid}/children`).split(' ').filter(Boolean).map(Number);
  onTestFinished(() => {
    if (isThere(reader)) process.kill(reader, 'SIGKILL');
  });
  proxy.holdAfter(Number.POSITIVE_INFINITY);
  return { daemon, proxy, reader };
}

describe.runIf(process.platform === 'linux')('the process that reads everything', { timeout: 240_000 }, () => {
  test('does not outlive a daemon that is killed', async () => {
    const { daemon, reader } = await daemonThatReads();
    expect(isThere(reader)).toBe(true);
    daemon.child.kill('SIGKILL');
    await vi.waitFor(() => expect(isThere(reader)).toBe(false), soon);
  });

  test('is ended by the deadline of the check, and the next one reads', async () => {
    const { daemon, proxy, reader } = await daemonThatReads({ WATCHDOG_CHECK_TIMEOUT: '10s' });
    await vi.waitFor(() => expect(isThere(reader)).toBe(false), soon);
    await daemon.until(({ verdict }) => verdict === 'true', 90_000);
    expect(await daemon.metrics()).toMatch(/^db_watchdog_check_errors_total\{[^}]*reason="timeout"\} [1-9]/m);
    expect(proxy.held()).toBe(0);
  });

  test('is told when it is killed, and the next one reads', async () => {
    const { daemon, reader } = await daemonThatReads();
    process.kill(reader, 'SIGKILL');
    await daemon.until(({ verdict }) => verdict === 'true', 90_000);
    const { databases } = await daemon.status();
    expect(databases[0]?.checks[0]).toMatchObject({ full: true });
    expect(await daemon.metrics()).toMatch(/^db_watchdog_check_errors_total\{[^}]*reason="internal"\} [1-9]/m);
  });

  test('ends with a daemon that is told to stop', async () => {
    const { daemon, reader } = await daemonThatReads();
    expect(await daemon.stop()).toBe(0);
    await vi.waitFor(() => expect(isThere(reader)).toBe(false), soon);
  });

  test('is given the database where nobody can look: neither as an argument nor in its environment', async () => {
    const { daemon, proxy, reader } = await daemonThatReads({ WATCHDOG_TOKEN: 'a-long-enough-token', PGTZ: 'UTC' });
    const { password } = new URL(proxy.url);
    expect(password).not.toBe('');
    expect(ofProcess(daemon.child.pid, 'environ')).toContain(password);
    const seen = `${ofProcess(reader, 'cmdline')}\n${ofProcess(reader, 'environ')}`;
    expect(seen).toContain('PGTZ=UTC');
    expect(seen).not.toContain(password);
    expect(seen).not.toContain('a-long-enough-token');
  });
});
