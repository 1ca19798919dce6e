import type { ExtensionObject, SchemaObject } from '../../catalog/database-objects.ts';
import { quoteIdentifier, quoteLiteral } from '../../db/quote.ts';

export function createSchema({ name }: SchemaObject): string {
  return `CREATE SCHEMA IF NOT EXISTS ${quoteIdentifier(name)}`;
}

/** Its version is left to the server, which may have no other. */
export function createExtension({ schema, name }: ExtensionObject): string {
  return `CREATE EXTENSION IF NOT EXISTS ${quoteIdentifier(name)} SCHEMA ${quoteIdentifier(schema)}`;
}

export function updateExtension({ name, version }: ExtensionObject): string {
  return `ALTER EXTENSION ${quoteIdentifier(name)} UPDATE TO ${quoteLiteral(version)}`;
}
