// Makes the snapshot of migrations on each version of PostgreSQL, and verifies the migrated database of each version
// against each of them: no pair may give a finding.
//
//   pnpm test:cross-version                     all versions; the migrations of this repository, and objects of every kind
//   pnpm test:cross-version 14 18               these versions
//   pnpm test:cross-version --dir some/where    other migrations: a directory, or one file
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import {
  makeSnapshot,
  migrate,
  schemaOfSnapshot,
  shadowDatabase,
  verifyDatabase,
} from '../packages/engine/dist/index.js';
import { isMajorInstalled, postgresMajors, startServer } from '../packages/testkit/dist/index.js';
import { root } from './run-database-tests.js';

/** A fault on every version alike, and no difference. */
const allow = [
  { code: 'foreign-key-without-index', reason: 'the fixture has every kind of foreign key, not their indexes' },
];

const everyKind = join(root, 'packages/engine/test/rescue/all-objects.sql');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { dir: { type: 'string', multiple: true, default: [join(root, 'migrations'), everyKind] } },
});
const majors = postgresMajors.filter((major) => positionals.length === 0 || positionals.includes(String(major)));
const installed = await Promise.all(majors.map(isMajorInstalled));
if (installed.includes(false)) {
  spawnSync(process.execPath, [join(root, 'packages/testkit/majors/install.js')], { stdio: 'inherit' });
}
const scratch = mkdtempSync(join(tmpdir(), 'plumbline-cross-'));

/** A copy of the migrations: the snapshot of each version lies beside its own. */
function copyOf(source, name) {
  const directory = join(scratch, name);
  mkdirSync(directory);
  const isFile = statSync(source).isFile();
  cpSync(source, isFile ? join(directory, '001_all.sql') : directory, { recursive: true });
  return directory;
}

/** The snapshot that this version makes, and its migrated database. */
async function prepare(server, source, name) {
  const directory = copyOf(source, name);
  const made = await makeSnapshot({ directory, scratch: () => shadowDatabase(server.url) });
  if (made.error) throw made.error;
  const { url, drop } = await shadowDatabase(server.url);
  const migrated = await migrate({ url, directory });
  if (migrated.error) throw migrated.error;
  return { major: server.major, expected: schemaOfSnapshot(made.file), url, drop };
}

/** @returns how many pairs give a finding */
async function compareAll(prepared) {
  let failed = 0;
  for (const { major: from, expected } of prepared) {
    for (const { major, url } of prepared) {
      const { findings, error } = await verifyDatabase({ url, expected, allow, failOn: 'info', annotations: true });
      if (error) throw error;
      if (findings.length === 0) continue;
      failed += 1;
      console.log(`  the snapshot of ${from}, the database of ${major}:`);
      for (const found of findings) console.log(`    ${found.message} (${found.expected} / ${found.actual})`);
    }
  }
  return failed;
}

const servers = [];
try {
  for (const major of majors) servers.push(await startServer({ major }));
  for (const [index, source] of values.dir.entries()) {
    const prepared = [];
    for (const server of servers) prepared.push(await prepare(server, source, `${index}-${server.major}`));
    const failed = await compareAll(prepared);
    const pairs = prepared.length ** 2;
    console.log(`${relative(root, source)}: ${pairs - failed} of ${pairs} pairs of versions without a finding`);
    if (failed > 0) process.exitCode = 1;
  }
} finally {
  await Promise.all(servers.map((server) => server.stop()));
  rmSync(scratch, { recursive: true, force: true });
}
