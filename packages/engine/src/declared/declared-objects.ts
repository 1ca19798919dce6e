import type { ParsedMigration } from '../source/migration.ts';
import type { Declared } from './declared.ts';
import { type Ledger, newLedger } from './ledger.ts';
import { loadParser, type Parser } from './parser.ts';
import { readBody } from './read-body.ts';
import { readStatement } from './read-statement.ts';
import { type SourceStatement, sourceStatements } from './source-statement.ts';

/** Kinds of statements that declare something, undo it or decide where names are looked for. */
const FOLLOWED = /^(CREATE|ALTER|DROP|DO|SET|RESET|DISCARD|CALL|SELECT|WITH|IMPORT)\b/;
/** A longer statement of another kind than DO is data or a very long list; it is not worth a parser's memory. */
const LONGEST = 4 * 1024 * 1024;

/**
 * What a migration says will be there when it has run: tables, columns, keys, indexes, views, types, routines,
 * triggers, policies, schemas, extensions and sequences, of its statements and of those in the bodies of its DO blocks
 * that are sure to run. Statements that drop, rename or move something are followed in order. Temporary objects are
 * left out, and so is what stands under a condition.
 */
export async function declaredObjects(migration: Pick<ParsedMigration, 'statements'>): Promise<readonly Declared[]> {
  return declaredIn(await loadParser(), sourceStatements(migration));
}

/** The same for statements as they are sent. */
export function declaredIn(parser: Parser, statements: readonly SourceStatement[]): readonly Declared[] {
  const ledger = newLedger();
  for (const source of statements) readSource(parser, ledger, source);
  const isUnsure = ledger.pathIsUnsure || ledger.lookIn !== 'session';
  return ledger
    .entries()
    .map((entry) => (entry.lookIn === 'session' && isUnsure ? { ...entry, lookIn: 'any' } : entry));
}

function readSource(parser: Parser, ledger: Ledger, source: SourceStatement): void {
  const { kind, line } = source.statement;
  if (!FOLLOWED.test(kind)) return;
  if (kind === 'DO') {
    readBody(parser, ledger, source);
    return;
  }
  const nodes = source.text.length > LONGEST ? null : parser.parse(source.text);
  if (nodes === null) {
    ledger.excuse(`the statement in line ${line} could not be read beforehand`);
    return;
  }
  for (const { node } of nodes) {
    readStatement(
      {
        ...{ ledger, source, via: 'statement', conditional: false, handler: null, excuse: null },
        ...{ text: source.text, start: 0, isVerbatim: true, schema: null },
      },
      node,
    );
  }
}
