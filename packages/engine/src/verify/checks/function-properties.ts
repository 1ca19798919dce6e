import type { RoutineObject } from '../../catalog/routine-objects.ts';
import { type PairCheck, pairCheck } from '../check.ts';
import { routineName } from '../words/routine-words.ts';
import { subject } from '../words/subject.ts';

export const functionProperties: PairCheck = pairCheck(
  'function-properties',
  ['function', 'procedure'],
  (expected, live, { against }) => {
    const [should, is] = [propertyWords(expected), propertyWords(live)];
    if (should === is) return null;
    // Whether NULL is passed on to it decides what it returns, not only how fast.
    const isBehaviour = expected.strict !== live.strict || expected.isWindow !== live.isWindow;
    return {
      severity: isBehaviour ? 'major' : 'minor',
      expected: should,
      actual: is,
      message: `${subject(expected)} is ${is}, not ${should}.`,
      why: isBehaviour
        ? 'It returns something else when an argument is NULL.'
        : 'The planner calls it too often or too seldom, and indexes over it can become impossible.',
      remedy:
        expected.kind === 'function' && !expected.isWindow
          ? [`ALTER FUNCTION ${routineName(expected)} ${should};`]
          : [against.runAgain('CREATE OR REPLACE')],
    };
  },
);

function propertyWords({
  volatility,
  strict,
  parallel,
  leakproof,
  isWindow,
  cost,
  rows,
  returnsSet,
}: RoutineObject): string {
  return [
    volatility.toUpperCase(),
    strict ? 'STRICT' : 'CALLED ON NULL INPUT',
    leakproof ? 'LEAKPROOF' : 'NOT LEAKPROOF',
    `PARALLEL ${parallel.toUpperCase()}`,
    `COST ${cost}`,
    ...(returnsSet ? [`ROWS ${rows}`] : []),
    ...(isWindow ? ['WINDOW'] : []),
  ].join(' ');
}
