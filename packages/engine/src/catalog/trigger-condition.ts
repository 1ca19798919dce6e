/**
 * The condition in the definition of a trigger, which only the whole definition has: what stands between the parentheses
 * after WHEN. Null when there is none.
 *
 * @param definition as pg_get_triggerdef writes it
 */
export function triggerCondition(definition: string): string | null {
  const start = / FOR EACH (?:ROW|STATEMENT) WHEN \(/.exec(definition);
  if (start === null) return null;
  const from = start.index + start[0].length;
  // Quotes first: a parenthesis between them is none.
  const tokens = /'(?:[^']|'')*'|"(?:[^"]|"")*"|[()]/g;
  tokens.lastIndex = from;
  let depth = 1;
  for (let token = tokens.exec(definition); token !== null; token = tokens.exec(definition)) {
    if (token[0] === '(') depth += 1;
    if (token[0] === ')') depth -= 1;
    if (depth === 0) return definition.slice(from, token.index);
  }
  return null;
}
