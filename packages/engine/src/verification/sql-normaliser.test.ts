import { beforeAll, describe, expect, test } from 'vitest';
import { loadParser } from '../declared/parser.ts';
import type { Normalise } from '../verify/same-text.ts';
import { sqlNormaliser } from './sql-normaliser.ts';

let normalise: Normalise = () => null;
beforeAll(async () => {
  normalise = sqlNormaliser(await loadParser());
});

function isSame(one: string, other: string): boolean {
  return normalise(one, 'query') === normalise(other, 'query');
}

describe('texts of servers of different versions', () => {
  test('are the same whatever their white space and parentheses', () => {
    expect(isSame('SELECT a FROM t WHERE (a > 1)', ' select a\n from t where a > 1;')).toBe(true);
    expect(normalise('(a > 1)', 'expression')).toBe(normalise('a>1', 'expression'));
  });

  test('are the same with and without the name of their one relation', () => {
    expect(isSame('SELECT t.a, sum(t.b) FROM t GROUP BY t.a', 'SELECT a, sum(b) FROM t GROUP BY a')).toBe(true);
  });

  test('are others with another column, of two relations, and in a query within the query', () => {
    expect(isSame('SELECT a FROM t', 'SELECT b FROM t')).toBe(false);
    expect(isSame('SELECT t.a FROM t, u', 'SELECT u.a FROM t, u')).toBe(false);
    expect(isSame('SELECT t.a FROM t JOIN u ON true', 'SELECT u.a FROM t JOIN u ON true')).toBe(false);
    const within = (alias: string): string => `SELECT a FROM t WHERE EXISTS (SELECT FROM u WHERE ${alias}.a = 1)`;
    expect(isSame(within('t'), within('u'))).toBe(false);
  });

  test('that cannot be read say nothing', () => {
    expect(normalise('SELECT FROM FROM', 'query')).toBeNull();
  });
});
