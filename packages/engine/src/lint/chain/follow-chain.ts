import { bodyCommands, type Circumstances, type UnseenCommand } from '../../declared/body-commands.ts';
import type { Parser } from '../../declared/parser.ts';
import { type Place, placeIn, unitOffset } from '../../declared/place.ts';
import type { SourceStatement } from '../../declared/source-statement.ts';
import { applyCommand } from '../schema/apply-command.ts';
import { applyUnseen } from '../schema/apply-unseen.ts';
import type { PlacedChange } from '../schema/change.ts';
import { allRelations, newSchema, removeRelation, type Schema } from '../schema/schema.ts';
import type { ChainFile } from './chain-file.ts';
import type { Command, Origin } from './command.ts';

/** A command with what it did to the schema and what it lacked. */
export interface Step {
  readonly command: Command;
  readonly changes: readonly PlacedChange[];
}

/** All files, followed from the first to the last. */
export interface Chain {
  readonly files: readonly ChainFile[];
  readonly steps: readonly Step[];
  /** Those of one file. */
  readonly stepsOf: (file: ChainFile) => readonly Step[];
  /** As it is when all of them have run. */
  readonly schema: Schema;
  /** Statements that the parser of PostgreSQL does not read. */
  readonly unread: readonly { readonly origin: Origin; readonly source: SourceStatement }[];
}

/** A longer statement of another kind than DO is data or a very long list; it is not worth a parser's memory. */
const LONGEST = 4 * 1024 * 1024;

interface Following {
  readonly parser: Parser;
  readonly schema: Schema;
  readonly steps: Step[];
  readonly unread: { readonly origin: Origin; readonly source: SourceStatement }[];
}

/** Reads every statement and keeps account of what the schema is after each. */
export function followChain(parser: Parser, files: readonly ChainFile[]): Chain {
  const following: Following = { parser, schema: newSchema(), steps: [], unread: [] };
  const { schema, steps, unread } = following;
  const byFile = new Map<ChainFile, readonly Step[]>();
  for (const file of files) {
    const before = steps.length;
    for (const source of file.sources) followStatement(following, file, source);
    byFile.set(file, steps.slice(before));
    endFile(schema);
  }
  return { files, steps, stepsOf: (file) => byFile.get(file) ?? [], schema, unread };
}

/** The runner restores the session between files. */
function endFile(schema: Schema): void {
  schema.path = 'session';
  for (const relation of allRelations(schema)) if (relation.isTemporary) removeRelation(schema, relation);
}

const ALWAYS: Circumstances = { conditional: false, handler: null, chosenIn: null };

function followStatement(following: Following, file: ChainFile, source: SourceStatement): void {
  if (source.statement.kind === 'DO') {
    followBody(following, file, source);
    return;
  }
  const nodes = source.text.length > LONGEST ? [] : following.parser.parse(source.text);
  const at = (location = 0): Origin => placed(file, source, () => unitOffset(source.text, Math.max(location, 0)));
  if (nodes === null) {
    following.unread.push({ origin: at(), source });
    unseen(following, { file, source, ...ALWAYS, via: 'statement', at }, [], true);
    return;
  }
  for (const { node } of nodes) step(following, { file, source, node, via: 'statement', at, ...ALWAYS });
}

function followBody(following: Following, file: ChainFile, source: SourceStatement): void {
  const all = [...bodyCommands(following.parser, source)];
  const called = [...following.schema.routines.keys()].filter((name) => source.text.includes(name));
  const dynamic = all.find((command): command is UnseenCommand => command.is === 'unseen');
  const at = (): Origin => placed(file, source, () => 0);
  const whole = { file, source, ...ALWAYS, via: 'body', at } as const;
  const isUnseen = dynamic !== undefined || called.length > 0;
  // Before and after: nobody knows in which order its parts run.
  if (isUnseen) unseen(following, whole, called, dynamic !== undefined);
  for (const command of all) {
    if (command.is === 'unseen') continue;
    const { text, start, isVerbatim, node, conditional, handler, chosenIn } = command;
    step(following, {
      ...{ file, source, node, via: 'body', conditional, handler, chosenIn },
      at: (location = 0) =>
        placed(file, source, () => start + (isVerbatim ? unitOffset(text, Math.max(location, 0)) : 0)),
    });
  }
  if (isUnseen) unseen(following, whole, called, dynamic !== undefined);
}

/** Every column has an origin, and few are told: the place is looked for when somebody asks. */
function placed(file: ChainFile, source: SourceStatement, within: () => number): Origin {
  let place: Place | null = null;
  return {
    file,
    get place() {
      place ??= placeIn(source, within());
      return place;
    },
  };
}

function step({ schema, steps }: Following, command: Command): void {
  const changes: PlacedChange[] = [];
  applyCommand({ schema, command, changes });
  steps.push({ command, changes });
}

function unseen(
  { schema }: Following,
  command: Omit<Command, 'node'>,
  called: readonly string[],
  isDynamic: boolean,
): void {
  applyUnseen({ schema, origin: command.at() }, command.source.text, called, isDynamic);
}
