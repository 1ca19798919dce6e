import { identityOf } from '../../catalog/identity-of.ts';
import { nameOf } from '../words/names.ts';
import { subject } from '../words/subject.ts';
import type { Fault } from './fault.ts';
import { likelyTarget } from './likely-target.ts';
import { keyFamily } from './type-family.ts';

/** Only numbers and UUIDs: a text that ends in `_id` is often somebody else's identifier. */
const KEYS: readonly number[] = [keyFamily('integer'), keyFamily('uuid')];

export const referenceTypeMismatch: Fault = {
  code: 'reference-type-mismatch',
  *find(database) {
    for (const table of database.tables) {
      for (const column of database.columnsOf(table.schema, table.name)) {
        const target = likelyTarget(database, table, column);
        if (target === null) continue;
        const [own, other] = [keyFamily(column.type), keyFamily(target.key.type)];
        if (own === other || !KEYS.includes(own) || !KEYS.includes(other)) continue;
        yield {
          object: column,
          difference: {
            expected: target.key.type,
            actual: column.type,
            message: `${subject(column)} is ${column.type}, and ${identityOf(target.key)}, which it seems to refer to, is ${target.key.type}.`,
            why: `No foreign key can join them, and queries that compare them fail: operator does not exist: ${column.type} = ${target.key.type}.`,
            remedy: [
              `Add a column of type ${target.key.type} with a foreign key to ${nameOf(target.table)}, fill it, and let the code use it.`,
              'If it refers to something else, allow it in the configuration, with the reason.',
            ],
          },
        };
      }
    }
  },
};
