import type { RoutineObject } from '../../catalog/routine-objects.ts';
import { type PairCheck, pairCheck } from '../check.ts';
import { routineName } from '../words/routine-words.ts';
import { subject } from '../words/subject.ts';

export const functionSecurity: PairCheck = pairCheck(
  'function-security',
  ['function', 'procedure'],
  (expected, live) => {
    const [should, is] = [securityWords(expected), securityWords(live)];
    if (should === is) return null;
    const alter = `ALTER ${expected.kind.toUpperCase()} ${routineName(expected)}`;
    return {
      expected: should,
      actual: is,
      message: `${subject(expected)} runs as ${is}, not as ${should}.`,
      why: 'It runs with the rights of another role, or finds other objects by their names, than intended.',
      remedy: [
        `${alter} SECURITY ${expected.securityDefiner ? 'DEFINER' : 'INVOKER'};`,
        ...(expected.settings.join() === live.settings.join()
          ? []
          : [
              `${alter} RESET ALL;`,
              ...expected.settings.map((setting) => `${alter} SET ${setting.replace('=', ' = ')};`),
            ]),
      ],
    };
  },
);

function securityWords({ securityDefiner, settings }: RoutineObject): string {
  return [`SECURITY ${securityDefiner ? 'DEFINER' : 'INVOKER'}`, ...settings.map((setting) => `SET ${setting}`)].join(
    ' ',
  );
}
