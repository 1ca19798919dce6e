import { commandKind, type StatementText } from './command-kind.ts';
import { TRANSACTION_RULES } from './transaction-rules.ts';
import { ALLOWED, type TransactionRule } from './transaction-verdict.ts';

/** The newest server version that the rules know. */
const NEWEST_MAJOR = 18;

/**
 * Whether a statement can run inside a transaction block, told by its text alone.
 *
 * @param statement a statement of {@link split}, or anything with its `text` and `standardConformingStrings`
 * @param serverMajor the server's major version, such as 15; the newest known by default
 * @param kind the statement's kind, where it is known
 * @example
 * ```ts
 * transactionRule(split('create index concurrently i on t (a)')[0]).class; // 'never'
 * ```
 */
export function transactionRule(
  statement: StatementText,
  serverMajor: number = NEWEST_MAJOR,
  kind: string = commandKind(statement),
): TransactionRule {
  const rule = TRANSACTION_RULES[kind];
  return rule === undefined ? ALLOWED : rule(statement, serverMajor);
}
