import { expect, test } from 'vitest';
import { historySql } from './history-sql.ts';

test('a query is taken as it stands, or moved to another schema, quoted', () => {
  expect(historySql('read', 'plumbline')).toContain('from plumbline.history');
  expect(historySql('read', 'Op"s')).toContain('from "Op""s".history');
  expect(historySql('server-facts', "o'ps")).toContain(`to_regclass('"o''ps".history')`);
});

test('numbers take their places, casts and formats stay', () => {
  const text = historySql('lock-holder', 'plumbline', { high: 12n, low: 34 });
  expect(text).toContain('l.classid::bigint = 12');
  expect(text).toContain('l.objid::bigint = 34');
  expect(historySql('read', 'plumbline')).toContain('HH24:MI:SS.MS');
});
