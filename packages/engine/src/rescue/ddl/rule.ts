import type { RuleObject } from '../../catalog/attached-objects.ts';
import { quoteIdentifier } from '../../db/quote.ts';
import { qualified } from './qualified.ts';
import { rewritten } from './rewritten.ts';
import { enabling } from './trigger.ts';

/** The text of a rule is all of its CREATE RULE. */
export function createRule({ schema, table, name, text, enabled }: RuleObject): readonly string[] {
  return [
    rewritten(text ?? '')
      .trim()
      .replace(/;$/, ''),
    ...(enabled === 'origin'
      ? []
      : [`ALTER TABLE ${qualified(schema, table)} ${enabling(enabled)} RULE ${quoteIdentifier(name)}`]),
  ];
}

export function dropRule({ schema, table, name }: RuleObject): string {
  return `DROP RULE ${quoteIdentifier(name)} ON ${qualified(schema, table)}`;
}
