// The splitter against the splitters of npm and against what cannot be beaten, all in this run.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { split } from '@plumbline/engine/splitter';
import { interleaved, median, printTable, timeOf } from '../measure.js';
import { CONTESTANTS } from '../splitter/contestants.js';
import { corpus } from '../splitter/corpus.js';
import { linearity } from '../splitter/linearity.js';

const MEGABYTE = 1_048_576;
const SIZE = 20 * MEGABYTE;

/** What the slow ones are given instead of 20 MB; several take quadratic time, so a small slice flatters them. */
const SLICES = {
  'postgres-semicolons': MEGABYTE / 4,
  'dbgate-query-splitter': 2 * MEGABYTE,
  '@databases/split-sql-query': 2 * MEGABYTE,
  'sql-query-identifier': MEGABYTE / 2,
  'libpg-query': MEGABYTE / 2,
};

/** @returns the targets that were missed */
export async function runSuite() {
  const missed = [...(await throughput()), ...coldCalls(), ...linearTimes()];
  return missed.map((name) => ({ name }));
}

async function throughput() {
  const missed = [];
  const sql = corpus(SIZE, 1);
  compareWithLimits('varied corpus', sql, missed);
  compareWithLimits('the same without characters beyond Latin-1 (for information)', corpus(SIZE, 2, 'latin1'), []);
  compareWithLimits('every oddity of the fixtures equally often (for information)', corpus(SIZE, 5, 'odd'), []);
  const ours = compareWithLimits('everyday SQL (for information)', corpus(SIZE, 3, 'everyday'), []);

  console.log('\nSplitters of npm, each on a slice of the everyday SQL:');
  const rows = [];
  for (const [name, slice] of Object.entries(SLICES)) {
    const speed = await speedOf(name, corpus(slice, 3, 'everyday'));
    const ratio = ours / speed;
    rows.push([name, `${(slice / MEGABYTE).toFixed(2)} MB`, `${speed.toFixed(2)} MB/s`, `${ratio.toFixed(0)}x`]);
    if (!(ratio >= 10)) missed.push(`at least 10x ${name}: ${ratio.toFixed(1)}x`);
  }
  printTable(['splitter', 'slice', 'speed', 'plumbline is faster by'], rows);
  return missed;
}

/** Prints our speed beside that of a bare split and walk; returns ours in MB/s. */
function compareWithLimits(title, sql, missed) {
  const megabytes = sql.length / MEGABYTE;
  const times = interleaved(
    {
      'plumbline split(sql)': () => split(sql),
      'plumbline, every text read': () => split(sql).map((statement) => statement.text),
      "sql.split(';')": () => sql.split(';'),
      "indexOf(';') walk": () => walk(sql),
    },
    15,
  );
  const naive = times["sql.split(';')"];
  console.log(
    `\n${title}: ${megabytes.toFixed(1)} MB, ${split(sql).length} statements, ${sql.split(';').length} pieces by split(';')`,
  );
  printTable(
    ['', 'CPU ms', 'MB/s', "of split(';')"],
    Object.entries(times).map(([name, time]) => [
      name,
      time.toFixed(1),
      (megabytes / (time / 1000)).toFixed(0),
      `${(naive / time).toFixed(2)}x`,
    ]),
  );
  const own = times['plumbline split(sql)'];
  if (own > naive) missed.push(`at least 1.0x of split(';'): ${(naive / own).toFixed(2)}x`);
  return megabytes / (own / 1000);
}

/** The least that must be done: to look at every semicolon. */
function walk(sql) {
  let count = 0;
  for (let at = sql.indexOf(';'); at >= 0; at = sql.indexOf(';', at + 1)) count++;
  return count;
}

async function speedOf(name, sql) {
  const splitIt = await CONTESTANTS[name]();
  const times = [0, 1].map(() => timeOf(() => splitIt(sql)));
  return sql.length / MEGABYTE / (Math.min(...times) / 1000);
}

/** First calls on 190 KB, each in a process of its own. */
function coldCalls() {
  const own = coldCall('the migrations of this repository', migrations(190_000));
  coldCall(
    'the everyday SQL above, with a BEGIN ATOMIC body in every thirtieth statement (for information)',
    corpus(190_000, 4, 'everyday'),
  );
  return own <= 5 ? [] : [`a first call of at most 5 ms: ${own.toFixed(1)} ms`];
}

/** Prints the CPU time of everybody's first call on a script; returns ours. */
function coldCall(title, sql) {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));
  const file = join(folder, 'cold.sql');
  writeFileSync(file, sql);
  const script = fileURLToPath(new URL('../splitter/cold.js', import.meta.url));
  const results = Object.keys(CONTESTANTS).map((name) => {
    const runs = Array.from({ length: name === 'plumbline' ? 11 : 3 }, () =>
      JSON.parse(execFileSync(process.execPath, [script, name, file], { encoding: 'utf8' })),
    );
    return { name, call: median(runs.map(({ call }) => call)), load: median(runs.map(({ load }) => load)) };
  });
  rmSync(folder, { recursive: true });
  console.log(`\nFirst call on 190 KB of ${title}, in a fresh process, CPU time:`);
  printTable(
    ['splitter', 'first call', 'loading'],
    results.map(({ name, call, load }) => [name, `${call.toFixed(1)} ms`, `${load.toFixed(1)} ms`]),
  );
  return results[0].call;
}

/** The migrations again and again up to a length, cut after a statement. */
function migrations(length) {
  const folder = new URL('../../migrations/', import.meta.url);
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  const once = files.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n');
  const often = `${once}\n`.repeat(Math.ceil(length / once.length));
  const last = split(often).findLast(({ fullEnd }) => fullEnd <= length);
  return often.slice(0, last.fullEnd);
}

function linearTimes() {
  const results = linearity();
  console.log('\nTen times the input (at most 12 times as long), CPU time:');
  printTable(
    ['input', 'a tenth', 'whole', 'ratio'],
    results.map(({ name, tenth, whole, ratio }) => [
      name,
      `${tenth.toFixed(1)} ms`,
      `${whole.toFixed(1)} ms`,
      ratio.toFixed(1),
    ]),
  );
  return results
    .filter(({ ratio }) => ratio > 12)
    .map(({ name, ratio }) => `linear time for ${name}: ${ratio.toFixed(1)}x`);
}
