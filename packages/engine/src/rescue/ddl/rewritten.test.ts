import { expect, test } from 'vitest';
import { rewritten } from './rewritten.ts';

test('a list of varchar is given without the cast that the server makes by itself', () => {
  const list = `((role)::text = ANY ((ARRAY['a'::character varying, 'b''s'::character varying])::text[]))`;
  expect(rewritten(list)).toBe(`((role)::text = ANY (ARRAY['a'::character varying, 'b''s'::character varying]))`);
  const other = `(kind = ANY (ARRAY['a'::text, 'b'::text]))`;
  expect(rewritten(other)).toBe(other);
});
