import { type LoneCheck, loneCheck } from '../check.ts';
import { subject } from '../words/subject.ts';

export const extraExtension: LoneCheck = loneCheck('extra-extension', ['extension'], (extension, { against }) => ({
  message: `${subject(extension)} is installed, and ${against.either('no migration installs it', 'the other database does not have it')}.`,
  why: against.either(
    'What relies on it would fail on a new database made by the migrations.',
    'What relies on it fails in the other database.',
  ),
  remedy: [
    against.either(
      'Install it by a migration if it is needed, or allow it in the configuration.',
      'Install it in the other database too if it is needed, or drop it here if it is not.',
    ),
  ],
}));
