import { writtenIdentifier } from '../spelling/written-identifier.ts';
import type { CatalogObject } from './catalog-object.ts';

/**
 * What an object is called, in the words of a person, and unique in its catalog: `table public.users`,
 * `column public.users.email`, `index public.users_email_key`, `trigger touch on public.users`,
 * `function public.total(integer, text)`. Names are quoted where SQL wants them to be.
 */
export function identityOf(object: CatalogObject): string {
  const name = writtenIdentifier(object.name);
  const inSchema = object.schema === null ? name : `${writtenIdentifier(object.schema)}.${name}`;
  switch (object.kind) {
    case 'column':
      return `column ${writtenIdentifier(object.schema)}.${writtenIdentifier(object.table)}.${name}`;
    case 'constraint':
    case 'trigger':
    case 'rule':
    case 'policy':
      return `${object.kind} ${name} on ${writtenIdentifier(object.schema)}.${writtenIdentifier(object.table)}`;
    case 'function':
    case 'procedure':
    case 'aggregate':
      return `${object.kind} ${inSchema}(${object.signature})`;
    case 'owner':
    case 'comment':
      return `${object.kind} of ${object.on}`;
    case 'grant':
      return `grant to ${writtenIdentifier(object.grantee)} on ${object.on}`;
    case 'extension':
    case 'schema':
    case 'event trigger':
      return `${object.kind} ${name}`;
    default:
      return `${object.kind} ${inSchema}`;
  }
}
