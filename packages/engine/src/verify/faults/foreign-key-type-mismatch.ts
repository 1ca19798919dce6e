import { qualifiedName } from '../../catalog/qualified-name.ts';
import { writtenIdentifier } from '../../spelling/written-identifier.ts';
import { listed, tableOf } from '../words/names.ts';
import { subject } from '../words/subject.ts';
import type { Fault } from './fault.ts';
import { keyFamily, withoutModifier } from './type-family.ts';

const TEXTS = keyFamily('text');

export const foreignKeyTypeMismatch: Fault = {
  code: 'foreign-key-type-mismatch',
  *find({ byIdentity, columnsOf }) {
    for (const object of byIdentity.values()) {
      if (object.kind !== 'constraint' || object.target === null) continue;
      const { target } = object;
      const own = columnsOf(object.schema, object.table);
      const others = columnsOf(target.schema, target.table);
      for (const [place, name] of object.columns.entries()) {
        const type = own.find((column) => column.name === name)?.type;
        const other = others.find((column) => column.name === target.columns[place])?.type;
        if (type === undefined || other === undefined || isAlike(type, other)) continue;
        const targetTable = qualifiedName(target.schema, target.table);
        yield {
          object,
          difference: {
            expected: `${tableOf(object)} (${listed([name])}) ${other}`,
            actual: `${tableOf(object)} (${listed([name])}) ${type}`,
            message: `${subject(object)} joins ${type} to the ${other} of ${targetTable}.`,
            why: 'A value of one side may not fit the other: rows of the target beyond that can never be referred to.',
            remedy: [
              `ALTER TABLE ${tableOf(object)} ALTER COLUMN ${writtenIdentifier(name)} TYPE ${other};`,
              'It writes the table anew under a strong lock: choose the hour, or fill a new column in steps.',
            ],
          },
        };
      }
    }
  },
};

/** Texts of several lengths are joined every day, and nothing comes of it. */
function isAlike(type: string, other: string): boolean {
  if (withoutModifier(type) === withoutModifier(other)) return true;
  return keyFamily(type) === TEXTS && keyFamily(other) === TEXTS;
}
