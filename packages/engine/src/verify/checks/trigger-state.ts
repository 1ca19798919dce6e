import { type PairCheck, pairCheck } from '../check.ts';
import { alterState } from '../words/alter-state.ts';
import { subject } from '../words/subject.ts';
import { stateWords } from '../words/trigger-words.ts';

export const triggerState: PairCheck = pairCheck(
  'trigger-state',
  ['trigger', 'event trigger', 'rule'],
  (expected, live) => {
    // Disabled is worse, and said by itself.
    if (expected.enabled === live.enabled || live.enabled === 'disabled') return null;
    return {
      expected: stateWords[expected.enabled],
      actual: stateWords[live.enabled],
      message: `${subject(expected)} fires in other sessions than it should: ${stateWords[live.enabled]}, not ${stateWords[expected.enabled]}.`,
      why: 'It acts on rows that replication brings, or does not act on those of ordinary sessions.',
      remedy: [alterState(expected)],
    };
  },
);
