import type { RoutineObject } from '../../catalog/routine-objects.ts';
import { type PairCheck, pairCheck } from '../check.ts';
import { argumentWords } from '../words/routine-words.ts';
import { subject } from '../words/subject.ts';

export const functionArguments: PairCheck = pairCheck(
  'function-arguments',
  ['function', 'procedure'],
  (expected, live, { sameText, against }) => {
    // A function of that name with other arguments was found, which is said by itself.
    if (typesOf(expected) !== typesOf(live)) return null;
    const isSame = inputsOf(expected) === inputsOf(live) && sameText(expected.defaults, live.defaults);
    if (isSame) return null;
    return {
      expected: `(${argumentWords(expected)})`,
      actual: `(${argumentWords(live)})`,
      message: `${subject(expected)} has other names, modes or defaults of its arguments.`,
      why: 'Calls by name, and calls that leave arguments out, fail or do something else.',
      remedy: [
        `Drop the function and make it again as ${against.either('the migration does', 'in the other database')}: names of arguments cannot be altered.`,
      ],
    };
  },
);

function typesOf({ argumentTypes, argumentModes }: RoutineObject): string {
  const isInput = (place: number): boolean => !['out', 'table'].includes(argumentModes[place] ?? 'in');
  return argumentTypes.filter((_, place) => isInput(place)).join();
}

/** The columns of TABLE are what it returns. */
function inputsOf({ argumentNames, argumentTypes, argumentModes }: RoutineObject): string {
  const list = argumentTypes.map((type, place) => [argumentModes[place] ?? 'in', argumentNames[place] ?? '', type]);
  return JSON.stringify(list.filter(([mode]) => mode !== 'table'));
}
