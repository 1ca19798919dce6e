import fc from 'fast-check';
import { expect, test } from 'vitest';
import { migration, type ParsedMigration, parseMigration } from './migration.ts';
import { fillPlaceholders } from './placeholders.ts';

const parsed = (sql: string): ParsedMigration => parseMigration(migration('1_x.sql', new TextEncoder().encode(sql)));
const fill = (sql: string, values: Record<string, string>, inBodies = false): string => {
  const file = parsed(sql);
  return file.statements.map((statement) => fillPlaceholders(file, statement, { values, inBodies }).text).join(';');
};

test('names, strings and quoted identifiers are filled; comments and bodies are not', () => {
  const sql = 'create table ${s}.t (a text default \'${v}\', "${c}" int /* ${no} */); do $$ begin perform ${b}; end $$';
  expect(fill(sql, { s: 'app', v: "it''s", c: 'col' })).toBe(
    "create table app.t (a text default 'it''s', \"col\" int /* ${no} */);do $$ begin perform ${b}; end $$",
  );
  expect(fill('do $$ begin perform ${b}; end $$', { b: '1' }, true)).toBe('do $$ begin perform 1; end $$');
});

test('one without a value is an error at its place, with the name that was meant', () => {
  expect(() => fill('select 1;\nselect ${shema}', { schema: 'x' })).toThrow(
    '1_x.sql:2:8: the placeholder ${shema} has no value.',
  );
  expect(() => fill('select ${toString}', {})).toThrow('has no value');
});

test('an offset in what is sent leads back to what is written', () => {
  const piece = fc.constantFrom('a', ' ', "'x'", '${p}', '${long_name}', '(', ')');
  const values = { p: 'pppppp', long_name: '1' };
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1 }), (pieces) => {
      const file = parsed(`select ${pieces.join(' ').replaceAll('(', '').replaceAll(')', '')} end`);
      const statement = file.statements[0]!;
      const { text, written } = fillPlaceholders(file, statement, { values, inBodies: false });
      for (let offset = 0; offset < text.length; offset++) {
        const back = statement.text[written(offset)];
        if (back !== '$') expect(back).toBe(text[offset]);
      }
    }),
  );
});
