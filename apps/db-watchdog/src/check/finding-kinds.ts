import { findingCodes, type Severity } from '@plumbline/engine';

/** The watchdog's own findings, beside the verifier's. Each has a runbook in docs/runbooks. */
export const ownFindingCodes = {
  unreachable: { severity: 'critical', meaning: 'The database does not answer.' },
  'migration-failed': { severity: 'critical', meaning: 'The last attempt to apply a migration failed.' },
  'migration-interrupted': { severity: 'major', meaning: 'A migration stopped half way.' },
  'migration-edited': { severity: 'major', meaning: 'A migration was changed after it was applied.' },
  'migration-unknown': { severity: 'minor', meaning: 'The database has a migration that this build does not have.' },
  'migration-renamed': { severity: 'minor', meaning: 'A migration was applied under another name.' },
  'migration-pending': { severity: 'minor', meaning: 'A migration waits to be applied.' },
  'migration-out-of-order': { severity: 'minor', meaning: 'A migration waits although a later one is applied.' },
  'key-exhaustion': { severity: 'major', meaning: 'A key has used most of the numbers that it can have.' },
  'lock-wait': { severity: 'major', meaning: 'Somebody has waited for a lock for a long time.' },
  'refused-sql': { severity: 'critical', meaning: 'The application sends SQL that the schema refuses.' },
} as const satisfies Readonly<Record<string, { readonly severity: Severity; readonly meaning: string }>>;

export type OwnFindingCode = keyof typeof ownFindingCodes;

/** Every code that a finding of the watchdog can have, with how severe it is as a rule. A closed set: it labels metrics. */
export const findingKinds: Readonly<Record<string, { readonly severity: Severity; readonly meaning: string }>> = {
  ...ownFindingCodes,
  ...findingCodes,
};
