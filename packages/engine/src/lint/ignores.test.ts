import { expect, test } from 'vitest';
import { foundIn } from '../../test/lint/found-in.ts';
import { lint } from './lint.ts';

const bad = 'CREATE TABLE t (id int REFERENCES nowhere);';
const found = (sql: string): Promise<readonly string[]> => foundIn({ '1_t': sql });

test('a finding that its statement acknowledges is not shown, but counted', async () => {
  const sql = `-- plumbline: lint-ignore foreign-key-target-missing: made by hand\n${bad}`;
  expect(await found(sql)).toEqual([]);
  const { ignored } = await lint({ files: [{ name: '1_t', sql }] });
  expect(ignored).toMatchObject([{ rule: 'foreign-key-target-missing', reason: 'made by hand', line: 2 }]);
});

test('of the whole file from its head, and of no other statement from above one', async () => {
  const ignore = '-- plumbline: lint-ignore foreign-key-target-missing: x';
  const other = bad.replace(' t ', ' u ');
  expect(await found(`${ignore}\n\n${bad}\n${other}`)).toEqual([]);
  expect(await found(`${bad}\n${ignore}\n${other}`)).toEqual([expect.stringContaining('1_t:1:')]);
  expect(await found(`${ignore}\n${bad}\n${other}`)).toEqual([expect.stringContaining('1_t:3:')]);
});

test('a finding about a file is acknowledged in its head', async () => {
  const files = { '1_a': 'SELECT 1;', '1_b': '-- plumbline: lint-ignore duplicate-number: released so\nSELECT 1;' };
  expect(await foundIn(files)).toEqual([]);
});

test('without a reason, of an unknown rule or of nothing it is a finding itself', async () => {
  expect(await found(`-- plumbline: lint-ignore foreign-key-target-missing\n${bad}`)).toEqual([
    'error lint-ignore 1_t:1:1 This lint-ignore of foreign-key-target-missing gives no reason.',
    expect.stringContaining('foreign-key-target-missing 1_t:2:'),
  ]);
  const { findings } = await lint({ files: [{ name: '1', sql: '-- plumbline: lint-ignore table-redefind: x\n' }] });
  expect(findings).toMatchObject([
    { message: 'There is no rule "table-redefind".', remedy: ['Did you mean "table-redefined"?', expect.anything()] },
  ]);
  expect(await found('SELECT 1;\n  -- plumbline: lint-ignore table-redefined: x\nSELECT 2;')).toEqual([
    'warning lint-ignore 1_t:2:3 There is nothing here that table-redefined would find.',
  ]);
});

test('whether there is something to ignore is not known of a rule that did not run', async () => {
  expect(await found('-- plumbline: lint-ignore edited-since-base: only a name\n\nSELECT 1;')).toEqual([]);
});
