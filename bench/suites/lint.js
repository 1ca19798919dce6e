/** `plumbline lint --all` of 60 files, in a process of its own, as a person or a pipeline starts it. Target: under one second. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const BUNDLING = join(root, 'packages/cli/bundling/bundle.js');
const COMMAND = join(root, 'packages/cli/bin/plumbline.js');
const FILES = 60;
const RUNS = 9;
const TARGET_MS = 1000;

/** @returns the targets that were missed */
export async function runSuite() {
  execFileSync(process.execPath, [BUNDLING], { stdio: 'inherit' });
  const directory = mkdtempSync(join(tmpdir(), 'plumbline-bench-lint-'));
  try {
    const { statements, bytes } = writeFiles(directory);
    const run = (args) => {
      const started = performance.now();
      execFileSync(process.execPath, [COMMAND, ...args], { cwd: directory, stdio: ['ignore', 'ignore', 'inherit'] });
      return performance.now() - started;
    };
    const times = Array.from({ length: RUNS }, () => ({ lint: run(['lint', '--all']), node: run(['--version']) }));
    const lint = median(times.map((time) => time.lint));
    const node = median(times.map((time) => time.node));
    console.log(
      `${FILES} files, ${statements} statements, ${Math.round(bytes / 1024)} kB; median of ${RUNS} runs in turns`,
    );
    console.log(`plumbline lint --all    ${Math.round(lint)} ms`);
    console.log(`plumbline --version     ${Math.round(node)} ms (starting the command alone)`);
    const isMet = lint < TARGET_MS;
    console.log(`${isMet ? 'met' : 'MISSED'}: ${FILES} files in under ${TARGET_MS} ms, in a fresh process`);
    return isMet ? [] : [{ name: `lint of ${FILES} files under ${TARGET_MS} ms` }];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The application's own files, and behind them as many ordinary ones as it takes. */
function writeFiles(directory) {
  const target = join(directory, 'migrations');
  mkdirSync(target);
  const own = readdirSync(join(root, 'migrations')).filter((name) => /^\d.*\.sql$/.test(name));
  const files = own.map((name) => [name, readFileSync(join(root, 'migrations', name), 'utf8')]);
  for (let number = 100; files.length < FILES; number++) files.push([`${number}_more.sql`, ordinary(number)]);
  for (const [name, text] of files) writeFileSync(join(target, name), text);
  return {
    statements: files.reduce((sum, [, text]) => sum + (text.match(/;\s*$/gm) ?? []).length, 0),
    bytes: files.reduce((sum, [, text]) => sum + text.length, 0),
  };
}

function ordinary(number) {
  const tables = [0, 1, 2].map(
    (at) => `
CREATE TABLE more_${number}_${at} (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id integer NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  name varchar(100) NOT NULL UNIQUE,
  state text NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'done')),
  details jsonb DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX more_${number}_${at}_user_id ON more_${number}_${at} (user_id, created_at DESC);
COMMENT ON TABLE more_${number}_${at} IS 'One of many.';
ALTER TABLE more_${number}_${at} ADD COLUMN note text;
UPDATE more_${number}_${at} SET note = name WHERE state = 'done';`,
  );
  return `-- Ordinary work.\n${tables.join('\n')}\n`;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
