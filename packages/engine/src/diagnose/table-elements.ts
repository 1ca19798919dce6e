import { type TokenReader, tokenReader } from './token-reader.ts';

/** A foreign key as it is written. `targetColumns` is empty when it refers to the primary key of its target. */
export interface WrittenForeignKey {
  readonly columns: readonly string[];
  readonly targetTable: readonly string[];
  readonly targetColumns: readonly string[];
}

/** A column as it is written: its type is null when only its name was read. */
export interface WrittenColumn {
  readonly name: string;
  readonly type: string | null;
}

/** What a CREATE TABLE or ALTER TABLE says about columns and keys. */
export interface TableElements {
  readonly table: readonly string[];
  readonly columns: readonly WrittenColumn[];
  readonly primaryKey: readonly string[];
  readonly foreignKeys: readonly WrittenForeignKey[];
}

interface Draft {
  readonly columns: WrittenColumn[];
  readonly foreignKeys: WrittenForeignKey[];
  primaryKey: readonly string[];
}

/** The words that end the type of a column. */
const afterType: ReadonlySet<string> = new Set(
  (
    'not null default primary unique references check constraint collate generated storage compression deferrable ' +
    'initially using'
  ).split(' '),
);

/** Reads the table statement at the start of a text; null when it is another statement. */
export function tableElements(sql: string): TableElements | null {
  const reader = tokenReader(sql);
  const draft: Draft = { columns: [], foreignKeys: [], primaryKey: [] };
  const table = createdTable(reader) ?? alteredTable(reader);
  if (table === null) return null;
  if (table.isNew) {
    if (!reader.accept('(')) return { table: table.name, ...draft };
    readList(reader, () => readElement(reader, draft));
  } else {
    readList(reader, () => readAction(reader, draft));
  }
  return { table: table.name, ...draft };
}

type Heading = { readonly name: readonly string[]; readonly isNew: boolean } | null;

function createdTable(reader: TokenReader): Heading {
  if (!reader.accept('create')) return null;
  while (['global', 'local', 'temp', 'temporary', 'unlogged', 'foreign'].includes(reader.word)) reader.advance();
  if (!reader.accept('table')) return null;
  reader.accept('if', 'not', 'exists');
  return { name: reader.name(), isNew: true };
}

function alteredTable(reader: TokenReader): Heading {
  if (!reader.accept('alter')) return null;
  reader.accept('foreign');
  if (!reader.accept('table')) return null;
  reader.accept('if', 'exists');
  reader.accept('only');
  const name = reader.name();
  reader.accept('*');
  return { name, isNew: false };
}

/** Elements between commas, up to the closing parenthesis or the end; each is read by `element` as far as it goes. */
function readList(reader: TokenReader, element: () => void): void {
  while (reader.token !== undefined && reader.word !== ')') {
    element();
    while (reader.token !== undefined && reader.word !== ',' && reader.word !== ')') reader.skipGroup();
    reader.accept(',');
  }
}

function readAction(reader: TokenReader, draft: Draft): void {
  if (reader.accept('add')) {
    reader.accept('column');
    reader.accept('if', 'not', 'exists');
    readElement(reader, draft);
  } else if (reader.accept('alter')) {
    reader.accept('column');
    const [name] = reader.name();
    reader.accept('set', 'data');
    if (name !== undefined && reader.accept('type')) draft.columns.push({ name, type: readType(reader) });
  }
}

function readElement(reader: TokenReader, draft: Draft): void {
  if (reader.accept('constraint')) reader.name();
  if (reader.accept('primary', 'key')) {
    draft.primaryKey = reader.nameList();
  } else if (reader.accept('foreign', 'key')) {
    const columns = reader.nameList();
    if (reader.accept('references')) draft.foreignKeys.push({ columns, ...readTarget(reader) });
  } else if (!['unique', 'check', 'exclude', 'like', 'not'].includes(reader.word)) {
    readColumn(reader, draft);
  }
}

function readColumn(reader: TokenReader, draft: Draft): void {
  const [name] = reader.name();
  if (name === undefined) return;
  draft.columns.push({ name, type: readType(reader) });
  while (reader.token !== undefined && reader.word !== ',' && reader.word !== ')') {
    if (reader.accept('primary', 'key')) draft.primaryKey = [name];
    else if (reader.accept('references')) draft.foreignKeys.push({ columns: [name], ...readTarget(reader) });
    else reader.skipGroup();
  }
}

function readTarget(reader: TokenReader): Omit<WrittenForeignKey, 'columns'> {
  return { targetTable: reader.name(), targetColumns: reader.nameList() };
}

/** `character varying(20)`, `numeric(10, 2)[]`, `public.mood`: the tokens up to the first constraint. */
function readType(reader: TokenReader): string | null {
  let type = '';
  let previous = '';
  let depth = 0;
  while (reader.token !== undefined) {
    const { word } = reader;
    if (depth === 0 && (word === ',' || word === ')' || afterType.has(word))) break;
    if (word === '(' || word === '[') depth += 1;
    if (word === ')' || word === ']') depth -= 1;
    const isGlued = type === '' || '().,[]'.includes(word) || '(.['.includes(previous);
    type += `${isGlued ? '' : ' '}${word}`;
    previous = word;
    reader.advance();
  }
  return type === '' ? null : type;
}
