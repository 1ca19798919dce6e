import type { Catalog } from '../catalog/catalog.ts';
import { objectMap } from '../expect/catalog-changes.ts';
import type { StatementChanges } from '../expect/stretch.ts';
import type { PreparedFile } from '../runner/prepare-files.ts';
import type { ForeignEvidence } from './histories/match-history.ts';
import { isPassing, reachedMoment, type Timelines } from './timeline.ts';

/** What a live schema tells of one migration. */
export interface MigrationEvidence {
  readonly name: string;
  readonly file: string;
  /**
   * `applied`: all that it made is there. `partial`: some of it. `missing`: nothing. `superseded`: all of it was
   * changed or dropped by later migrations, which are there. `no-trace`: it changes no schema, so nothing can be seen.
   */
  readonly verdict: 'applied' | 'partial' | 'missing' | 'superseded' | 'no-trace';
  /** Of the statements that change the schema. */
  readonly statements: readonly StatementEvidence[];
  /** How many statements leave no trace: data, settings, helpers that the file itself drops. */
  readonly untraceable: number;
  /** What another tool recorded of it; null when none did. */
  readonly recorded: ForeignEvidence | null;
}

/** One statement of it, and what of its effects is there. */
export interface StatementEvidence {
  /** 1-based number of the statement in its file. */
  readonly statement: number;
  readonly line: number;
  /** Its first words. */
  readonly words: string;
  readonly verdict: 'there' | 'partly' | 'missing' | 'superseded';
  /** Identities of what it made or changed and is not so. */
  readonly lacking: readonly string[];
}

/**
 * Judges each migration by what is left of its effects. An object that went through several migrations is placed in
 * their order by what it looks like now: what came up to there is done, what comes after is not.
 *
 * @param files in the order in which they run
 */
export function judgeMigrations(
  files: readonly PreparedFile[],
  changes: readonly StatementChanges[],
  live: Catalog,
  lines: Timelines,
  recorded: ReadonlyMap<string, ForeignEvidence>,
): readonly MigrationEvidence[] {
  const objects = objectMap(live);
  return files.map(({ migration, steps }) => {
    const own = changes.filter((change) => change.migration === migration.name && hasLasting(change, lines));
    const statements = own.map((change) => ({
      statement: change.statement,
      line: change.line,
      words: firstWords(steps[change.statement - 1]?.text ?? ''),
      ...judgeStatement(change, objects, lines),
    }));
    return {
      name: migration.name,
      file: migration.file,
      verdict: verdictOf(statements),
      statements,
      untraceable: steps.length - own.length,
      recorded: recorded.get(migration.name) ?? null,
    };
  });
}

type Effect = 'there' | 'missing' | 'superseded';

function judgeStatement(
  change: StatementChanges,
  live: ReturnType<typeof objectMap>,
  lines: Timelines,
): Pick<StatementEvidence, 'verdict' | 'lacking'> {
  const touched = [...change.created, ...change.changed, ...change.dropped];
  const effects = touched.map((identity): readonly [string, Effect] => {
    const moments = lines.get(identity) ?? [];
    const own = moments.findIndex(({ origin }) => isSamePlace(origin, change));
    const reached = reachedMoment(moments, live.get(identity) ?? null);
    if (reached === own) return [identity, 'there'];
    return [identity, reached > own ? 'superseded' : 'missing'];
  });
  // What comes and goes within one file says nothing of whether it ran.
  const telling = effects.filter(([identity]) => !isPassing(identity, change.migration, lines));
  const of = (effect: Effect): readonly string[] =>
    telling.filter(([, one]) => one === effect).map(([identity]) => identity);
  const lacking = of('missing');
  const verdict =
    lacking.length === 0
      ? of('there').length > 0
        ? 'there'
        : 'superseded'
      : lacking.length === telling.length
        ? 'missing'
        : 'partly';
  return { verdict, lacking };
}

function hasLasting({ created, changed, dropped, migration }: StatementChanges, lines: Timelines): boolean {
  return [...created, ...changed, ...dropped].some((identity) => !isPassing(identity, migration, lines));
}

function isSamePlace(
  one: { migration: string; statement: number },
  other: { migration: string; statement: number },
): boolean {
  return one.migration === other.migration && one.statement === other.statement;
}

function verdictOf(statements: readonly StatementEvidence[]): MigrationEvidence['verdict'] {
  const has = (verdict: StatementEvidence['verdict']): boolean => statements.some((one) => one.verdict === verdict);
  if (statements.length === 0) return 'no-trace';
  if (has('partly') || (has('missing') && has('there'))) return 'partial';
  if (has('missing')) return 'missing';
  return has('there') ? 'applied' : 'superseded';
}

/** Enough of a statement to know it again, in one line. */
export function firstWords(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= 80 ? line : `${line.slice(0, 79)}…`;
}
