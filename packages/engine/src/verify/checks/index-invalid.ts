import type { ConstraintObject, IndexObject } from '../../catalog/attached-objects.ts';
import { type PairCheck, pairCheck, type Verdict } from '../check.ts';
import { nameOf } from '../words/names.ts';
import { subject } from '../words/subject.ts';

export const indexInvalid: PairCheck = pairCheck('index-invalid', ['index', 'constraint'], (expected, live) => {
  if (!isBroken(live) || isBroken(expected)) return null;
  return { expected: 'valid', actual: 'INVALID', ...invalidIndexVerdict(live) };
});

/** Whether the index, or the one behind the constraint, is not to be used. */
export function isBroken(object: IndexObject | ConstraintObject): boolean {
  return object.kind === 'index' ? !object.valid || !object.ready : object.indexValid === false;
}

export function invalidIndexVerdict(object: IndexObject | ConstraintObject): Verdict {
  const isUnique = object.kind === 'constraint' || object.unique;
  return {
    severity: isUnique ? 'major' : 'minor',
    message: `${subject(object)} ${object.kind === 'index' ? 'is not valid' : 'has an index that is not valid'}: it was left half-built.`,
    why: isUnique
      ? 'The rows that were there were never all checked for duplicates; the server keeps the index and does not use it.'
      : 'The server keeps it on every write and uses it for no query.',
    remedy: [
      `REINDEX INDEX CONCURRENTLY ${nameOf(object)};`,
      ...(isUnique ? ['It fails as long as there are duplicates: mend those first.'] : []),
    ],
  };
}
