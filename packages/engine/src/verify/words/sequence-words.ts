import type { SequenceObject } from '../../catalog/relation-objects.ts';
import { writtenIdentifier } from '../../spelling/written-identifier.ts';
import { tableOf } from './names.ts';

/** What a sequence counts, after its name: `AS bigint INCREMENT BY 1 MINVALUE 1 MAXVALUE 9 START WITH 1 CACHE 1`. */
export function sequenceWords(sequence: SequenceObject): string {
  return [
    `AS ${sequence.type}`,
    `INCREMENT BY ${sequence.increment}`,
    `MINVALUE ${sequence.min} MAXVALUE ${sequence.max}`,
    `START WITH ${sequence.start} CACHE ${sequence.cache}`,
    sequence.cycle ? 'CYCLE' : 'NO CYCLE',
  ].join(' ');
}

/** `OWNED BY public.users.id`, or `OWNED BY NONE`. */
export function ownershipWords({ ownedBy }: SequenceObject): string {
  return `OWNED BY ${ownedBy === null ? 'NONE' : `${tableOf(ownedBy)}.${writtenIdentifier(ownedBy.column)}`}`;
}
