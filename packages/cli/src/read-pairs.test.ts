import { expect, test } from 'vitest';
import { readPairs } from './read-pairs.ts';

test('pairs are read from the command line, the environment and the file', () => {
  expect(readPairs(['owner=app', 'note=a=b'], 'x')).toEqual({ owner: 'app', note: 'a=b' });
  expect(readPairs('owner=app, schema=shop', 'x')).toEqual({ owner: 'app', schema: 'shop' });
  expect(readPairs({ owner: 'app' }, 'x')).toEqual({ owner: 'app' });
});

test('what is no pair is refused without being repeated', () => {
  expect(() => readPairs(['hunter2'], '--placeholders')).toThrow('--placeholders has a part without a name');
  expect(() => readPairs({ a: 1 }, '"placeholders" in plumbline.config.json')).toThrow('must give each name a text');
});
