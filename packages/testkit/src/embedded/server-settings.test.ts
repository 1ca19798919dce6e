import { expect, it } from 'vitest';
import { configurationText } from './server-settings.ts';

it('quotes values as postgresql.conf wants them', () => {
  expect(configurationText({ log_line_prefix: "it's \\ %m" })).toBe("\nlog_line_prefix = 'it''s \\\\ %m'\n");
});

it('refuses what would become another line', () => {
  expect(() => configurationText({ search_path: 'a\nb' })).toThrow('line break');
  expect(() => configurationText({ 'a = 1 #': 'b' })).toThrow('not the name of a server setting');
});
