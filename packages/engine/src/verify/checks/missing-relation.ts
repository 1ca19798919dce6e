import { writtenIdentifier } from '../../spelling/written-identifier.ts';
import { type LoneCheck, loneCheck } from '../check.ts';
import { subject } from '../words/subject.ts';

export const missingRelation: LoneCheck = loneCheck(
  'missing-relation',
  ['table', 'view', 'materialized view', 'sequence'],
  (relation, { against }) => ({
    message: `${subject(relation)} is not there.`,
    why:
      relation.kind === 'sequence'
        ? 'Whatever takes its next number fails: INSERT statements, as a rule.'
        : `Every query that names it fails: relation "${relation.name}" does not exist.`,
    remedy: [
      against.either(
        `Run the statement that makes ${writtenIdentifier(relation.name)} again, by a new migration: its file counts as applied.`,
        `Make ${writtenIdentifier(relation.name)} as it is in the other database.`,
      ),
    ],
  }),
);
