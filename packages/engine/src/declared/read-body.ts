import { bodyCommands } from './body-commands.ts';
import type { Ledger } from './ledger.ts';
import type { Parser } from './parser.ts';
import { placeIn } from './place.ts';
import { unseen } from './read-session.ts';
import { readStatement } from './read-statement.ts';
import type { SourceStatement } from './source-statement.ts';

/** Follows the statements in the body of a DO block that are sure to run, or to fail. */
export function readBody(parser: Parser, ledger: Ledger, source: SourceStatement): void {
  for (const command of bodyCommands(parser, source)) {
    if (command.is === 'unseen') {
      const { line } = placeIn(source, command.start);
      if (!command.isHarmless) unseen({ ledger }, `line ${line} runs SQL that is put together at run time`);
      continue;
    }
    const { node, text, start, isVerbatim, conditional, handler, chosenIn } = command;
    const excuse = chosenIn === null ? null : `the EXCEPTION block in line ${chosenIn} is written for its error`;
    const where = { text, start, isVerbatim, schema: null };
    readStatement({ ledger, source, via: 'body', conditional, handler, excuse, ...where }, node);
  }
}
