import { tokenReader } from '../../diagnose/token-reader.ts';
import { PlumblineError } from '../../errors.ts';
import { parseMigration } from '../../source/migration.ts';
import { catalogReader } from '../failure-facts-catalog.ts';
import { invalidIndexes } from '../repair/invalid-indexes.ts';
import { type Check, type Examined, failing, fine, warning } from './check.ts';
import { doctorSql } from './doctor-sql.ts';

/** Indexes that cost writes and help nobody. */
export async function checkIndexes({ client, settings }: Examined): Promise<Check> {
  const indexes = await invalidIndexes(client, settings.schema);
  const leftovers = indexes.filter(({ left }) => left === null);
  const others = indexes.length - leftovers.length;
  if (leftovers.length === 0) {
    const note = others === 0 ? '' : ` (${others} not valid, and not leftovers)`;
    return fine('indexes', `No index was left behind invalid${note}.`);
  }
  const names = leftovers.slice(0, 5).map(({ index }) => index);
  const list = `${names.join(', ')}${leftovers.length > 5 ? ', ...' : ''}`;
  return warning(
    'indexes',
    leftovers.length === 1
      ? `An index is invalid: ${list}. Writes keep it up, and no query uses it.`
      : `${leftovers.length} indexes are invalid: ${list}. Writes keep them up, and no query uses them.`,
    'plumbline repair --drop-invalid-indexes',
  );
}

/** Whether the extensions that pending files create can be had. */
export async function checkExtensions({ client, seen }: Examined): Promise<Check> {
  const wanted = seen === null ? new Map<string, string>() : wantedExtensions(seen);
  if (wanted.size === 0) return fine('extensions', 'The pending files create no extension.');
  const sql = doctorSql('extensions', { names: JSON.stringify([...wanted.keys()]) });
  const rows = await catalogReader(client, (read) => read(sql));
  const known = new Map(rows.map((row) => [String(row.name), row]));
  const absent = [...wanted].filter(([name]) => !known.has(name));
  if (absent.length > 0) {
    const list = absent.map(([name, place]) => `${name} (${place})`).join(', ');
    return failing(
      'extensions',
      `Not available on this server: ${list}.`,
      'Install the package that has it on the server, for example postgresql-contrib; a managed server has a list of what it allows.',
    );
  }
  const barred = [...wanted.keys()].filter((name) => !known.get(name)?.is_installed && !known.get(name)?.may_create);
  if (barred.length > 0) {
    return warning(
      'extensions',
      `Only a superuser may create ${barred.join(', ')}.`,
      ...barred.map((name) => `Have a superuser run: CREATE EXTENSION IF NOT EXISTS "${name}";`),
    );
  }
  return fine('extensions', `The pending files create ${[...wanted.keys()].join(', ')}: available.`);
}

/** Names of extensions, with the first place that creates each. */
function wantedExtensions({ plan, look }: NonNullable<Examined['seen']>): Map<string, string> {
  const wanted = new Map<string, string>();
  for (const { migration: source } of plan.pending) {
    if (source === null) continue;
    try {
      for (const { kind, text, line } of parseMigration(source, look.facts.standardConformingStrings).statements) {
        if (kind !== 'CREATE EXTENSION') continue;
        const reader = tokenReader(text);
        reader.accept('create', 'extension');
        reader.accept('if', 'not', 'exists');
        const name = reader.name().at(-1);
        if (name !== undefined && !wanted.has(name)) wanted.set(name, `${source.file}:${line}`);
      }
    } catch (error) {
      // A file that cannot be read is the news of another check.
      if (!(error instanceof PlumblineError)) throw error;
    }
  }
  return wanted;
}

/** How large the database is. How much room is left no SQL can tell, and that is said. */
export async function checkDisk({ client }: Examined): Promise<Check> {
  const [row = {}] = await catalogReader(client, (read) => read(doctorSql('size')));
  const spaces = row.tablespaces === null ? '' : ` Tablespaces: ${row.tablespaces}.`;
  return fine(
    'disk',
    `The database takes ${bytesWords(Number(row.bytes))}.${spaces} Free space cannot be asked for by SQL: a rewrite of a table needs its size once more.`,
  );
}

function bytesWords(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}
