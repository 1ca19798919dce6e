import { basename } from 'node:path';
import { loadParser } from '../declared/parser.ts';
import { PlumblineError } from '../errors.ts';
import type { Migration } from '../source/migration.ts';
import { type MigrationFile, migrationsFrom, readMigrations } from '../source/read-migrations.ts';
import { nearest } from '../spelling/nearest.ts';
import type { BaseState } from './base/base-state.ts';
import { readBase } from './base/read-base.ts';
import { chainFiles } from './chain/chain-files.ts';
import { followChain } from './chain/follow-chain.ts';
import type { LintFinding } from './finding.ts';
import { applyIgnores, type IgnoredFinding, LINT_IGNORE, type StatedFinding } from './ignores.ts';
import type { Draft, Rule } from './rule.ts';
import { rules } from './rules.ts';

/** Where the migrations are, and which of them to judge. */
export interface LintOptions {
  /** The directory of the migrations. */
  readonly directory?: string | undefined;
  /** The migrations by value, in place of a directory; they are all judged, and none of them is released. */
  readonly files?: readonly MigrationFile[] | undefined;
  /**
   * Judged are files that are not there, or say something else there: a branch, tag or commit of git. Default: the
   * usual main branch; without a repository, all files.
   */
  readonly base?: string | undefined;
  /** Judge every file, or these by name or path, whatever git says. */
  readonly judge?: 'all' | readonly string[] | undefined;
  /** The names of migrations that may have been applied somewhere; all others are new. Default: git says so. */
  readonly released?: readonly string[] | undefined;
  /** What `${name}` stands for in the files. */
  readonly placeholders?: Readonly<Record<string, string>> | undefined;
  readonly placeholdersInBodies?: boolean | undefined;
  /** The PostgreSQL that the files are for. Default: 18. */
  readonly serverMajor?: number | undefined;
}

export interface LintResult {
  /** By file and place, in the order in which the files run. */
  readonly findings: readonly LintFinding[];
  /** What the files acknowledge. */
  readonly ignored: readonly IgnoredFinding[];
  /** The names of the migrations that were judged. */
  readonly judged: readonly string[];
  /** How many files were read. */
  readonly files: number;
  readonly durationMs: number;
}

/**
 * Judges migrations without any database: by their syntax trees, and an account of what all of them have made at each
 * point.
 *
 * @throws PlumblineError `directory-unreadable`, `invalid-file-name`, `invalid-sql`, `unknown-directive`, `invalid-options`
 * @example
 * const { findings } = await lint({ directory: 'migrations', base: 'origin/main' });
 */
export async function lint(options: LintOptions): Promise<LintResult> {
  const started = performance.now();
  const loading = loadParser();
  const migrations = readFiles(options);
  const base = await baseOf(options, migrations);
  const isNew = newness(options, base);
  const isJudged = judging(options, migrations, base, isNew);
  const { placeholders, placeholdersInBodies: inBodies = false, serverMajor = 18 } = options;
  const files = chainFiles(migrations, {
    isJudged,
    // What somebody asks about by name is looked at as if it were still to be released.
    isNew: (migration) => isNew(migration) || (Array.isArray(options.judge) && isJudged(migration)),
    placeholders: placeholders === undefined ? null : { values: placeholders, inBodies },
    serverMajor,
  });
  const subject = { ...followChain(await loading, files), base: options.base === undefined ? null : base };
  const ran = rules.filter(({ needsBase }) => needsBase !== true || subject.base !== null);
  const found = ran.flatMap((rule) => [...rule.check(subject)].map((draft) => stated(rule, draft)));
  const judged = files.filter((file) => file.isJudged);
  const known = rules.map(({ id }) => id);
  const own = found.filter(({ file }) => file.isJudged);
  const { findings, ignored } = applyIgnores(judged, own, known, new Set(ran.map(({ id }) => id)));
  return {
    findings: findings.toSorted(inOrder(migrations)),
    ignored,
    judged: judged.map(({ migration }) => migration.name),
    files: files.length,
    durationMs: performance.now() - started,
  };
}

/** What a rule finds, in one sentence; null for what is no rule. */
export function ruleSummary(id: string): string | null {
  if (id === LINT_IGNORE) return 'A lint-ignore is not right: an unknown rule, no reason, or nothing to ignore.';
  return rules.find((rule) => rule.id === id)?.summary ?? null;
}

function readFiles({ directory, files }: LintOptions): readonly Migration[] {
  if (files !== undefined) return migrationsFrom(files);
  if (directory !== undefined) return readMigrations(directory);
  throw new PlumblineError('invalid-options', 'Nothing to judge was given.', {
    remedy: ['Give `directory` or `files`.'],
  });
}

async function baseOf({ directory, files, base }: LintOptions, all: readonly Migration[]): Promise<BaseState | null> {
  return directory === undefined || files !== undefined ? null : readBase(directory, all, base ?? null);
}

type Test = (migration: Migration) => boolean;

function newness({ released }: LintOptions, base: BaseState | null): Test {
  if (released === undefined) return ({ name }) => base === null || !base.released.has(`${name}.sql`);
  const names = new Set(released.map(plainName));
  return ({ name }) => !names.has(name);
}

/** The name of a migration by which somebody means it: a path or a file name will do. */
function plainName(given: string): string {
  return basename(given).replace(/\.sql$/, '');
}

function judging({ judge }: LintOptions, migrations: readonly Migration[], base: BaseState | null, isNew: Test): Test {
  if (judge === 'all') return () => true;
  if (judge === undefined) return (one) => isNew(one) || base?.changed.has(`${one.name}.sql`) === true;
  const names = new Set(judge.map(plainName));
  for (const name of names) if (!migrations.some((one) => one.name === name)) throw unknownFile(name, migrations);
  return ({ name }) => names.has(name);
}

function unknownFile(name: string, migrations: readonly Migration[]): PlumblineError {
  const [meant] = nearest(
    name,
    migrations.map((one) => one.name),
  );
  return new PlumblineError('invalid-options', `There is no migration "${name}".`, {
    remedy: [meant === undefined ? 'Give the names of files in the migrations directory.' : `Did you mean "${meant}"?`],
  });
}

function stated(rule: Rule, { at, statement, message, remedy, severity, why }: Draft): StatedFinding {
  const { file, place } = at;
  const { name: migration, file: path } = file.migration;
  const { line, column, offset } = place;
  const finding: LintFinding = {
    ...{ rule: rule.id, severity: severity ?? rule.severity, migration, file: path, line, column, offset },
    ...{ message, why: why ?? rule.why, remedy },
  };
  return { finding, statement, file };
}

function inOrder(migrations: readonly Migration[]): (a: LintFinding, b: LintFinding) => number {
  const places = new Map(migrations.map(({ name }, index) => [name, index]));
  const place = ({ migration }: LintFinding): number => places.get(migration) ?? 0;
  return (a, b) => place(a) - place(b) || a.offset - b.offset || (a.rule < b.rule ? -1 : 1);
}
