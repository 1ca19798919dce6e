import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { median } from '../runner/interleave.js';
import { megabytes, printTable, target } from '../runner/report.js';
import { EVERY_SECOND, startDaemon, stopAll } from './daemon.js';
import { processUsage } from './process-usage.js';

const FASTIFY = fileURLToPath(new URL('idle-fastify.js', import.meta.url));
/** Of each: whether a garbage collection has just been is a matter of luck. */
const EACH = 3;
const QUIET_CHECKS = 100;
const MOST_OF_FASTIFY = 1.5;
const MOMENTS = ['after the start', 'after the first full read', `after ${QUIET_CHECKS} quiet checks`];

/**
 * Resident memory of the daemon beside that of an idle Fastify process, at three moments, and what a quiet check costs the
 * whole daemon, metrics and state file included.
 *
 * @returns targets
 */
export async function memory(databases) {
  const children = [];
  try {
    const bare = [];
    const watched = databases.map(() => []);
    for (let round = 0; round < EACH; round++) {
      bare.push(await startFastify(children));
      for (const [at, database] of databases.entries()) watched[at].push(await startWatched(database, children));
    }
    await Promise.all(watched.flat().map(untilQuiet));
    const late = bare.map(({ pid }) => processUsage(pid).residentBytes);
    const early = median(bare.map(({ residentBytes }) => residentBytes));
    const base = [early, early, median(late)];
    printMemory(databases, watched, base);
    return databases.flatMap(({ tables }, at) =>
      MOMENTS.map((moment, index) =>
        target(
          `memory at ${tables} tables, ${moment}, to an idle Fastify`,
          resident(watched[at], index) / base[index],
          MOST_OF_FASTIFY,
        ),
      ),
    );
  } finally {
    await stopAll(children);
  }
}

const resident = (daemons, index) => median(daemons.map(({ bytes }) => bytes[index]));

async function startFastify(children) {
  const child = spawn(process.execPath, [FASTIFY], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  children.push(child);
  await once(child, 'message');
  return { pid: child.pid, residentBytes: processUsage(child.pid).residentBytes };
}

async function startWatched(database, children) {
  const bytes = [];
  const { child, address } = await startDaemon(database, {
    schedule: EVERY_SECOND,
    onListening: ({ pid }) => bytes.push(processUsage(pid).residentBytes),
  });
  children.push(child);
  const { residentBytes, cpuMs } = processUsage(child.pid);
  bytes.push(residentBytes);
  return { child, address, bytes, cpuMs, checkMs: null };
}

/** Not asked more often than needed: an answer costs memory and time too. */
async function untilQuiet(daemon) {
  for (let quiet = 0; quiet < QUIET_CHECKS; ) {
    await pause(Math.max(2, QUIET_CHECKS - quiet) * 1000);
    quiet = await quietChecksOf(daemon);
    const { residentBytes, cpuMs } = processUsage(daemon.child.pid);
    daemon.bytes[2] = residentBytes;
    daemon.checkMs = (cpuMs - daemon.cpuMs) / quiet;
  }
}

async function quietChecksOf({ address }) {
  const metrics = await (await fetch(`${address}/metrics`)).text();
  return Number(/^db_watchdog_checks_total\{.*check="schema".*result="skipped"\} (\d+)$/m.exec(metrics)?.[1]);
}

function printMemory(databases, watched, base) {
  printTable(
    `Resident memory: median of ${EACH}`,
    ['', ...MOMENTS, 'CPU of a quiet check, all told'],
    [
      ['idle Fastify', ...base.map(megabytes), '-'],
      ...databases.map(({ tables }, at) => [
        `watchdog, ${tables} tables`,
        ...MOMENTS.map(
          (_, index) =>
            `${megabytes(resident(watched[at], index))} (${(resident(watched[at], index) / base[index]).toFixed(2)}x)`,
        ),
        `${median(watched[at].map(({ checkMs }) => checkMs)).toFixed(1)} ms`,
      ]),
    ],
  );
}
