import { expect, test } from 'vitest';
import { formatOf } from './format-of.ts';

test('standard output is kept for a document, however it is asked for', () => {
  expect(formatOf(['verify'], {})).toBe('text');
  expect(formatOf(['verify', '--json'], {})).toBe('json');
  expect(formatOf(['verify', '--format', 'sarif'], {})).toBe('sarif');
  expect(formatOf(['lint', '--format=json'], {})).toBe('json');
  expect(formatOf(['lint', '--format', 'github'], {})).toBe('text');
  expect(formatOf(['lint'], { PLUMBLINE_FORMAT: 'sarif' })).toBe('sarif');
  expect(formatOf(['migrate'], { PLUMBLINE_FORMAT: 'sarif' })).toBe('text');
  expect(formatOf(['status'], { PLUMBLINE_JSON: 'yes' })).toBe('json');
});
