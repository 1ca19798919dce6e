import { expect, test } from 'vitest';
import { type PageInput, verificationPage } from './verification-page.ts';

const clean: PageInput = {
  ...{ ok: true, target: { host: 'db', port: 5432, database: 'app', user: 'ann' }, serverVersion: '18.4' },
  ...{
    source: 'snapshot',
    expectedVersion: '18.4',
    findings: [],
    allowed: [],
    objects: 1677,
    pending: [],
    remarks: [],
  },
  ...{ counts: { critical: 0, major: 0, minor: 0, info: 0 }, warnings: [], error: null },
};
const at = new Date('2026-11-25T14:00:00Z');

test('a page says in its title what was found, and loads nothing', () => {
  const page = verificationPage(clean, at);
  expect(page).toContain('<title>The schema of database app is what it should be</title>');
  expect(page).toContain('1677 objects compared with the snapshot; made <time');
  expect(page).not.toMatch(/<script|src=|href=|@import|url\(/);
});

test('nothing of a database becomes markup', () => {
  const nasty = `<script>alert("x")</script>&'`;
  const page = verificationPage(
    {
      ...clean,
      ok: false,
      warnings: [nasty],
      pending: [{ name: nasty, file: nasty, makes: [nasty] }],
      counts: { critical: 1, major: 0, minor: 0, info: 0 },
      findings: [
        {
          ...{ code: 'missing-relation', severity: 'critical', identity: nasty, message: nasty, why: nasty },
          ...{ object: { kind: 'table', schema: nasty, table: null, name: nasty }, expected: nasty, actual: nasty },
          ...{ remedy: [nasty, 'DROP TABLE a;'], origin: { migration: nasty, file: nasty, line: 1, statement: 1 } },
        },
      ],
    },
    at,
  );
  expect(page).not.toContain('<script>');
  expect(page).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;&#39;');
  expect(page).toContain('<code>DROP TABLE a;</code>');
  expect(page).toContain('<title>1 finding in database app</title>');
});
