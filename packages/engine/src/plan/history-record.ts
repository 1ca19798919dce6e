/** One row of the history, as far as planning needs it. */
export interface HistoryRecord {
  readonly name: string;
  readonly number: number | null;
  readonly checksum: string;
  readonly codeChecksum: string | null;
  /** `reverted`: it was applied once and taken back, so it is pending. */
  readonly state: 'applied' | 'failed' | 'running' | 'reverted';
  readonly appliedAt: string | null;
  readonly appliedBy: string | null;
  readonly durationMs: number | null;
  readonly error: string | null;
  readonly statements: number | null;
  readonly kind: 'migration' | 'repeatable' | 'baseline';
  readonly mode: 'transactional' | 'stepwise';
  /** Of a stepwise file that stopped half way: how many of its statements are done. */
  readonly statementsDone: number;
  /** The code checksum of the statements that are done: they must not have changed when the rest is resumed. */
  readonly doneChecksum: string | null;
  /** The code checksum of a statement that was begun and whose end was not recorded; null when there is none. */
  readonly inFlight: string | null;
  /** The backend that ran a stepwise file last. */
  readonly backendPid: number | null;
}
