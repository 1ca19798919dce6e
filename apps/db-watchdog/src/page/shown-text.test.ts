import { expect, test } from 'vitest';
import { prose } from './prose.ts';
import { shownText } from './shown-text.ts';

test('a short text is shown whole, with its mark', () => {
  expect(shownText('varchar(10)', [8, 10]).markup).toBe('<code>varchar(<mark>10</mark>)</code>');
});

test('of a long text the place of the difference is in sight, and the whole is one click away', () => {
  const text = `${'a '.repeat(5_000)}b${' c'.repeat(50)}`;
  const { markup } = shownText(text, [10_000, 10_001]);
  const [summary = '', whole = ''] = markup.split('</summary>');
  expect(summary).toMatch(/<code>… (a ){25}<mark>b<\/mark>( c)+ +…<\/code>/);
  expect(summary).toContain('all 10,101 characters');
  expect(whole.replace(/<[^>]*>/g, '')).toBe(text);
});

test('a part never begins or ends with half a character', () => {
  for (const before of ['', 'x']) {
    const { markup } = shownText(before + '🙂'.repeat(400), null);
    expect(markup).not.toContain('\\u{d8');
    expect(markup).not.toContain('\\u{de');
  }
});

test('a sentence has its commands as code, its times readable, and long names where they may break', () => {
  expect(prose('Edited on 2026-01-01T03:12:44.123Z: run `plumbline repair`.').markup).toBe(
    'Edited on 2026-01-01 03:12:44 UTC: run <code>plumbline repair</code>.',
  );
  expect(prose('No public.a_b.').markup).toBe('No public.<wbr>a_<wbr>b.');
  expect(prose('a ` of a name').markup).toBe('a ` of a name');
});
