import { type Token, tokens } from '../splitter/index.ts';
import { tableElements } from './table-elements.ts';
import { tokenReader } from './token-reader.ts';

/** Something that a statement brings into being. */
export interface DeclaredObject {
  readonly kind: 'relation' | 'column' | 'function' | 'type' | 'schema';
  /** As the server folds it, the last part of the name. */
  readonly name: string;
  /** The table of a column. */
  readonly table: string | null;
}

const relationWords: ReadonlySet<string> = new Set(['table', 'view', 'sequence']);
const modifiers: ReadonlySet<string> = new Set(
  'or replace global local temp temporary unlogged foreign materialized recursive'.split(' '),
);

/**
 * What a statement creates: relations, columns, functions, types and schemas; for a DO block, what the statements
 * in its body create. A guess by the words alone, good enough to say which migration is missing.
 */
export function declaredObjects(sql: string): DeclaredObject[] {
  const reader = tokenReader(sql);
  if (reader.accept('do')) return bodyStatements(sql).flatMap((statement) => declaredObjects(statement));
  if (reader.word === 'alter') return [...columnsOf(sql), ...renamed(sql)];
  if (!reader.accept('create')) return [];
  while (modifiers.has(reader.word)) reader.advance();
  const word = reader.word;
  reader.advance();
  reader.accept('if', 'not', 'exists');
  const name = reader.name().at(-1);
  if (name === undefined) return [];
  if (relationWords.has(word)) return [{ kind: 'relation', name, table: null }, ...columnsOf(sql)];
  if (word === 'function' || word === 'procedure' || word === 'aggregate')
    return [{ kind: 'function', name, table: null }];
  if (word === 'type' || word === 'domain') return [{ kind: 'type', name, table: null }];
  return word === 'schema' ? [{ kind: 'schema', name, table: null }] : [];
}

function columnsOf(sql: string): DeclaredObject[] {
  const elements = tableElements(sql);
  const table = elements?.table.at(-1) ?? null;
  return (elements?.columns ?? []).map(({ name }) => ({ kind: 'column', name, table }));
}

function renamed(sql: string): DeclaredObject[] {
  const reader = tokenReader(sql);
  reader.advance();
  while (modifiers.has(reader.word)) reader.advance();
  if (!relationWords.has(reader.word)) return [];
  reader.advance();
  reader.accept('if', 'exists');
  reader.accept('only');
  const table = reader.name().at(-1) ?? null;
  if (!reader.accept('rename')) return [];
  if (reader.accept('to')) return reader.name().map((name) => ({ kind: 'relation', name, table: null }));
  reader.accept('column');
  reader.name();
  return reader.accept('to') ? reader.name().map((name) => ({ kind: 'column', name, table })) : [];
}

/** The SQL statements in the dollar-quoted body of a DO block that begin with one of the verbs, each from there on. */
export function bodyStatements(sql: string, verbs: readonly string[] = ['create', 'alter']): string[] {
  const body = safely(sql).find((token) => token.type === 'dollar-string');
  if (body === undefined) return [];
  const open = body.text.indexOf('$', 1) + 1;
  const text = body.text.slice(open, -open);
  const statements: string[] = [];
  let start: number | null = null;
  for (const token of safely(text)) {
    const word = token.type === 'word' ? token.text.toLowerCase() : token.text;
    if (start === null && verbs.includes(word)) start = token.start;
    if (word !== ';') continue;
    if (start !== null) statements.push(text.slice(start, token.start));
    start = null;
  }
  return statements;
}

function safely(sql: string): Token[] {
  try {
    return [...tokens(sql)];
  } catch {
    return [];
  }
}
