import type { TriggerObject } from '../../catalog/attached-objects.ts';
import { writtenIdentifier } from '../../spelling/written-identifier.ts';
import { type PairCheck, pairCheck } from '../check.ts';
import { isRetyped, sameButCasts } from '../retyped.ts';
import { tableOf } from '../words/names.ts';
import { subject } from '../words/subject.ts';
import { triggerWords } from '../words/trigger-words.ts';

export const triggerDefinition: PairCheck = pairCheck(
  'trigger-definition',
  ['trigger'],
  (expected, live, comparison) => {
    const all = comparison.expected.columnsOf(expected.schema, expected.table).map(({ name }) => name);
    const isSameWhen =
      comparison.sameText(expected.when, live.when) ||
      (isRetyped(expected, all, comparison) && sameButCasts(expected.when, live.when));
    if (isSameWhen && JSON.stringify(partsOf(expected)) === JSON.stringify(partsOf(live))) return null;
    return {
      expected: triggerWords(expected),
      actual: triggerWords(live),
      message: `${subject(expected)} does something else, or at another moment, than it should.`,
      why: 'What it keeps up is not kept up as intended, without any error.',
      remedy: [
        `DROP TRIGGER ${writtenIdentifier(expected.name)} ON ${tableOf(expected)};`,
        `${triggerWords(expected)};`,
      ],
    };
  },
);

/** All but the condition and the state. */
function partsOf({ when: _when, enabled: _enabled, ...rest }: TriggerObject): unknown {
  return rest;
}
