import { writtenIdentifier } from '../../spelling/written-identifier.ts';
import { type PairCheck, pairCheck } from '../check.ts';
import { subject } from '../words/subject.ts';

export const extensionSchema: PairCheck = pairCheck('extension-schema', ['extension'], (expected, live) => {
  if (expected.schema === live.schema) return null;
  const schema = writtenIdentifier(expected.schema);
  return {
    expected: `SCHEMA ${schema}`,
    actual: `SCHEMA ${writtenIdentifier(live.schema)}`,
    message: `${subject(expected)} is in schema ${writtenIdentifier(live.schema)}, not in ${schema}.`,
    why: 'Queries that name its functions with the schema, or rely on the search path, do not find them.',
    remedy: [`ALTER EXTENSION ${writtenIdentifier(expected.name)} SET SCHEMA ${schema};`],
  };
});
