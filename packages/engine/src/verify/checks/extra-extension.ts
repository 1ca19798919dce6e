import { type LoneCheck, loneCheck } from '../check.ts';
import { subject } from '../words/subject.ts';

export const extraExtension: LoneCheck = loneCheck('extra-extension', ['extension'], (extension) => ({
  message: `${subject(extension)} is installed, and no migration installs it.`,
  why: 'What relies on it would fail on a new database made by the migrations.',
  remedy: ['Install it by a migration if it is needed, or allow it in the configuration.'],
}));
