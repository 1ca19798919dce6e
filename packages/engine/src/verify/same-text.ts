/** How a text is to be parsed: a default or a condition; the query of a view or a rule. */
export type TextForm = 'expression' | 'query';

/** Turns SQL into a form in which equal syntax trees are equal texts; null when it cannot be parsed. */
export type Normalise = (sql: string, as: TextForm) => string | null;

/** Whether two texts that servers wrote mean the same, as far as can be told. Null is no text: nothing equals it but itself. */
export type SameText = (expected: string | null, live: string | null, as?: TextForm) => boolean;

/**
 * Servers of one major version write the same thing alike. Those of different versions do not always, so that texts compare
 * by their syntax tree there; where that cannot be had, a difference between two texts says nothing.
 *
 * @param undoRenames gives the names in a live text back that they should have
 */
export function sameTextBy(
  sameMajor: boolean,
  normalise: Normalise | null,
  undoRenames: (text: string) => string,
): SameText {
  return (expected, live, as = 'expression') => {
    if (expected === live) return true;
    if (expected === null || live === null) return false;
    const named = undoRenames(live);
    if (expected === named) return true;
    if (sameMajor) return false;
    const trees = [expected, named].map((text) => normalise?.(text, as) ?? null);
    return trees.includes(null) || trees[0] === trees[1];
  };
}
