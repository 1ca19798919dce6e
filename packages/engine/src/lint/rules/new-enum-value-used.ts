import type { Node } from 'libpg-query';
import { visit } from '../../declared/mentioned.ts';
import { relationName } from '../../declared/read-table.ts';
import { qualifiedName, strings } from '../../declared/tree-names.ts';
import type { Origin } from '../chain/command.ts';
import { draftAt } from '../draft-at.ts';
import { enumValuesIn } from '../enum-values-in.ts';
import type { Rule, Subject } from '../rule.ts';
import type { Relation } from '../schema/relation.ts';
import { findRelation, type Schema } from '../schema/schema.ts';

interface Added {
  readonly type: string;
  readonly value: string;
  readonly origin: Origin;
}

export const newEnumValueUsed: Rule = {
  id: 'new-enum-value-used',
  severity: 'error',
  summary: 'A new value of an enum is used in the transaction that adds it.',
  why: 'PostgreSQL refuses that (55P04): a new value can be used when the transaction that adds it is done.',
  *check({ files, stepsOf, schema }) {
    for (const file of files) {
      if (file.mode !== 'transactional') continue;
      const added: Added[] = [];
      for (const step of stepsOf(file)) {
        const { command } = step;
        const used = added.find((one) => uses(schema, command.node, one));
        if (used !== undefined) {
          yield draftAt(step, command.at(), {
            message: `This uses '${used.value}', which line ${used.origin.place.line} adds to ${used.type} in the same transaction.`,
            remedy: ['Move ALTER TYPE ... ADD VALUE into an earlier file of its own.'],
          });
        }
        const one = addedBy(command.node);
        if (one !== null && !isNewType({ schema }, one.type, file)) added.push({ ...one, origin: command.at() });
      }
    }
  },
};

function addedBy(node: Node): Omit<Added, 'origin'> | null {
  if (!('AlterEnumStmt' in node)) return null;
  const { typeName, oldVal, newVal } = node.AlterEnumStmt;
  if (newVal === undefined || oldVal !== undefined) return null;
  return { type: qualifiedName(strings(typeName)).name, value: newVal };
}

/** Of a type that is made in the same transaction every value can be used at once. */
function isNewType({ schema }: Pick<Subject, 'schema'>, type: string, file: Origin['file']): boolean {
  return schema.types.get(type)?.origin.file === file;
}

function uses(schema: Schema, node: Node, { type, value }: Added): boolean {
  return enumValuesIn(node, type, enumColumns(schema, node, type)).includes(value);
}

/** The columns of the type in the relations that a statement names. */
function enumColumns(schema: Schema, node: Node, type: string): ReadonlySet<string> {
  const relations: Relation[] = [];
  visit(node, (tag, value) => {
    if (tag !== 'RangeVar' && tag !== 'relation') return;
    const found = findRelation(schema, relationName(value));
    if (found.is === 'found') relations.push(found.relation);
  });
  return new Set(
    relations.flatMap(({ columns }) =>
      [...columns.values()].filter((one) => one.type?.name === type).map(({ name }) => name),
    ),
  );
}
