import { type PairCheck, pairCheck } from '../check.ts';
import { nameOf } from '../words/names.ts';
import { subject } from '../words/subject.ts';

export const viewOptions: PairCheck = pairCheck('view-options', ['view', 'materialized view'], (expected, live) => {
  const [should, is] = [expected, live].map(({ options }) => `WITH (${options.join(', ')})`);
  if (should === undefined || is === undefined || should === is) return null;
  const kept = new Set(expected.options.map((option) => option.split('=')[0]));
  const reset = live.options.map((option) => option.split('=')[0] ?? '').filter((name) => !kept.has(name));
  const alter = `ALTER ${expected.kind.toUpperCase()} ${nameOf(expected)}`;
  return {
    severity: expected.kind === 'view' ? 'major' : 'minor',
    expected: should,
    actual: is,
    message: `${subject(expected)} has other options: ${is}, not ${should}.`,
    why:
      expected.kind === 'view'
        ? 'It can read with the rights of another role, or take rows that it does not show.'
        : 'Space and vacuum behave in another way than was intended.',
    remedy: [
      ...(expected.options.length === 0 ? [] : [`${alter} SET (${expected.options.join(', ')});`]),
      ...(reset.length === 0 ? [] : [`${alter} RESET (${reset.join(', ')});`]),
    ],
  };
});
