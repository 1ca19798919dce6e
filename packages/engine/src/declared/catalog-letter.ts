import type { Declared } from './declared.ts';

/** The letters by which the catalog tells kinds apart. */
export interface CatalogLetters {
  /** pg_class.relkind, any of these. */
  readonly relation?: string;
  /** pg_constraint.contype. */
  readonly key?: string;
  /** pg_proc.prokind, any of these. */
  readonly routine?: string;
}

const LETTERS: Readonly<Record<string, CatalogLetters>> = {
  table: { relation: 'rpf' },
  'foreign table': { relation: 'rpf' },
  view: { relation: 'v' },
  'materialized view': { relation: 'm' },
  sequence: { relation: 'S' },
  'primary key': { key: 'p' },
  'unique key': { key: 'u' },
  'foreign key': { key: 'f' },
  check: { key: 'c' },
  'exclusion constraint': { key: 'x' },
  function: { routine: 'fw' },
  procedure: { routine: 'p' },
  aggregate: { routine: 'a' },
};

export function catalogLetter({ kind }: Pick<Declared, 'kind'>): CatalogLetters {
  return LETTERS[kind] ?? {};
}
