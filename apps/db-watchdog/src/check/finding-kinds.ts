import { type FindingCode, findingCodes, type Severity } from '@plumbline/engine/watch';

export type OwnFindingCode =
  | 'unreachable'
  | 'migration-failed'
  | 'migration-interrupted'
  | 'migration-edited'
  | 'migration-unknown'
  | 'migration-renamed'
  | 'migration-pending'
  | 'migration-out-of-order'
  | 'lock-wait'
  | 'refused-sql'
  | 'query-broken'
  | 'query-unchecked';

export interface FindingKind {
  /** As a rule; a finding can be more or less severe. */
  readonly severity: Severity;
  readonly meaning: string;
}

/** The watchdog's own findings, beside the verifier's. Each has a runbook in docs/runbooks. */
export const ownFindingCodes: Readonly<Record<OwnFindingCode, FindingKind>> = {
  unreachable: { severity: 'critical', meaning: 'The database does not answer.' },
  'migration-failed': { severity: 'critical', meaning: 'The last attempt to apply a migration failed.' },
  'migration-interrupted': { severity: 'major', meaning: 'A migration stopped half way.' },
  'migration-edited': { severity: 'major', meaning: 'A migration was changed after it was applied.' },
  'migration-unknown': { severity: 'minor', meaning: 'The database has a migration that this build does not have.' },
  'migration-renamed': { severity: 'minor', meaning: 'A migration was applied under another name.' },
  'migration-pending': { severity: 'minor', meaning: 'A migration waits to be applied.' },
  'migration-out-of-order': { severity: 'minor', meaning: 'A migration waits although a later one is applied.' },
  'lock-wait': { severity: 'major', meaning: 'Somebody has waited for a lock for a long time.' },
  'refused-sql': { severity: 'critical', meaning: 'The application sends SQL that the schema refuses.' },
  'query-broken': { severity: 'critical', meaning: 'A query of the application does not fit the schema.' },
  'query-unchecked': { severity: 'minor', meaning: 'A query of the application could not be checked.' },
};

/** Every code that a finding of the watchdog can have. */
export type ShownCode = OwnFindingCode | FindingCode;

/** Each of them, with how severe it is as a rule. A closed set: it labels metrics. `plumbline explain` knows all of them. */
export const findingKinds: Readonly<Record<ShownCode, FindingKind>> = {
  ...ownFindingCodes,
  ...findingCodes,
};
