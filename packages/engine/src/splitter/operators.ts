import { isDigit, MINUS, SLASH, STAR } from './characters.ts';

const OPERATOR_CHARACTERS = '~!@#^&|`?+-*/%<>=';
/** One of these lets an operator end in `+` or `-`; without any, `=-1` is `=` and `-1`. */
const FREE_CHARACTERS = '~!@#^&|`?%';
const NUMBER =
  /(?:0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|(?:\d(?:_?\d)*(?:\.(?!\.)(?:\d(?:_?\d)*)?)?|\.\d(?:_?\d)*)(?:[eE][+-]?\d(?:_?\d)*)?)/y;

const operatorClass = new Uint8Array(128);
for (const character of OPERATOR_CHARACTERS) operatorClass[character.charCodeAt(0)] = 1;
for (const character of FREE_CHARACTERS) operatorClass[character.charCodeAt(0)] = 2;

export function isOperatorCharacter(code: number): boolean {
  return code < 128 && operatorClass[code] !== 0;
}

/** The end of the operator at `at`: as long as can be, but not into a comment, and without a dangling sign. */
export function operatorEnd(sql: string, at: number, limit: number): number {
  let end = at;
  let free = false;
  while (end < limit) {
    const code = sql.charCodeAt(end);
    if (!isOperatorCharacter(code)) break;
    const next = sql.charCodeAt(end + 1);
    if ((code === MINUS && next === MINUS) || (code === SLASH && next === STAR)) break;
    if (operatorClass[code] === 2) free = true;
    end++;
  }
  if (!free) {
    while (end > at + 1 && (sql.charCodeAt(end - 1) === MINUS || sql.charCodeAt(end - 1) === 0x2b)) end--;
  }
  return Math.max(end, at + 1);
}

/** The end of the number at `at`, which begins with a digit or with a dot and a digit. */
export function numberEnd(sql: string, at: number, limit: number): number {
  NUMBER.lastIndex = at;
  const end = NUMBER.test(sql) ? NUMBER.lastIndex : at + 1;
  // `1..10` is two numbers around `..`; a number never reaches beyond the range it is read from.
  return Math.min(isDigit(sql.charCodeAt(at)) || end > at + 1 ? end : at + 1, limit);
}
