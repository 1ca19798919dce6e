import { invalidIndexVerdict, isBroken } from '../checks/index-invalid.ts';
import type { Fault } from './fault.ts';

export const brokenIndex: Fault = {
  code: 'index-invalid',
  *find({ byIdentity }) {
    for (const object of byIdentity.values()) {
      if ((object.kind === 'index' || object.kind === 'constraint') && isBroken(object)) {
        yield { object, difference: { expected: 'valid', actual: 'INVALID', ...invalidIndexVerdict(object) } };
      }
    }
  },
};
