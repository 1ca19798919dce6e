import type { Node } from 'libpg-query';
import { type BodyBlock, type BodyNode, type BodyStatement, bodyTree } from './body-tree.ts';
import type { Handler } from './declared.ts';
import { doBody } from './do-body.ts';
import { literalText } from './literal-text.ts';
import type { Parser } from './parser.ts';
import { placeIn } from './place.ts';
import type { SourceStatement } from './source-statement.ts';
import { swallowing } from './swallows.ts';

/** Statements of PL/pgSQL that are SQL and can declare or undo something. */
const FOLLOWED: ReadonlySet<string> = new Set(
  'create alter drop set reset discard select with call perform import'.split(' '),
);
/** SQL put together at run time that begins like this takes nothing away. */
const HARMLESS = /^\s*(create|grant|revoke|comment|insert|update|delete|truncate|analyze|lock|refresh)\b/i;

/** Under which conditions a statement of a body runs. */
export interface Circumstances {
  /** It stands in a branch, a loop or a handler, or behind a RETURN. */
  readonly conditional: boolean;
  /** The EXCEPTION section that would swallow its error. */
  readonly handler: Handler | null;
  /** The line of an EXCEPTION section that is written for such an error: what it passes over is no accident. */
  readonly chosenIn: number | null;
}

/** An SQL statement of a body as it was parsed. */
export interface BodyCommand extends Circumstances {
  readonly is: 'command';
  readonly node: Node;
  /** The text that was parsed, and where it begins in the statement of the file. */
  readonly text: string;
  readonly start: number;
  /** Whether offsets in `text` are offsets in the statement too. */
  readonly isVerbatim: boolean;
}

/** Something that runs and cannot be read beforehand: SQL put together at run time, or a body in another language. */
export interface UnseenCommand extends Circumstances {
  readonly is: 'unseen';
  /** Its offset in the statement of the file. */
  readonly start: number;
  /** It is known to take nothing away. */
  readonly isHarmless: boolean;
}

/** What holds for every statement of one body. */
interface Body {
  readonly parser: Parser;
  readonly source: SourceStatement;
  readonly text: string;
  readonly offsetOf: (offset: number) => number;
  /** A RETURN or EXIT stood before: what follows may never run. */
  mayBeLeft: boolean;
}

/** The SQL in the body of a DO block, in the order of the text. */
export function* bodyCommands(parser: Parser, source: SourceStatement): Generator<BodyCommand | UnseenCommand> {
  const { standardConformingStrings: strings } = source.statement;
  const body = doBody(source.text, strings);
  const tree = body?.language === 'plpgsql' ? bodyTree(body.text, strings) : null;
  const nothing: Circumstances = { conditional: false, handler: null, chosenIn: null };
  if (body === null || tree === null) yield { is: 'unseen', start: 0, isHarmless: false, ...nothing };
  else yield* follow({ parser, source, text: body.text, offsetOf: body.offsetOf, mayBeLeft: false }, tree, nothing);
}

type Commands = Generator<BodyCommand | UnseenCommand>;

function* follow(body: Body, nodes: readonly BodyNode[], circumstances: Circumstances): Commands {
  for (const node of nodes) {
    if (node.is === 'statement') yield* readOne(body, node, circumstances);
    else if (node.is === 'branch') yield* follow(body, node.body, { ...circumstances, conditional: true });
    else yield* followBlock(body, node, circumstances);
  }
}

function* followBlock(body: Body, block: BodyBlock, circumstances: Circumstances): Commands {
  yield* follow(body, block.body, inside(body, block, circumstances));
  for (const handler of block.handlers) yield* follow(body, handler.body, { ...circumstances, conditional: true });
}

function inside(body: Body, block: BodyBlock, outer: Circumstances): Circumstances {
  const swallowed = swallowing(block);
  if (swallowed === 'nothing') return outer;
  const { line } = placeIn(body.source, body.offsetOf(block.exceptionAt));
  return { ...outer, handler: { line }, chosenIn: outer.chosenIn ?? (swallowed === 'chosen' ? line : null) };
}

function* readOne(body: Body, statement: BodyStatement, circumstances: Circumstances): Commands {
  const { word, start, end } = statement;
  if (word === 'return' || word === 'exit' || word === 'continue') body.mayBeLeft = true;
  else if (word === 'execute') yield* readExecute(body, statement, circumstances);
  else if (FOLLOWED.has(word)) {
    // PERFORM is SELECT under another name.
    const query =
      word === 'perform' ? `SELECT${body.text.slice(start + word.length, end)}` : withoutInto(body, statement);
    yield* readSql(body, query, start, true, circumstances);
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
function* readExecute(body: Body, { tokens, start }: BodyStatement, circumstances: Circumstances): Commands {
  const end = tokens.findIndex(({ text }, index) => index > 0 && /^(using|into)$/i.test(text));
  const parts = tokens.slice(1, end === -1 ? undefined : end);
  const isLiteral = (index: number): boolean => ['string', 'dollar-string'].includes(parts[index]?.type ?? '');
  const isConstant = parts.every((part, index) => (index % 2 === 0 ? isLiteral(index) : part.text === '||'));
  const texts = parts.filter((_, index) => isLiteral(index)).map(literalText);
  if (isConstant && !texts.includes(null)) {
    yield* readSql(body, texts.join(''), start, false, circumstances);
    return;
  }
  const first = texts[0] ?? '';
  const isHarmless = HARMLESS.test(first) && !texts.some((text) => text === null || text.includes(';'));
  yield { is: 'unseen', start: body.offsetOf(start), isHarmless, ...circumstances };
}

function* readSql(body: Body, text: string, at: number, isVerbatim: boolean, circumstances: Circumstances): Commands {
  const nodes = body.parser.parse(text);
  const start = body.offsetOf(at);
  if (nodes === null) {
    yield { is: 'unseen', start, isHarmless: false, ...circumstances };
    return;
  }
  const conditional = circumstances.conditional || body.mayBeLeft;
  for (const { node } of nodes) {
    yield { is: 'command', node, text, start, isVerbatim, ...circumstances, conditional };
  }
}
