/**
 * Reading a catalog and comparing it, against the other ways to get at the same facts, on databases of three sizes; and beside
 * DDL. Ends with 1 when a target is missed. About ten minutes, most of which is the making of ten thousand tables.
 */
import { fileURLToPath, pathToFileURL } from 'node:url';
import { readCatalog } from '@plumbline/engine';
import { startServer } from '@plumbline/testkit';
import pg from 'pg';
import { readBesideDdl } from '../catalog/beside-ddl.js';
import { generateTables } from '../catalog/generated-tables.js';
import { dumpMajor, waysToRead } from '../catalog/ways-to-read.js';
import { interleave, median, pairedRatio } from '../runner/interleave.js';
import { megabytes, milliseconds, printTable, printTargets, target } from '../runner/report.js';
import { runProcess } from '../runner/run-process.js';

const SIZES = (process.env.BENCH_TABLES ?? '76,1000,10000').split(',').map(Number);
const BESIDE_DDL_SECONDS = Number(process.env.BENCH_DDL_SECONDS ?? 60);
const MOST_MEMORY = 300e6;
/** How many times faster, at 1,000 tables and more. */
const TARGETS = { information_schema: 3, 'pg_get_*def': 1.5, 'pg_dump --schema-only': 4 };
const OURS = 'plumbline, read and compare';
const READ_ONCE = fileURLToPath(new URL('../catalog/read-once.js', import.meta.url));

/** @returns the targets that were missed */
export async function runSuite() {
  const major = dumpMajor();
  if (major === null) console.log('There is no pg_dump (Debian: postgresql-client): it is left out of the comparison.');
  const server = await startServer({ major: major ?? 18 });
  try {
    console.log(`PostgreSQL ${server.major}.`);
    const measured = [];
    for (const tables of SIZES) measured.push(await measure(server, tables));
    const sized = measured.flatMap((one) => one.targets);
    return printTargets([...sized, ...growth(measured), ...(await measureBesideDdl(measured))]);
  } finally {
    await server.stop();
  }
}

async function measure(server, tables) {
  const url = await newDatabase(server, `tables_${tables}`);
  await generateTables(url, tables);
  const client = new pg.Client(url);
  await client.connect();
  const expected = await readCatalog(client);
  await client.end();
  const samples = await interleave(waysToRead(url, expected), tables > 1000 ? 3 : 9);
  const { peakBytes } = await runProcess([process.execPath, READ_ONCE, url], { watched: true });
  const base = samples[OURS];
  printTable(
    `${tables} tables, ${expected.objects.length} objects: median of ${base.length}; most memory ${megabytes(peakBytes)}`,
    ['', 'wall', 'of plumbline'],
    Object.entries(samples).map(([name, list]) => [
      name,
      milliseconds(median(list)),
      `${pairedRatio(list, base).toFixed(2)}x`,
    ]),
  );
  const targets = Object.entries(TARGETS)
    .filter(([name]) => tables >= 1000 && samples[name] !== undefined)
    .map(([name, times]) =>
      target(`${tables} tables, plumbline to ${name}`, pairedRatio(base, samples[name]), 1 / times),
    );
  targets.push(target(`${tables} tables, most memory, MB`, peakBytes / 1e6, MOST_MEMORY / 1e6, 0));
  return { tables, url, ms: median(base), targets };
}

/** Ten times the tables should take no more than ten times as long, and a quarter for what the machine does besides. */
function growth(measured) {
  const [small, large] = measured.slice(-2);
  if (large === undefined) return [];
  const name = `time a table, ${large.tables} tables to ${small.tables}`;
  return [target(name, large.ms / large.tables / (small.ms / small.tables), 1.25)];
}

async function measureBesideDdl(measured) {
  const { tables, url } = measured.find((one) => one.tables === 1000) ?? measured[0];
  const { readings, errors, waits, tables: churned } = await readBesideDdl(url, BESIDE_DDL_SECONDS);
  console.log(
    `\nBeside DDL for ${BESIDE_DDL_SECONDS} s, ${tables} tables: ${readings} readings, ${churned} tables made and dropped, one uncommitted ALTER TABLE.`,
  );
  return [target('errors beside DDL', errors, 0, 0), target('times seen waiting beside DDL', waits, 0, 0)];
}

async function newDatabase(server, name) {
  const client = new pg.Client(server.url);
  await client.connect();
  await client.query(`create database ${name} template template0`);
  await client.end();
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  return url.href;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const missed = await runSuite();
  if (missed.length > 0) {
    console.log(`\nMissed: ${missed.map(({ name }) => name).join('; ')}`);
    process.exitCode = 1;
  }
}
