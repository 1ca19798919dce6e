import type { Origin } from './chain/command.ts';
import type { Step } from './chain/follow-chain.ts';
import type { Draft } from './rule.ts';

/** A draft about the statement of a step. */
export function draftAt({ command }: Step, at: Origin, rest: Omit<Draft, 'at' | 'statement'>): Draft {
  return { at, statement: command.source.statement.index, ...rest };
}
