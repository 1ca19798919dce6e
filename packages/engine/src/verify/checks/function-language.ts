import { type PairCheck, pairCheck } from '../check.ts';
import { subject } from '../words/subject.ts';

export const functionLanguage: PairCheck = pairCheck(
  'function-language',
  ['function', 'procedure'],
  (expected, live, { against }) => {
    if (expected.language === live.language) return null;
    return {
      expected: `LANGUAGE ${expected.language}`,
      actual: `LANGUAGE ${live.language}`,
      message: `${subject(expected)} is written in ${live.language}, not in ${expected.language}.`,
      why: 'It is another function of the same name.',
      remedy: [against.runAgain('CREATE OR REPLACE')],
    };
  },
);
