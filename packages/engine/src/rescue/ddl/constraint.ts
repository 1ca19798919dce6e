import type { ConstraintObject } from '../../catalog/attached-objects.ts';
import { quoteIdentifier } from '../../db/quote.ts';
import { columnList, qualified } from './qualified.ts';
import { rewritten } from './rewritten.ts';

/**
 * The statement that adds a constraint as it is, NOT VALID included.
 *
 * @param notValid rows that are there are not looked at yet; foreign key, check and not null only
 */
export function addConstraint(constraint: ConstraintObject, notValid: boolean = !constraint.validated): string {
  const { type, enforced } = constraint;
  const canWait = type === 'foreign key' || type === 'check' || type === 'not null';
  const ends = [...(enforced ? [] : ['NOT ENFORCED']), ...(canWait && notValid && enforced ? ['NOT VALID'] : [])];
  return alter(
    constraint,
    ['ADD CONSTRAINT', quoteIdentifier(constraint.name), constraintDefinition(constraint), ...ends].join(' '),
  );
}

export function validateConstraint(constraint: ConstraintObject): string {
  return alter(constraint, `VALIDATE CONSTRAINT ${quoteIdentifier(constraint.name)}`);
}

export function dropConstraint(constraint: ConstraintObject): string {
  return alter(constraint, `DROP CONSTRAINT ${quoteIdentifier(constraint.name)}`);
}

/** What stands after the name, without NOT VALID. */
export function constraintDefinition(constraint: ConstraintObject): string {
  const { type, columns, text, noInherit, deferrable } = constraint;
  const waits = deferrable === 'no' ? '' : ` DEFERRABLE INITIALLY ${deferrable.toUpperCase()}`;
  switch (type) {
    case 'primary key':
    case 'unique':
      return `${type.toUpperCase()}${key(constraint)}${waits}`;
    case 'foreign key':
      return `${foreignKey(constraint)}${waits}`;
    case 'check':
      return `CHECK (${rewritten(text ?? '')})${noInherit ? ' NO INHERIT' : ''}`;
    case 'not null':
      return `NOT NULL ${columns.map(quoteIdentifier).join('')}${noInherit ? ' NO INHERIT' : ''}`;
    default:
      // Of an exclusion constraint the server writes all of it, what follows the expressions included.
      return rewritten(text ?? '');
  }
}

function key({ columns, include, nullsNotDistinct, temporal }: ConstraintObject): string {
  const names = columns.map(quoteIdentifier);
  const last = temporal ? ' WITHOUT OVERLAPS' : '';
  const more = include.length === 0 ? '' : ` INCLUDE ${columnList(include)}`;
  return `${nullsNotDistinct ? ' NULLS NOT DISTINCT' : ''} (${names.join(', ')}${last})${more}`;
}

function foreignKey(constraint: ConstraintObject): string {
  const { columns, target, onUpdate, onDelete, onDeleteColumns, match, temporal } = constraint;
  const list = (names: readonly string[]): string => (temporal ? periodList(names) : columnList(names));
  return [
    `FOREIGN KEY ${list(columns)} REFERENCES ${qualified(target?.schema ?? null, target?.table ?? '')} ${list(target?.columns ?? [])}`,
    ...(match === 'full' ? ['MATCH FULL'] : []),
    ...(onUpdate === null || onUpdate === 'no action' ? [] : [`ON UPDATE ${onUpdate.toUpperCase()}`]),
    ...(onDelete === null || onDelete === 'no action' ? [] : [`ON DELETE ${onDelete.toUpperCase()}`]),
    ...(onDeleteColumns.length === 0 ? [] : [columnList(onDeleteColumns)]),
  ].join(' ');
}

function periodList(names: readonly string[]): string {
  const quoted = names.map(quoteIdentifier);
  return `(${[...quoted.slice(0, -1), `PERIOD ${quoted.at(-1)}`].join(', ')})`;
}

function alter({ schema, table }: ConstraintObject, change: string): string {
  return `ALTER TABLE ${qualified(schema, table)} ${change}`;
}
