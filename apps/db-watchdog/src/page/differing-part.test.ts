import fc from 'fast-check';
import { expect, test } from 'vitest';
import { differingPart } from './differing-part.ts';

function marked(one: string, other: string): readonly [string, string] | null {
  const part = differingPart(one, other);
  return part === null ? null : [one.slice(part.start, part.ends[0]), other.slice(part.start, part.ends[1])];
}

test.each([
  ['character varying(255)', 'character varying(100)', ['255', '100']],
  ['integer NOT NULL', 'integer', [' NOT NULL', '']],
  ["select 'before'::text", "select 'after'::text", ['before', 'after']],
  ['on delete cascade', 'on delete set null', ['cascade', 'set null']],
  ['check (a > 10)', 'check (a > 100)', ['10', '100']],
])('%s and %s differ by whole words', (one, other, parts) => {
  expect(marked(one, other)).toEqual(parts);
});

test.each([
  ['applied', 'edited'],
  ['the same', 'the same'],
  ['', ''],
])('%s and %s: a mark would not help', (one, other) => {
  expect(marked(one, other)).toBeNull();
});

test('what is not marked is the same in both, and no character is cut', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '(', '🙂', 'é'), maxLength: 12 });
  fc.assert(
    fc.property(text, text, (one, other) => {
      const part = differingPart(one, other);
      if (part === null) return;
      const { start, ends } = part;
      expect(start).toBeLessThanOrEqual(Math.min(...ends));
      expect(one.slice(0, start)).toBe(other.slice(0, start));
      expect(one.slice(ends[0])).toBe(other.slice(ends[1]));
      for (const piece of [one.slice(0, start), one.slice(start, ends[0]), other.slice(start, ends[1])]) {
        expect(piece).not.toMatch(/\p{Cs}/u);
      }
    }),
  );
});
