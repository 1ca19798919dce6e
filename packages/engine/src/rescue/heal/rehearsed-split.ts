import type { Catalog } from '../../catalog/catalog.ts';
import { connect } from '../../db/connect.ts';
import { PlumblineError } from '../../errors.ts';
import type { Scratch } from '../../expect/scratch.ts';
import { differencesOf } from '../difference.ts';
import type { Examination } from '../examine-database.ts';
import { openDifferences } from '../plan/open-differences.ts';
import { rehearse } from '../plan/rehearsal.ts';
import { type SplitPlan, splitPlan } from './split-plan.ts';

/**
 * The repair as files have it, tried twice: on a copy of the database, where it has to lead to what should be, and on a
 * schema that is in order, where it has to change nothing.
 *
 * @param scratch makes an empty database for each of the two
 * @throws PlumblineError `cannot-rehearse` when it does not
 */
export async function rehearsedSplit(examination: Examination, scratch: () => Promise<Scratch>): Promise<SplitPlan> {
  const { steps, live, expected, hasRows } = examination;
  // What does not go in two parts, such as a foreign key to a key that is only made afterwards, goes in one.
  const choices = [splitPlan(steps, live, hasRows), splitPlan(steps, live, () => false)];
  let reason = '';
  for (const choice of choices) {
    const refused =
      (await tryOn(choice, live, expected, scratch)) ?? (await tryOn(choice, expected, expected, scratch));
    if (refused === null) return choice;
    reason = refused;
  }
  throw new PlumblineError('cannot-rehearse', `No file can be written that does this on every database: ${reason}.`, {
    remedy: ['Repair this database alone: plumbline heal --apply.'],
  });
}

async function tryOn(
  { atOnce, oneByOne }: SplitPlan,
  from: Catalog,
  expected: Catalog,
  scratch: () => Promise<Scratch>,
): Promise<string | null> {
  const { url, drop } = await scratch();
  try {
    const client = await connect({ server: url, application: 'plumbline rehearsal', waitMs: 10_000 });
    try {
      const rehearsal = await rehearse(client, from, '"$user", public');
      // In the rehearsal all is one transaction.
      const statements = [...atOnce, ...oneByOne].map((statement) =>
        statement.replace(/^((?:CREATE (?:UNIQUE )?|DROP )INDEX) CONCURRENTLY/, '$1'),
      );
      const failure = await rehearsal.attempt(statements);
      if (failure !== null) return failure.message;
      const reached = await rehearsal.read();
      const open = from === expected ? differencesOf(expected, reached) : openDifferences(expected, reached);
      return open.length === 0 ? null : `${open[0]?.identity} comes out otherwise`;
    } finally {
      await client.end().catch(() => {}); // A broken one has ended already.
    }
  } finally {
    await drop();
  }
}
