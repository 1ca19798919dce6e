import { notValidatedVerdict } from '../checks/constraint-not-validated.ts';
import { constraintWords } from '../words/constraint-words.ts';
import type { Fault } from './fault.ts';

export const unvalidatedConstraint: Fault = {
  code: 'constraint-not-validated',
  *find({ byIdentity }) {
    for (const object of byIdentity.values()) {
      if (object.kind !== 'constraint' || object.validated || !object.enforced) continue;
      yield { object, difference: { expected: null, actual: constraintWords(object), ...notValidatedVerdict(object) } };
    }
  },
};
