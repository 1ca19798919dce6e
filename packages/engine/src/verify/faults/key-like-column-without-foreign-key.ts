import { qualifiedName } from '../../catalog/qualified-name.ts';
import { writtenIdentifier } from '../../spelling/written-identifier.ts';
import { nameOf } from '../words/names.ts';
import { subject } from '../words/subject.ts';
import type { Fault } from './fault.ts';
import { likelyTarget } from './likely-target.ts';
import { keyFamily } from './type-family.ts';

export const keyLikeColumnWithoutForeignKey: Fault = {
  code: 'key-like-column-without-foreign-key',
  *find(database) {
    for (const table of database.tables) {
      for (const column of database.columnsOf(table.schema, table.name)) {
        const target = likelyTarget(database, table, column);
        if (target === null || keyFamily(column.type) < 0) continue;
        if (keyFamily(column.type) !== keyFamily(target.key.type)) continue;
        const name = writtenIdentifier(column.name);
        yield {
          object: column,
          difference: {
            expected: `FOREIGN KEY (${name}) REFERENCES ${nameOf(target.table)} (${writtenIdentifier(target.key.name)})`,
            actual: null,
            message: `${subject(column)} seems to refer to ${nameOf(target.table)}, and no foreign key holds it.`,
            why: `Nothing keeps it from referring to rows of ${nameOf(target.table)} that do not exist.`,
            remedy: [
              `ALTER TABLE ${qualifiedName(table.schema, table.name)} ADD FOREIGN KEY (${name}) REFERENCES ${nameOf(target.table)} (${writtenIdentifier(target.key.name)}) NOT VALID;`,
              'Validate it afterwards; it fails as long as rows refer to nothing.',
            ],
          },
        };
      }
    }
  },
};
