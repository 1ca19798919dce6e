import { writtenIdentifier } from '../../spelling/written-identifier.ts';
import { type LoneCheck, loneCheck } from '../check.ts';
import { subject } from '../words/subject.ts';

export const extensionMissing: LoneCheck = loneCheck('extension-missing', ['extension'], (extension) => ({
  message: `${subject(extension)} is not installed.`,
  why: 'Its functions, types and operators are missing: queries that use them fail.',
  remedy: [`CREATE EXTENSION ${writtenIdentifier(extension.name)} SCHEMA ${writtenIdentifier(extension.schema)};`],
}));
