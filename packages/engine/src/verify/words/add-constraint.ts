import type { ConstraintObject } from '../../catalog/attached-objects.ts';
import { writtenIdentifier } from '../../spelling/written-identifier.ts';
import { constraintWords } from './constraint-words.ts';
import { tableOf } from './names.ts';

/** `ALTER TABLE public.posts ADD CONSTRAINT posts_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users (id);` */
export function addConstraint(constraint: ConstraintObject): string {
  return `ALTER TABLE ${tableOf(constraint)} ADD CONSTRAINT ${writtenIdentifier(constraint.name)} ${constraintWords(constraint)};`;
}

/** The same without reading the table under a strong lock, where the kind of constraint allows it: the check comes later. */
export function addConstraintGently(constraint: ConstraintObject): readonly string[] {
  const canWait = constraint.type === 'foreign key' || constraint.type === 'check' || constraint.type === 'not null';
  if (!canWait || !constraint.validated || !constraint.enforced) return [addConstraint(constraint)];
  return [addConstraint({ ...constraint, validated: false }), validateConstraint(constraint)];
}

export function validateConstraint(constraint: ConstraintObject): string {
  return `ALTER TABLE ${tableOf(constraint)} VALIDATE CONSTRAINT ${writtenIdentifier(constraint.name)};`;
}

/** In place of the one that is there. */
export function replaceConstraint(constraint: ConstraintObject): readonly string[] {
  const drop = `ALTER TABLE ${tableOf(constraint)} DROP CONSTRAINT ${writtenIdentifier(constraint.name)};`;
  return [drop, ...addConstraintGently(constraint)];
}
