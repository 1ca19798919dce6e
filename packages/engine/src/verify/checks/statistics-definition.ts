import type { StatisticsObject } from '../../catalog/attached-objects.ts';
import { type PairCheck, pairCheck } from '../check.ts';
import { nameOf } from '../words/names.ts';
import { objectWords } from '../words/object-words.ts';
import { subject } from '../words/subject.ts';

export const statisticsDefinition: PairCheck = pairCheck(
  'statistics-definition',
  ['statistics'],
  (expected, live, comparison) => {
    const isSame =
      JSON.stringify(partsOf(expected)) === JSON.stringify(partsOf(live)) &&
      comparison.sameText(expected.text, live.text);
    if (isSame) return null;
    return {
      expected: objectWords(expected, comparison.expected),
      actual: objectWords(live, comparison.live),
      message: `${subject(expected)} are of something else than they should be.`,
      why: 'The planner misjudges how many rows queries find, and chooses slower plans.',
      remedy:
        expected.statisticsTarget === live.statisticsTarget
          ? ['Drop the statistics, make them again as they should be, then ANALYZE the table.']
          : [`ALTER STATISTICS ${nameOf(expected)} SET STATISTICS ${expected.statisticsTarget ?? -1};`],
    };
  },
);

function partsOf({ table, kinds, columns, statisticsTarget }: StatisticsObject): unknown {
  return [table, kinds, columns, statisticsTarget];
}
