import { expect, test } from 'vitest';
import { createReadTurns } from './read-turns.ts';

const never = new AbortController().signal;

test('turns are given in order, so many at a time', async () => {
  const turns = createReadTurns(2);
  const order: string[] = [];
  const ask = (name: string): Promise<() => void> =>
    turns.take(never).then((done) => {
      order.push(name);
      return done;
    });
  const [first, second] = [await ask('a'), await ask('b')];
  const third = ask('c');
  const fourth = ask('d');
  await Promise.resolve();
  expect(order).toEqual(['a', 'b']);
  second();
  const done = await third;
  expect(order).toEqual(['a', 'b', 'c']);
  first();
  done();
  await fourth;
  expect(order).toEqual(['a', 'b', 'c', 'd']);
  // One is free again: nobody was waiting for it.
  await ask('e');
  expect(order.at(-1)).toBe('e');
});

test('who gives up waiting takes no turn', async () => {
  const turns = createReadTurns(1);
  const done = await turns.take(never);
  const patience = new AbortController();
  const impatient = turns.take(patience.signal);
  const next = turns.take(never);
  patience.abort(new Error('enough'));
  await expect(impatient).rejects.toThrow('enough');
  done();
  await expect(next).resolves.toBeTypeOf('function');
  await expect(turns.take(AbortSignal.abort(new Error('late')))).rejects.toThrow('late');
});
