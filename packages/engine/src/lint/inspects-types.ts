import type { Command } from './chain/command.ts';

/** Whether the body that a command stands in asks for types: then what it does depends on those it finds. */
export function inspectsTypes({ source }: Command): boolean {
  return /\b(?:atttypid|data_type|udt_name|format_type|pg_typeof|regtype)\b/i.test(source.text);
}
