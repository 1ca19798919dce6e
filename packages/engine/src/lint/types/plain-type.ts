import { plainNames, serials } from '../../declared/type-family.ts';
import { builtIn, type SqlType } from './sql-type.ts';

const SHORT: ReadonlyMap<string, string> = new Map([
  ...Object.entries(plainNames).map(([short, plain]): [string, string] => [plain.split(' ')[0] ?? '', short]),
  ['int', 'int4'],
  ['integer', 'int4'],
  ['char', 'bpchar'],
  ['decimal', 'numeric'],
  ['timestamp', 'timestamp'],
]);

/** The type that the first word of its name stands for: `integer`, `uuid`; null when it may be several. */
export function plainType(word: string): SqlType | null {
  if (['character', 'double', 'time', 'timestamp', 'bit'].includes(word)) return null;
  return builtIn(serials[word] ?? SHORT.get(word) ?? word);
}
