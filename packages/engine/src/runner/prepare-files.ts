import type { PlanEntry } from '../plan/plan.ts';
import { refuseDirectives } from '../source/directives.ts';
import { type Migration, parseMigration } from '../source/migration.ts';
import { transactionalBody } from '../source/transactional-body.ts';
import type { PreparedFile } from './apply-file.ts';
import type { ServerFacts } from './session.ts';

/**
 * Reads, splits and checks every pending file before the first of them runs: a broken third file must not be found
 * out when the first two are applied.
 *
 * @throws PlumblineError `invalid-sql`, `unknown-directive`, `transaction-control`, `needs-stepwise`
 */
export function prepareFiles(pending: readonly PlanEntry[], facts: ServerFacts): readonly PreparedFile[] {
  return pending.map((entry) => {
    const migration = parseMigration(entry.migration as Migration, facts.standardConformingStrings);
    refuseDirectives(migration);
    return { migration, body: transactionalBody(migration, facts.serverMajor) };
  });
}
