import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

/** Only the young generation: a full collection would also throw compiled code away. */
function collectYoung() {
  collect({ type: 'minor' });
}

/**
 * How much CPU time a call takes in milliseconds; unlike the time of the clock it does not depend on what else the machine
 * does at the moment. What others have left behind is collected before, and what the call itself leaves behind at its end,
 * with its result kept: so each pays for its own garbage, and for that only.
 */
export function timeOf(action) {
  collectYoung();
  collectYoung();
  const before = process.cpuUsage();
  const kept = action();
  collectYoung();
  const { user, system } = process.cpuUsage(before);
  return kept === undefined ? Number.NaN : (user + system) / 1000;
}

export function median(values) {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[sorted.length >> 1];
}

/**
 * The median CPU time of each contestant in milliseconds. They take turns, so that whatever else the machine does hits all of
 * them alike; the first rounds, in which code is still being compiled, do not count.
 */
export function interleaved(contestants, rounds, warmups = 3) {
  const times = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]));
  for (let round = 0; round < warmups + rounds; round++) {
    for (const [name, action] of Object.entries(contestants)) {
      const time = timeOf(action);
      if (round >= warmups) times[name].push(time);
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, list]) => [name, median(list)]));
}

/** Rows of cells as a table in plain text, numbers to the right. */
export function printTable(head, rows) {
  const cells = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  for (const row of cells) {
    console.log(
      row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  '),
    );
  }
}
