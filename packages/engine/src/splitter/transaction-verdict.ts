/** How a statement and transaction blocks go together. */
export interface TransactionRule {
  /**
   * - `allowed` runs in a block and outside
   * - `never` fails inside a block, and anywhere in a message of several statements
   * - `conditional` fails inside a block under the condition that `reason` names, which the text does not tell
   * - `control` begins or ends transactions itself
   * - `needs-block` has no effect or fails outside a block
   */
  readonly class: 'allowed' | 'never' | 'conditional' | 'control' | 'needs-block';
  /** One sentence; null when there is nothing to say. */
  readonly reason: string | null;
}

export const ALLOWED: TransactionRule = { class: 'allowed', reason: null };

/** What PostgreSQL refuses with 25001. @param command as its error message names it */
export function never(command: string): TransactionRule {
  return { class: 'never', reason: `${command} cannot run inside a transaction block.` };
}

export function conditional(reason: string): TransactionRule {
  return { class: 'conditional', reason };
}

export function control(command: string): TransactionRule {
  return { class: 'control', reason: `${command} begins or ends a transaction itself.` };
}

export function needsBlock(reason: string): TransactionRule {
  return { class: 'needs-block', reason };
}
