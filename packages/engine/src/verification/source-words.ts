import type { ExpectedSource } from '../expect/expected-schema.ts';

/** What a database was compared with, in a sentence. */
export const sourceWords: Readonly<Record<ExpectedSource, string>> = {
  snapshot: 'the snapshot',
  recorded: 'what the last run recorded',
  replayed: 'a replay of the migrations',
  database: 'another database',
  given: 'what was given',
};
