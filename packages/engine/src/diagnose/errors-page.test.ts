import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { errorCodes } from '../errors.ts';
import { diagnosisTable } from './diagnose.ts';

const page = readFileSync(new URL('../../../../docs/errors.md', import.meta.url), 'utf8');

/** The sections beneath a heading of the second level, by the code in their own heading. */
function sections(heading: string): ReadonlyMap<string, string> {
  const part = page.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? '';
  const found = part.split(/^### /m).slice(1);
  return new Map(found.map((text) => [/^`([^`]+)`/.exec(text)?.[1] ?? '', text]));
}

describe('docs/errors.md', () => {
  test('has a section for each error code, with its exit code and meaning, and no other', () => {
    const found = sections('Error codes');
    expect([...found.keys()]).toEqual(Object.keys(errorCodes));
    for (const [code, { exitCode, meaning }] of Object.entries(errorCodes)) {
      expect(found.get(code)).toContain(`Exit code ${exitCode}. ${meaning}\n`);
    }
  });

  test('has a section for each diagnosis, with what leads to it, and no other', () => {
    const found = sections('Diagnoses');
    expect([...found.keys()]).toEqual(diagnosisTable.map(({ code }) => code));
    for (const { code, sqlstates, systemCodes } of diagnosisTable) {
      const listed = [...(/^On (.*?)\. /m.exec(found.get(code) ?? '')?.[1] ?? '').matchAll(/`([^`]+)`/g)].map(
        ([, name]) => name,
      );
      expect([code, ...listed]).toEqual([code, ...sqlstates, ...systemCodes]);
    }
  });

  test('says something in every section', () => {
    for (const text of [...sections('Error codes').values(), ...sections('Diagnoses').values()]) {
      const words = text.replace(/^.*\n/, '').replace(/^(On .*?|Exit code \d+)\. /m, '');
      expect(words.trim().length).toBeGreaterThan(20);
    }
  });
});
