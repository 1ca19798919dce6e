import { readCatalog } from '../catalog/read-catalog.ts';
import type { TableObject } from '../catalog/relation-objects.ts';
import { simpleQuery } from '../db/simple-query.ts';
import { PlumblineError } from '../errors.ts';
import type { Run } from '../runner/run.ts';
import type { ServerFailure } from '../server-failure.ts';
import { qualified } from './ddl/qualified.ts';
import type { Examination } from './examine-database.ts';
import { openDifferences } from './plan/open-differences.ts';
import type { PlanStep } from './plan/plan-step.ts';

/**
 * Runs a plan and records it, in one transaction. Before it is committed the schema is read again and compared, and the
 * rows of every table are counted: when something is not as the rehearsal had it, nothing stays.
 *
 * @param records statements that write the history
 * @throws PlumblineError `cannot-adopt`, `table-lock-timeout`, `lock-lost`, `server-error`; nothing is changed then
 */
export async function applyPlan(run: Run, examination: Examination, records: readonly string[]): Promise<void> {
  const { settings } = run;
  const limits = `set local lock_timeout = ${settings.lockTimeoutMs};\nset local statement_timeout = ${settings.statementTimeoutMs}`;
  await tell(run, `begin;\n${limits}`);
  try {
    const before = await count(run.client, tablesOf(examination.live));
    for (const step of examination.steps) await runStep(run, step, limits);
    await refuseDifferences(run, examination);
    await refuseLoss(run, examination, before);
    await tell(run, ['reset all', limits, ...records].join(';\n'));
    if (run.lock.lost.aborted)
      throw new PlumblineError('lock-lost', 'The connection that holds the migration lock broke; nothing was changed.');
    await tell(run, 'commit');
  } catch (error) {
    await simpleQuery(run.client, 'rollback').catch(() => {}); // A broken connection rolls back by itself.
    throw error;
  }
}

async function runStep(run: Run, step: PlanStep, limits: string): Promise<void> {
  for (const statement of step.statements) {
    const { failure } = await simpleQuery(run.client, statement);
    if (failure !== null) throw refused(step, statement, failure);
  }
  // What a file sets is its own.
  if (step.kind === 'file') await tell(run, `reset session authorization;\nreset role;\nreset all;\n${limits}`);
}

function refused({ origin }: PlanStep, statement: string, failure: ServerFailure): PlumblineError {
  const isLocked = failure.sqlstate === '55P03';
  const where = origin === null ? '' : ` (${origin.file}:${origin.line})`;
  return new PlumblineError(
    isLocked ? 'table-lock-timeout' : 'cannot-adopt',
    `The server refused a step${where}: ${failure.message}. All was rolled back, nothing was changed.`,
    {
      statement,
      failure,
      remedy: isLocked
        ? [
            'Somebody holds a lock that the step needs: run it again when they are done, or with a longer --lock-timeout.',
          ]
        : [
            'What was rehearsed without rows does not go with the rows that are there: see what the server says, mend them, and adopt again.',
          ],
    },
  );
}

async function refuseDifferences({ client, settings }: Run, { expected }: Examination): Promise<void> {
  const reached = await readCatalog(client, { historySchema: settings.schema, insideTransaction: true });
  const open = openDifferences(expected, reached).filter(({ identity }) => !reached.unread.includes(identity));
  if (open.length === 0) return;
  const names = open.slice(0, 5).map(({ identity }) => identity);
  throw new PlumblineError(
    'cannot-adopt',
    `After the plan the schema would still not be what the migrations say: ${names.join(', ')}${open.length > 5 ? ` and ${open.length - 5} more` : ''}. All was rolled back, nothing was changed.`,
    {
      objects: open.map(({ identity }) => identity),
      remedy: ['The rows led a migration another way than in the rehearsal: look at these objects, and adopt again.'],
    },
  );
}

/**
 * A table that should be there keeps its rows. One that should not, and that a migration has dropped, has given them to
 * another: as many are there more.
 */
async function refuseLoss(
  { client, settings }: Run,
  { live, expected }: Examination,
  before: ReadonlyMap<string, bigint>,
): Promise<void> {
  const reached = await readCatalog(client, { historySchema: settings.schema, insideTransaction: true });
  const after = await count(client, tablesOf(reached));
  const wanted = new Set(tablesOf(expected).map(({ schema, name }) => qualified(schema, name)));
  const gains = [...after].map(([table, rows]) => rows - (before.get(table) ?? 0n));
  for (const { schema, name } of tablesOf(live)) {
    const table = qualified(schema, name);
    const [rows, now] = [before.get(table) ?? 0n, after.get(table)];
    if ((now ?? 0n) >= rows) continue;
    if (now === undefined && !wanted.has(table) && gains.some((gain) => gain >= rows)) continue;
    throw new PlumblineError(
      'cannot-adopt',
      `The plan would lose rows: ${table} has ${rows}, and would have ${now ?? 'none, since it is dropped'}. All was rolled back, nothing was changed.`,
      {
        table,
        remedy: [
          'A migration deletes or drops them. Save them elsewhere, or empty the table by hand, and adopt again.',
        ],
      },
    );
  }
}

function tablesOf({ objects }: Pick<Examination['live'], 'objects'>): readonly TableObject[] {
  return objects.filter((one): one is TableObject => one.kind === 'table' && one.form === 'regular');
}

async function count(client: Run['client'], tables: readonly TableObject[]): Promise<ReadonlyMap<string, bigint>> {
  if (tables.length === 0) return new Map();
  const names = tables.map(({ schema, name }) => qualified(schema, name));
  const questions = names.map((name, index) => `select ${index} as place, pg_catalog.count(*) as rows from ${name}`);
  const { rows } = await client.query<{ place: number; rows: string }>(questions.join('\nunion all '));
  return new Map(rows.map(({ place, rows: found }) => [names[place] ?? '', BigInt(found)]));
}

async function tell({ client }: Run, sql: string): Promise<void> {
  const { failure } = await simpleQuery(client, sql);
  if (failure !== null)
    throw new PlumblineError('server-error', `The server refused to adopt: ${failure.message}. Nothing was changed.`, {
      failure,
    });
}
