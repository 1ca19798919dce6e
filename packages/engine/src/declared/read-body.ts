import { type BodyBlock, type BodyNode, type BodyStatement, bodyTree } from './body-tree.ts';
import type { Handler } from './declared.ts';
import { doBody } from './do-body.ts';
import type { Ledger } from './ledger.ts';
import { literalText } from './literal-text.ts';
import type { Parser } from './parser.ts';
import { placeIn } from './place.ts';
import { unseen } from './read-session.ts';
import { readStatement } from './read-statement.ts';
import type { Scope } from './scope.ts';
import type { SourceStatement } from './source-statement.ts';
import { swallowing } from './swallows.ts';

/** Statements of PL/pgSQL that are SQL and can declare or undo something. */
const FOLLOWED: ReadonlySet<string> = new Set(
  'create alter drop set reset discard select with call perform import'.split(' '),
);
/** SQL put together at run time that begins like this takes nothing away. */
const HARMLESS = /^\s*(create|grant|revoke|comment|insert|update|delete|truncate|analyze|lock|refresh)\b/i;

/** What holds for every statement of one body. */
interface Body {
  readonly parser: Parser;
  readonly ledger: Ledger;
  readonly source: SourceStatement;
  readonly text: string;
  readonly offsetOf: (offset: number) => number;
  /** A RETURN or EXIT stood before: what follows may never run. */
  mayBeLeft: boolean;
}

/** Under which conditions a statement of the body stands. */
interface Circumstances {
  readonly conditional: boolean;
  readonly handler: Handler | null;
  readonly excuse: string | null;
}

/** Follows the statements in the body of a DO block that are sure to run, or to fail. */
export function readBody(parser: Parser, ledger: Ledger, source: SourceStatement): void {
  const { standardConformingStrings: strings, line } = source.statement;
  const body = doBody(source.text, strings);
  const tree = body?.language === 'plpgsql' ? bodyTree(body.text, strings) : null;
  if (body === null || tree === null) {
    unseenIn(ledger, line);
    return;
  }
  const { text, offsetOf } = body;
  const nothing = { conditional: false, handler: null, excuse: null };
  follow({ parser, ledger, source, text, offsetOf, mayBeLeft: false }, tree, nothing);
}

function follow(body: Body, nodes: readonly BodyNode[], circumstances: Circumstances): void {
  for (const node of nodes) {
    if (node.is === 'statement') readOne(body, node, circumstances);
    else if (node.is === 'branch') follow(body, node.body, { ...circumstances, conditional: true });
    else followBlock(body, node, circumstances);
  }
}

function followBlock(body: Body, block: BodyBlock, circumstances: Circumstances): void {
  follow(body, block.body, inside(body, block, circumstances));
  for (const handler of block.handlers) follow(body, handler.body, { ...circumstances, conditional: true });
}

function inside(body: Body, block: BodyBlock, outer: Circumstances): Circumstances {
  const swallowed = swallowing(block);
  if (swallowed === 'nothing') return outer;
  const { line } = placeIn(body.source, body.offsetOf(block.exceptionAt));
  // What a handler has chosen to pass over is not an accident.
  const excuse = swallowed === 'chosen' ? `the EXCEPTION block in line ${line} is written for its error` : null;
  return { ...outer, handler: { line }, excuse: outer.excuse ?? excuse };
}

function readOne(body: Body, statement: BodyStatement, circumstances: Circumstances): void {
  const { word, start, end } = statement;
  if (word === 'return' || word === 'exit' || word === 'continue') body.mayBeLeft = true;
  else if (word === 'execute') readExecute(body, statement, circumstances);
  else if (FOLLOWED.has(word)) {
    // PERFORM is SELECT under another name.
    const query =
      word === 'perform' ? `SELECT${body.text.slice(start + word.length, end)}` : withoutInto(body, statement);
    readSql(body, query, start, true, circumstances);
  }
}

/** SELECT ... INTO fills variables in PL/pgSQL, in a way that SQL would not read. */
function withoutInto({ text }: Body, { word, tokens, start, end }: BodyStatement): string {
  const whole = text.slice(start, end);
  const at = tokens.findIndex((token) => token.text.toLowerCase() === 'into');
  if ((word !== 'select' && word !== 'with') || at === -1) return whole;
  let last = at + (tokens[at + 1]?.text.toLowerCase() === 'strict' ? 2 : 1);
  while (tokens[last + 1]?.text === ',' || tokens[last + 1]?.text === '.') last += 2;
  return `${text.slice(start, tokens[at]?.start)}${text.slice(tokens[last]?.end ?? end, end)}`;
}

/** EXECUTE of a text that stands there as it is run. */
function readExecute(body: Body, { tokens, start }: BodyStatement, circumstances: Circumstances): void {
  const end = tokens.findIndex(({ text }, index) => index > 0 && /^(using|into)$/i.test(text));
  const parts = tokens.slice(1, end === -1 ? undefined : end);
  const isLiteral = (index: number): boolean => ['string', 'dollar-string'].includes(parts[index]?.type ?? '');
  const isConstant = parts.every((part, index) => (index % 2 === 0 ? isLiteral(index) : part.text === '||'));
  const texts = parts.filter((_, index) => isLiteral(index)).map(literalText);
  if (isConstant && !texts.includes(null)) {
    readSql(body, texts.join(''), start, false, circumstances);
    return;
  }
  const first = texts[0] ?? '';
  const isHarmless = HARMLESS.test(first) && !texts.some((text) => text === null || text.includes(';'));
  if (!isHarmless) unseenIn(body.ledger, placeIn(body.source, body.offsetOf(start)).line);
}

function readSql(body: Body, sql: string, at: number, isVerbatim: boolean, circumstances: Circumstances): void {
  const { parser, ledger, source, mayBeLeft } = body;
  const nodes = parser.parse(sql);
  const { line } = placeIn(source, body.offsetOf(at));
  if (nodes === null) {
    unseenIn(ledger, line);
    return;
  }
  const { conditional, handler, excuse } = circumstances;
  const scope: Scope = {
    ...{ ledger, source, handler, excuse, via: 'body', schema: null },
    ...{ conditional: conditional || mayBeLeft, text: sql, start: body.offsetOf(at), isVerbatim },
  };
  for (const { node } of nodes) readStatement(scope, node);
}

function unseenIn(ledger: Ledger, line: number): void {
  unseen({ ledger }, `line ${line} runs SQL that is put together at run time`);
}
