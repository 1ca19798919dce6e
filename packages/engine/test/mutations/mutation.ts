import { readFileSync } from 'node:fs';

/** One change of a true database. */
export interface Mutation {
  readonly name: string;
  /** Only on this version and later ones. */
  readonly since: number;
  /** What must come of it, as `code: identity`, and nothing else. */
  readonly finds: readonly string[];
  readonly sql: string;
}

/** The changes in `cases/<file>.sql`: a name, the version it needs, what it must lead to, and the SQL that makes it. */
export function readMutations(file: string): readonly Mutation[] {
  const text = readFileSync(new URL(`cases/${file}.sql`, import.meta.url), 'utf8');
  return text.split(/\n\n+(?=-- )/).map((paragraph) => {
    const lines = paragraph.trim().split('\n');
    const said = (word: string): readonly string[] =>
      lines.filter((line) => line.startsWith(`-- ${word} `)).map((line) => line.slice(word.length + 4));
    return {
      name: lines[0]?.slice(3) ?? '',
      since: Number(said('since')[0] ?? 0),
      finds: said('finds'),
      sql: lines.filter((line) => !line.startsWith('-- ')).join('\n'),
    };
  });
}
