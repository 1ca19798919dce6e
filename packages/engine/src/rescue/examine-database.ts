import type { Client } from 'pg';
import type { Catalog } from '../catalog/catalog.ts';
import { readCatalog } from '../catalog/read-catalog.ts';
import { connect } from '../db/connect.ts';
import { quoteIdentifier } from '../db/quote.ts';
import { simpleQuery } from '../db/simple-query.ts';
import { loadParser } from '../declared/parser.ts';
import type { Replay } from '../expect/replay.ts';
import type { Scratch } from '../expect/scratch.ts';
import type { PreparedFile } from '../runner/prepare-files.ts';
import { compareCatalogs } from '../verify/compare-catalogs.ts';
import type { Finding } from '../verify/finding.ts';
import { type DataChoices, lostData, planData } from './data-statements.ts';
import { dropExtras } from './drop-extras.ts';
import { judgeMigrations, type MigrationEvidence } from './evidence.ts';
import { extrasOf } from './extras-of.ts';
import type { ForeignHistory } from './histories/foreign-history.ts';
import { type ForeignEvidence, matchHistory } from './histories/match-history.ts';
import { readForeignHistories } from './histories/read-foreign-histories.ts';
import { knownObjects } from './known-wishes.ts';
import { findPlan } from './plan/find-plan.ts';
import { openDifferences } from './plan/open-differences.ts';
import type { PlanBasis } from './plan/plan-basis.ts';
import type { PlanStep } from './plan/plan-step.ts';
import { rehearse } from './plan/rehearsal.ts';
import type { Obstacle } from './repair/repair.ts';
import { keptValues } from './rows/kept-values.ts';
import { obstaclesInRows } from './rows/obstacles-in-rows.ts';
import { tableRows } from './rows/table-rows.ts';
import { timelines } from './timeline.ts';

export interface ExaminationInput {
  /** Of the live database. */
  readonly client: Client;
  readonly historySchema: string;
  readonly files: readonly PreparedFile[];
  readonly replay: Pick<Replay, 'catalog' | 'changes' | 'origins'>;
  /** An empty database for the rehearsal. */
  readonly scratch: Scratch;
  /** Identities of objects that may be dropped or rewritten. */
  readonly allow: readonly string[];
  readonly choices: DataChoices;
  /** Nothing of the migrations runs again: they are known to have run. */
  readonly isGenerated: boolean;
}

/** What was found out about a database, and the plan that was rehearsed. */
export interface Examination {
  readonly live: Catalog;
  readonly expected: Catalog;
  readonly evidence: readonly MigrationEvidence[];
  readonly histories: readonly {
    readonly history: ForeignHistory;
    readonly matched: number;
    readonly unmatched: number;
  }[];
  readonly steps: readonly PlanStep[];
  readonly obstacles: readonly Obstacle[];
  /** Identities. */
  readonly extras: readonly string[];
  readonly notes: readonly string[];
  /** Whether a table of the live database has rows. */
  readonly hasRows: (schema: string, table: string) => boolean;
  /** What is missing or different after the plan: identities. Empty when it leads to where it should. */
  readonly open: readonly string[];
  readonly findings: { readonly before: readonly Finding[]; readonly after: readonly Finding[] };
}

/**
 * Judges a live database against its migrations, and finds and rehearses a plan that makes it what they say. Reads only.
 *
 * @throws PlumblineError `cannot-rehearse`, `server-error`; pg's error when the live database may not be read
 */
export async function examineDatabase(input: ExaminationInput): Promise<Examination> {
  const { client, files, replay, allow, historySchema } = input;
  const { catalog: expected, changes } = replay;
  const live = await readCatalog(client, { historySchema });
  const allowed = knownObjects(allow, live, expected);
  const histories = await recordedBy(client, files);
  const recorded = new Map(histories.flatMap(({ evidence }) => [...evidence]));
  const evidence = judgeMigrations(files, changes, live, timelines(changes), recorded);
  const [hasRows, keepsValues] = [await tableRows(client, live), await keptValues(client, expected, live)];
  const open = openDifferences(expected, live);
  const rowsAgainst = await obstaclesInRows(client, open, live, hasRows);
  const rehearsed = await inScratch(input.scratch, live, await searchPathOf(client), async (rehearsal) => {
    const basis: PlanBasis = {
      ...{ rehearsal, files, replay, live, evidence, hasRows, keepsValues, rowsAgainst, allowed },
      parser: await loadParser(),
      runAgain: input.choices.run,
      isGenerated: input.isGenerated,
    };
    return planWhole(basis, input.choices);
  });
  return {
    ...{ live, expected, evidence, histories, hasRows },
    steps: rehearsed.steps,
    obstacles: rehearsed.obstacles,
    notes: rehearsed.notes,
    extras: extrasOf(expected, rehearsed.reached, new Set(histories.map(({ history }) => history.table))),
    open: openDifferences(expected, rehearsed.reached).map(({ identity }) => identity),
    findings: {
      before: compareCatalogs(expected, live, { origins: replay.origins }),
      after: compareCatalogs(expected, rehearsed.reached, { origins: replay.origins }),
    },
  };
}

