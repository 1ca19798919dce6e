import { type PairCheck, pairCheck } from '../check.ts';
import { nameOf } from '../words/names.ts';
import { subject } from '../words/subject.ts';

export const indexOptions: PairCheck = pairCheck('index-options', ['index'], (expected, live) => {
  const [should, is] = [expected, live].map(({ options }) => `WITH (${options.join(', ')})`);
  if (should === undefined || is === undefined || should === is) return null;
  const kept = new Set(expected.options.map((option) => option.split('=')[0]));
  const reset = live.options.map((option) => option.split('=')[0] ?? '').filter((name) => !kept.has(name));
  const alter = `ALTER INDEX ${nameOf(expected)}`;
  return {
    expected: should,
    actual: is,
    message: `${subject(expected)} has other storage options: ${is}, not ${should}.`,
    why: 'It takes more space or time than was intended.',
    remedy: [
      ...(expected.options.length === 0 ? [] : [`${alter} SET (${expected.options.join(', ')});`]),
      ...(reset.length === 0 ? [] : [`${alter} RESET (${reset.join(', ')});`]),
      `REINDEX INDEX CONCURRENTLY ${nameOf(expected)};`,
    ],
  };
});
