import type { Client } from 'pg';
import type { CatalogObject } from '../catalog/catalog-object.ts';
import type { ReadCatalogOptions } from '../catalog/read-catalog.ts';
import { PlumblineError } from '../errors.ts';
import type { ExpectedSchema } from '../expect/expected-schema.ts';
import { readSnapshot } from '../expect/read-snapshot.ts';
import type { Remark } from '../expect/remark.ts';
import { replayedSchema, replayInScratch } from '../expect/replayed-schema.ts';
import { schemaBefore } from '../expect/schema-before.ts';
import { fileDifferences, filesOf, type Snapshot } from '../expect/snapshot.ts';
import { counted } from '../report/plural.ts';
import type { Migration } from '../source/migration.ts';
import { recordedSchema } from './recorded-schema.ts';
import type { VerifyOptions } from './verify-options.ts';

/** What there is to choose from. */
export interface Choice {
  readonly client: Client;
  readonly options: VerifyOptions;
  readonly migrations: readonly Migration[];
  /** Names of the migrations that have not run. */
  readonly pending: ReadonlySet<string>;
  /** Files that were applied are not any more what they were, or are not there. */
  readonly isEdited: boolean;
  readonly reading: ReadCatalogOptions;
}

/** What the database is to be compared with. */
export interface Chosen {
  readonly expected: ExpectedSchema;
  /** What a difference says nothing about: see `SchemaBefore`. */
  readonly unsure: ReadonlySet<string>;
  /** What each pending migration will make; null when nothing says so. */
  readonly made: ReadonlyMap<string, readonly CatalogObject[]> | null;
  readonly remarks: readonly Remark[];
}

/** Why a source would not do, a sentence. */
type Refusal = string;
type Attempt = (choice: Choice) => Promise<Chosen | Refusal>;

/**
 * Finds the schema that the database should have after the migrations that were applied to it.
 *
 * @throws PlumblineError `no-expected-schema` with what was looked at; `snapshot-unreadable`, `replay-failed`, ...
 */
export async function chooseExpected(choice: Choice): Promise<Chosen> {
  const refusals: Refusal[] = [];
  for (const attempt of attemptsFor(choice.options.expected ?? 'auto')) {
    const found = await attempt(choice);
    if (typeof found !== 'string') return found;
    refusals.push(found);
  }
  throw new PlumblineError('no-expected-schema', `Nothing says what the schema should be. ${refusals.join(' ')}`, {
    remedy: ['Make a snapshot and commit it: plumbline snapshot', 'Or give a server for a replay: --shadow-url'],
  });
}

function attemptsFor(choice: NonNullable<VerifyOptions['expected']>): readonly Attempt[] {
  switch (choice) {
    case 'auto':
      return [fromSnapshot, fromRecord, fromReplay];
    case 'snapshot':
      return [fromSnapshot];
    case 'recorded':
      return [fromRecord];
    case 'replay':
      return [fromReplay];
    default: {
      const { catalog, source = 'given', origins = new Map(), revisions = new Map(), dropped = new Map() } = choice;
      const expected: ExpectedSchema = { source, catalog, origins, revisions, dropped };
      return [async () => ({ expected, unsure: new Set(), made: null, remarks: [] })];
    }
  }
}

const fromSnapshot: Attempt = async ({ options, migrations, pending }) => {
  if (options.directory === undefined) return 'A snapshot lies beside the files, and there is no directory.';
  const snapshot = readSnapshot(options.directory, migrations);
  if (snapshot === null) return `There is no snapshot in ${options.directory}.`;
  const differences = fileDifferences(snapshot.files, filesOf(migrations));
  if (differences.length > 0) return `The snapshot is stale: ${some(differences)}.`;
  return { ...schemaBefore(snapshotSchema(snapshot), pending), remarks: [] };
};

/** Asked for by name, it is taken for what it is; else only where files and history agree. */
const fromRecord: Attempt = async ({ client, options, migrations, isEdited }) => {
  if (isEdited && options.expected !== 'recorded')
    return 'What was recorded is of other files: some were edited or taken away since.';
  const expected = await recordedSchema(client, options.schema, options.directory, migrations);
  return typeof expected === 'string' ? expected : { expected, unsure: new Set(), made: null, remarks: [] };
};

const fromReplay: Attempt = async ({ client, options, migrations, pending, reading }) => {
  if (options.scratch === undefined) return 'There is no scratch database to replay the migrations in.';
  const { placeholders, placeholdersInBodies, checkDeclared, signal } = options;
  const done = await replayInScratch(options.scratch, await majorOf(client), {
    ...{ placeholders, placeholdersInBodies, checkDeclared, signal, reading },
    migrations: migrations.filter(({ name }) => !pending.has(name)),
  });
  return { expected: replayedSchema(done), unsure: new Set(), made: null, remarks: done.remarks };
};

export function snapshotSchema({ catalog, origins, revisions, dropped }: Snapshot): ExpectedSchema {
  return { source: 'snapshot', catalog, origins, revisions, dropped };
}

async function majorOf(client: Client): Promise<number> {
  const { rows } = await client.query<{ major: number }>(
    "select pg_catalog.current_setting('server_version_num')::int / 10000 as major",
  );
  return rows[0]?.major ?? 0;
}

function some(differences: readonly string[]): string {
  const shown = differences.slice(0, 3).join(', ');
  return differences.length > 3 ? `${shown} and ${counted(differences.length - 3, 'more difference')}` : shown;
}
