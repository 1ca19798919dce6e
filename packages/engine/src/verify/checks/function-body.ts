import type { RoutineObject } from '../../catalog/routine-objects.ts';
import { type PairCheck, pairCheck } from '../check.ts';
import { subject } from '../words/subject.ts';

export const functionBody: PairCheck = pairCheck(
  'function-body',
  ['function', 'procedure'],
  (expected, live, { sameText, against }) => {
    // Line endings differ with the machine that the file was checked out on.
    const [should, is] = [expected.body, live.body].map((body) => body?.replaceAll('\r\n', '\n') ?? null);
    if (should === is && sameText(expected.text, live.text, 'query')) return null;
    return {
      expected: bodyOf(expected),
      actual: bodyOf(live),
      message: `${subject(expected)} has another body than it should.`,
      why: `It does something else than ${against.either('the migrations say', 'in the other database')}, without any error.`,
      remedy: [
        against.either(
          'Run the CREATE OR REPLACE of the migration again, by a new migration; or bring the change into one if it is right.',
          'Run the CREATE OR REPLACE of the database that is right in the other one.',
        ),
      ],
    };
  },
);

function bodyOf({ body, text }: RoutineObject): string | null {
  return body ?? text;
}
