import type { MigrationState } from '@plumbline/engine/watch';
import type { MigrationFact } from './check-result.ts';
import { type OwnFindingCode, ownFindingCodes } from './finding-kinds.ts';
import type { WatchFinding } from './watch-finding.ts';

interface Words {
  readonly code: OwnFindingCode;
  readonly message: string;
  readonly why: string;
  readonly remedy: string;
}

/** The states that are worth a finding; `applied` and `cosmetic` are none. */
const WORDS: Readonly<Partial<Record<MigrationState, Words>>> = {
  failed: {
    code: 'migration-failed',
    message: 'its last attempt failed',
    why: 'What it makes is not there, and no later migration is applied.',
    remedy: 'Correct the file and run `plumbline migrate`.',
  },
  interrupted: {
    code: 'migration-interrupted',
    message: 'it stopped half way, or is running right now',
    why: 'Only a part of what it makes is there.',
    remedy: 'Run `plumbline migrate`: it goes on at the right statement.',
  },
  edited: {
    code: 'migration-edited',
    message: 'it was changed after it was applied',
    why: 'A new database would get another schema than this one has.',
    remedy: 'Put the file back and write a new migration, or take the edit over: `plumbline repair --accept`.',
  },
  missing: {
    code: 'migration-unknown',
    message: 'it was applied, and this build does not have it',
    why: 'An older build may be running on a newer schema.',
    remedy: 'Deploy the build that has the file, or put the file back.',
  },
  renamed: {
    code: 'migration-renamed',
    message: 'it was applied under another name',
    why: 'Names are identities: tools that do not know better would apply it again.',
    remedy: 'Give the file its former name, or run `plumbline repair`.',
  },
  pending: {
    code: 'migration-pending',
    message: 'it is not applied yet',
    why: 'What it makes is not there; code that needs it fails.',
    remedy: 'Run `plumbline migrate`.',
  },
  'out-of-order': {
    code: 'migration-out-of-order',
    message: 'it is not applied, although a later one is',
    why: 'Migrations are refused until it is settled.',
    remedy: 'Give it a number after the applied ones, or run `plumbline migrate --out-of-order`.',
  },
};

/** What the states of the migrations have to say. */
export function historyFindings(migrations: readonly MigrationFact[]): readonly WatchFinding[] {
  return migrations.flatMap((migration) => {
    const words = WORDS[migration.state];
    return words === undefined ? [] : [historyFinding(migration, words)];
  });
}

function historyFinding({ name, state, note }: MigrationFact, words: Words): WatchFinding {
  return {
    area: 'history',
    code: words.code,
    severity: ownFindingCodes[words.code].severity,
    identity: `migration ${name}`,
    expected: 'applied',
    actual: state,
    message: `Migration ${name}: ${note ?? words.message}.`,
    why: words.why,
    remedy: [words.remedy],
    origin: null,
  };
}
