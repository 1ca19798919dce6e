import type { CatalogIndex } from './index-catalog.ts';
import type { SameText } from './same-text.ts';
import type { AgainstWords } from './words/against-words.ts';

/** What a check can look at besides its objects. Renames are undone in `live`: its objects have the names they should have. */
export interface Comparison {
  readonly expected: CatalogIndex;
  readonly live: CatalogIndex;
  /** Both sides come from servers of one major version. */
  readonly sameMajor: boolean;
  readonly sameText: SameText;
  /** How to speak of what the database is compared with. */
  readonly against: AgainstWords;
}
