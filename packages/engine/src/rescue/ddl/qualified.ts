import { quoteIdentifier, quoteLiteral } from '../../db/quote.ts';

/** A name as SQL wants it, with its schema. */
export function qualified(schema: string | null, name: string): string {
  return schema === null ? quoteIdentifier(name) : `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
}

/** Names of columns, quoted, between brackets. */
export function columnList(names: readonly string[]): string {
  return `(${names.map(quoteIdentifier).join(', ')})`;
}

/** Options such as `fillfactor=70` between brackets, after a word; nothing when there are none. */
export function optionList(word: string, options: readonly string[]): string {
  return options.length === 0 ? '' : ` ${word} (${options.map(oneOption).join(', ')})`;
}

/** A value may be text of any kind; every option takes one in quotes. */
function oneOption(option: string): string {
  const at = option.indexOf('=');
  return at < 0 ? option : `${option.slice(0, at)}=${quoteLiteral(option.slice(at + 1))}`;
}
