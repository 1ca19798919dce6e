import type { Cause } from '../cause.ts';
import { addressOf, databaseOf, firstName, roleOf } from '../names.ts';

const readOnly: Cause = {
  code: 'read-only-transaction',
  sqlstates: ['25006'],
  explain: ({ target, facts }) =>
    facts?.isStandby === true
      ? {
          title: 'This server is a standby: it can only be read',
          explanation:
            `${addressOf(target)} is a standby (replica) that replays what its primary does. Nothing can be written ` +
            'here, whatever the role may do. Migrations run on the primary and arrive here by themselves.',
          remedy: [
            'Point MIGRATION_DATABASE_URL at the primary.',
            'With several hosts behind one name, use the name that always leads to the primary (most services have one for writing and one for reading).',
          ],
        }
      : {
          title: 'The transaction is read-only',
          explanation:
            `${databaseOf(target)} refuses to write because default_transaction_read_only (or transaction_read_only) is on for this ` +
            'server, database, role or session. A standby looks the same. Some services switch it on when the disk is nearly full.',
          remedy: [
            "Ask who set it: select name, setting, source, sourcefile from pg_settings where name like '%read_only';",
            'Switch it off where it was set, for example: ALTER ROLE ... RESET default_transaction_read_only;',
            'If select pg_is_in_recovery() gives true, this is a standby: connect to the primary.',
          ],
        },
};

const denied: Cause = {
  code: 'insufficient-privilege',
  sqlstates: ['42501'],
  explain: (input) => {
    const { facts } = input;
    const object = firstName(input, '');
    const owner =
      facts?.owner === undefined
        ? ''
        : ` Its owner is "${facts.owner}"; only the owner (or a member of that role) may change it.`;
    return {
      title: 'The role is not allowed to do this',
      explanation:
        `${roleOf(input).replace(/^the/, 'The').replace(/^role/, 'Role')} lacks a privilege${object === '' ? '' : ` on ${object}`}: ${input.failure.message}.${owner}` +
        (/schema "?public"?/.test(input.failure.message)
          ? ' Since PostgreSQL 15 only the owner of the database may create objects in the schema public.'
          : ''),
      remedy: privilegeRemedies(input.failure.message, input.target?.user, facts?.owner),
    };
  },
};

function privilegeRemedies(message: string, user: string | undefined, owner: string | undefined): string[] {
  const role = `"${user ?? '<role>'}"`;
  const steps = [];
  if (/must be owner/.test(message) || owner !== undefined) {
    steps.push(
      `Run migrations as the owner, or make ${role} a member of it: GRANT "${owner ?? '<owner>'}" TO ${role};`,
    );
  }
  if (/schema/.test(message)) steps.push(`Let it create there: GRANT USAGE, CREATE ON SCHEMA <schema> TO ${role};`);
  if (/for (table|view|sequence|relation)/.test(message)) {
    steps.push(`Let it read and write there: GRANT SELECT, INSERT, UPDATE, DELETE ON <table> TO ${role};`);
  }
  if (/extension/.test(message))
    steps.push(
      'Have an administrator run CREATE EXTENSION once; afterwards CREATE EXTENSION IF NOT EXISTS passes for everybody.',
    );
  if (/for database/.test(message))
    steps.push(`Let it create schemas: GRANT CREATE ON DATABASE <database> TO ${role};`);
  return [
    ...steps,
    'Use one role, the owner of the schema, for all migrations: give its URL in MIGRATION_DATABASE_URL.',
  ];
}

/** Connected, and not allowed to write. */
export const permissionCauses: readonly Cause[] = [readOnly, denied];
