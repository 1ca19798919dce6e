import { describe, expect, it } from 'vitest';
import { editDistance } from './edit-distance.ts';

describe('editDistance', () => {
  it.each([
    ['', '', 0],
    ['users', 'users', 0],
    ['', 'abc', 3],
    ['abc', '', 3],
    ['users', 'user', 1],
    ['users', 'useers', 1],
    ['users', 'usars', 1],
    ['users', 'uesrs', 1],
    ['kitten', 'sitting', 3],
    ['ca', 'abc', 3],
    ['🎉a', '🎉b', 1],
  ])('%j to %j takes %i', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
    expect(editDistance(b, a)).toBe(distance);
  });
});
