/** How the history table of another tool is known and read. */
export interface Recogniser {
  /** The name of the tool, as it writes itself. */
  readonly tool: string;
  /** What its table is called, unless it was told otherwise. */
  readonly tables: readonly string[];
  /** The columns that it has at least, sorted. Together with the name they are what makes it sure. */
  readonly columns: readonly string[];
  /** A table that stands beside it; null when none does. It tells tools apart whose tables are alike. */
  readonly beside: string | null;
  /** The query in sql/rescue that reads it. */
  readonly query: string;
  /** How it makes a checksum of a file, where it keeps one that can be made again of the file alone. */
  readonly hash: 'sha256' | 'sha384' | null;
}
