/** The history of another tool, as it was found in the database. */
export interface ForeignHistory {
  readonly tool: string;
  /** The table, as a person would write it. */
  readonly table: string;
  readonly entries: readonly ForeignEntry[];
}

/** One row of it. What the tool does not keep is null. */
export interface ForeignEntry {
  /** As the tool keeps it: a file name with or without folders and ending, an id, a class. */
  readonly name: string | null;
  readonly number: string | null;
  /** What the migration is called beside its number. */
  readonly words: string | null;
  readonly checksum: string | null;
  /** How the checksum is made of the file's bytes; null when it cannot be made again. */
  readonly hash: 'sha256' | 'sha384' | null;
  readonly state: 'applied' | 'failed' | 'reverted';
  /** Whether it stands for every migration with a lower number, too. */
  readonly through: boolean;
  /** ISO-like text, as the database has it. */
  readonly appliedAt: string | null;
}
