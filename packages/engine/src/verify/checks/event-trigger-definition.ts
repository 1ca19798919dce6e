import { writtenIdentifier } from '../../spelling/written-identifier.ts';
import { type PairCheck, pairCheck } from '../check.ts';
import { subject } from '../words/subject.ts';
import { eventTriggerWords } from '../words/trigger-words.ts';

export const eventTriggerDefinition: PairCheck = pairCheck(
  'event-trigger-definition',
  ['event trigger'],
  (expected, live) => {
    const [should, is] = [eventTriggerWords(expected), eventTriggerWords(live)];
    if (should === is) return null;
    return {
      expected: should,
      actual: is,
      message: `${subject(expected)} does something else, or at another moment, than it should.`,
      why: 'Changes of the schema are not handled as intended.',
      remedy: [`DROP EVENT TRIGGER ${writtenIdentifier(expected.name)};`, `${should};`],
    };
  },
);
