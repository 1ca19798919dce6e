import { writtenIdentifier } from '../spelling/written-identifier.ts';

/** `audit.log_ddl`, quoted where SQL wants it. */
export function qualifiedName(schema: string, name: string): string {
  return `${writtenIdentifier(schema)}.${writtenIdentifier(name)}`;
}
