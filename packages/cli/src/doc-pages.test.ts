import { sqlstateName } from '@plumbline/engine';
import { expect, test } from 'vitest';
import { findingKinds } from '../../../apps/db-watchdog/src/check/finding-kinds.ts';
import { shownCodes } from '../../../apps/db-watchdog/src/check/shown-codes.ts';
import { REFUSED_SQLSTATES } from '../../../apps/db-watchdog/src/log-sql/refused-sqlstates.ts';
import { docPages } from './doc-pages.ts';

test('every code that the watchdog can show has a page', () => {
  const pages = docPages();
  const known = new Set(pages.filter(({ text }) => text.length > 20).map(({ code }) => code));
  const shown = [...Object.keys(findingKinds), ...Object.values(shownCodes).flat()];
  expect(shown.length).toBeGreaterThan(100);
  expect(shown.filter((code) => !known.has(code))).toEqual([]);
  expect(REFUSED_SQLSTATES.filter((sqlstate) => sqlstateName(sqlstate) === null)).toEqual([]);
});