async function planWhole(basis: PlanBasis, choices: DataChoices) {
  const found = await findPlan(basis);
  const whole = new Set(
    found.steps.flatMap(({ kind, origin }) => (kind === 'file' && origin !== null ? [origin.migration] : [])),
  );
  const data = basis.isGenerated ? lostData(basis) : planData(basis, whole, choices);
  const refused: Obstacle[] = [];
  for (const step of data.steps) {
    const failure = await basis.rehearsal.attempt(step.statements);
    if (failure !== null) refused.push(refusedStatement(step, failure.message));
  }
  const run = new Set([...found.steps, ...data.steps].map(({ origin }) => origin?.migration));
  const unable = [...choices.run].filter((name) => !run.has(name)).map(unableToRun);
  const dropped = await dropExtras(basis, await basis.rehearsal.read());
  return {
    steps: [...found.steps, ...data.steps, ...dropped.steps],
    obstacles: [...found.obstacles, ...data.obstacles, ...refused, ...unable, ...dropped.obstacles],
    notes: data.notes,
    reached: await basis.rehearsal.read(),
  };
}

function refusedStatement({ origin, statements }: PlanStep, message: string): Obstacle {
  return {
    identity: `statement ${origin?.statement} of ${origin?.migration}`,
    reason: 'refused',
    message: `Statement ${origin?.statement} of ${origin?.file} does not run on the repaired schema: ${message}.`,
    choices: [
      `Run what it means by hand, and say that it ran: --ran ${origin?.migration}.`,
      `This was tried: ${statements[0]}`,
    ],
    rows: null,
  };
}

function unableToRun(name: string): Obstacle {
  return {
    ...{ identity: `migration ${name}`, reason: 'refused', rows: null },
    message: `${name} is to run, and does not run on the schema that is here.`,
    choices: [`Adopt without --run ${name}.`],
  };
}

interface Recorded {
  readonly history: ForeignHistory;
  readonly evidence: ReadonlyMap<string, ForeignEvidence>;
  readonly matched: number;
  readonly unmatched: number;
}

async function recordedBy(client: Client, files: readonly PreparedFile[]): Promise<readonly Recorded[]> {
  const migrations = files.map(({ migration }) => migration);
  return (await readForeignHistories(client)).map((history) => {
    const { evidence, unmatched } = matchHistory(history, migrations);
    return { history, evidence, matched: evidence.size, unmatched: unmatched.length };
  });
}

async function searchPathOf(client: Client): Promise<string> {
  const { rowSets } = await simpleQuery(client, "select pg_catalog.current_setting('search_path') as path");
  return String(rowSets[0]?.[0]?.path ?? '');
}

async function inScratch<T>(
  scratch: Scratch,
  live: Catalog,
  searchPath: string,
  work: (rehearsal: Awaited<ReturnType<typeof rehearse>>) => Promise<T>,
): Promise<T> {
  const client = await connect({ server: scratch.url, application: 'plumbline rehearsal', waitMs: 10_000 });
  try {
    if (scratch.isDisposable) await makeRoles(client, live);
    return await work(await rehearse(client, live, searchPath));
  } finally {
    await client.end().catch(() => {}); // A broken one has ended already.
  }
}

/** Roles belong to the server: one that is thrown away has none of those that policies name. */
async function makeRoles(client: Client, { objects }: Catalog): Promise<void> {
  const named = new Set(objects.flatMap((object) => (object.kind === 'policy' ? object.roles : [])));
  named.delete('public');
  for (const role of named) await simpleQuery(client, `create role ${quoteIdentifier(role)}`);
}
