import { expect, test } from 'vitest';
import { wrapText } from './wrap-text.ts';

test('breaks between words at the width, with the indent before each line', () => {
  expect(wrapText('aa bb cc dd', 7, '  ')).toBe('  aa bb\n  cc dd');
  expect(wrapText('aa bb cc', 7, '    ', '  - ')).toBe('  - aa\n    bb\n    cc');
});

test('keeps a word that is too long whole, so that it can be copied', () => {
  expect(wrapText('see https://example.com/long yes', 10)).toBe('see\nhttps://example.com/long\nyes');
});

test('keeps line ends and counts wide characters twice', () => {
  expect(wrapText('a\n\nb', 10, '  ')).toBe('  a\n\n  b');
  expect(wrapText('漢字 漢字', 8)).toBe('漢字\n漢字');
});
