/** One row of the history, as far as planning needs it. */
export interface HistoryRecord {
  readonly name: string;
  readonly number: number | null;
  readonly checksum: string;
  readonly codeChecksum: string | null;
  readonly state: 'applied' | 'failed' | 'running';
  readonly appliedAt: string | null;
  readonly appliedBy: string | null;
  readonly durationMs: number | null;
  readonly error: string | null;
  readonly statements: number | null;
}
