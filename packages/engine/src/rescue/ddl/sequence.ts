import type { SequenceObject } from '../../catalog/relation-objects.ts';
import { quoteIdentifier } from '../../db/quote.ts';
import { qualified } from './qualified.ts';

/** Its owner is said by {@link ownSequence}, when the column is there. */
export function createSequence(sequence: SequenceObject): string {
  const unlogged = sequence.unlogged ? 'UNLOGGED ' : '';
  return `CREATE ${unlogged}SEQUENCE ${qualified(sequence.schema, sequence.name)} ${sequenceOptions(sequence, true)}`;
}

export function alterSequence(sequence: SequenceObject): string {
  return `ALTER SEQUENCE ${qualified(sequence.schema, sequence.name)} ${sequenceOptions(sequence, true)}`;
}

/** @param withType an identity column has its type from the column */
export function sequenceOptions(sequence: SequenceObject, withType: boolean): string {
  const { type, start, increment, min, max, cache, cycle } = sequence;
  return [
    ...(withType ? [`AS ${type}`] : []),
    `INCREMENT BY ${increment}`,
    `MINVALUE ${min}`,
    `MAXVALUE ${max}`,
    `START WITH ${start}`,
    `CACHE ${cache}`,
    cycle ? 'CYCLE' : 'NO CYCLE',
  ].join(' ');
}

export function ownSequence({ schema, name, ownedBy }: SequenceObject): string {
  const owner =
    ownedBy === null ? 'NONE' : `${qualified(ownedBy.schema, ownedBy.table)}.${quoteIdentifier(ownedBy.column)}`;
  return `ALTER SEQUENCE ${qualified(schema, name)} OWNED BY ${owner}`;
}
