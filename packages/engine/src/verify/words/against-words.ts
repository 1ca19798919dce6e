/** What a database is compared with: what its migrations make, or another database. */
export type Against = 'migrations' | 'database';

/** How a finding speaks of what the database is compared with: no migration is to blame for what differs from another database. */
export interface AgainstWords {
  /** The first text against the migrations, the second against another database. */
  either(ofMigrations: string, ofDatabase: string): string;
  /** Of what only the one that is looked at has: `no migration makes it`. */
  lacks(it?: string): string;
  /** What to do with it. */
  keepOrDrop(condition: 'needed' | 'right'): string;
  /** How to bring an object back into its shape: by the statement that made it. */
  runAgain(statement: string): string;
}

/** @returns the words of all findings of a comparison */
export function againstWords(against: Against): AgainstWords {
  const either = (ofMigrations: string, ofDatabase: string): string =>
    against === 'migrations' ? ofMigrations : ofDatabase;
  return {
    either,
    lacks: (it = 'it') => either(`no migration makes ${it}`, `the other database does not have ${it}`),
    keepOrDrop: (condition) =>
      either(
        `Make it by a migration if it is ${condition}, drop it if it is not, or allow it in the configuration.`,
        `Make it in the other database too if it is ${condition}, or drop it here if it is not.`,
      ),
    runAgain: (statement) =>
      either(
        `Run the ${statement} of the migration again, by a new migration.`,
        `Run the ${statement} of the other database here.`,
      ),
  };
}
