import { type PairCheck, pairCheck } from '../check.ts';
import { alterState } from '../words/alter-state.ts';
import { subject } from '../words/subject.ts';
import { stateWords } from '../words/trigger-words.ts';

export const triggerDisabled: PairCheck = pairCheck(
  'trigger-disabled',
  ['trigger', 'event trigger', 'rule'],
  (expected, live) => {
    if (expected.enabled === live.enabled || live.enabled !== 'disabled') return null;
    return {
      expected: stateWords[expected.enabled],
      actual: stateWords[live.enabled],
      message: `${subject(expected)} is disabled.`,
      why: 'What it keeps up is no longer kept up, without any error.',
      remedy: [alterState(expected), 'Rows that were written meanwhile may have to be mended.'],
    };
  },
);
