import { PlumblineError } from '../errors.ts';
import { nearest } from '../spelling/nearest.ts';
import { positionAt, type Statement, type Token, tokens } from '../splitter/index.ts';
import type { ParsedMigration } from './migration.ts';

/** What `${name}` stands for. Placeholders are replaced only when they are switched on by giving this. */
export interface Placeholders {
  readonly values: Readonly<Record<string, string>>;
  /** Replace inside dollar-quoted bodies too. */
  readonly inBodies: boolean;
}

/** A statement's text as it is sent, and the way back to the place in the file. */
export interface Filled {
  readonly text: string;
  /** UTF-16 offset in `text` to UTF-16 offset in the statement as it is written. */
  readonly written: (offset: number) => number;
}

interface Replacement {
  /** Where the value begins in the text that is sent. */
  readonly at: number;
  readonly value: string;
  readonly placeholder: string;
}

const PLACEHOLDER = /\$\{([^}\r\n]*)\}/g;

/**
 * Replaces `${name}` in a statement: everywhere but in comments, and in dollar-quoted bodies only when asked. The value
 * is put in as it stands: it is the configuration's, which is trusted as the file is.
 *
 * @throws PlumblineError `undefined-placeholder` at the place of one that has no value
 */
export function fillPlaceholders(migration: ParsedMigration, statement: Statement, placeholders: Placeholders): Filled {
  const source = statement.text;
  if (!source.includes('${')) return { text: source, written: (offset) => offset };
  const skips = leftAlone(statement, placeholders);
  const replacements: Replacement[] = [];
  let text = '';
  let last = 0;
  for (const match of source.matchAll(PLACEHOLDER)) {
    if (skips(match.index)) continue;
    const name = (match[1] ?? '').trim();
    const value = Object.hasOwn(placeholders.values, name) ? placeholders.values[name] : undefined;
    if (value === undefined) throw undefinedPlaceholder(migration, statement.start + match.index, name, placeholders);
    text += source.slice(last, match.index);
    replacements.push({ at: text.length, value, placeholder: match[0] });
    text += value;
    last = match.index + match[0].length;
  }
  text += source.slice(last);
  return { text, written: (offset) => writtenOffset(replacements, offset) };
}

/** A test, for rising offsets only, of whether a place is in a comment or in a body that is to be left alone. */
function leftAlone(statement: Statement, { inBodies }: Placeholders): (offset: number) => boolean {
  const all = [...tokens(statement.text, { standardConformingStrings: statement.standardConformingStrings })];
  let next = 0;
  return (offset) => {
    while (next < all.length && (all[next] as Token).end <= offset) next += 1;
    const token = all[next];
    // Between two tokens are white space and comments only.
    if (token === undefined || token.start > offset) return true;
    return token.type === 'dollar-string' && !inBodies;
  };
}

function writtenOffset(replacements: readonly Replacement[], offset: number): number {
  let shift = 0;
  for (const { at, value, placeholder } of replacements) {
    if (offset < at) break;
    // Inside a value there is only one place to point at: its placeholder.
    if (offset < at + value.length) return at + shift;
    shift += placeholder.length - value.length;
  }
  return offset + shift;
}

function undefinedPlaceholder(
  migration: ParsedMigration,
  offset: number,
  name: string,
  { values }: Placeholders,
): PlumblineError {
  const { line, column } = positionAt(migration.sql, offset);
  const known = Object.keys(values);
  const [meant] = nearest(name, known);
  const message = `the placeholder \${${name}} has no value.`;
  return new PlumblineError('undefined-placeholder', `${migration.file}:${line}:${column}: ${message}`, {
    position: { file: migration.file, line, column },
    migration: migration.name,
    remedy: [
      ...(meant === undefined ? [] : [`Did you mean \${${meant}}?`]),
      `Give it a value; those with one are: ${known.length === 0 ? 'none' : known.join(', ')}.`,
    ],
  });
}
