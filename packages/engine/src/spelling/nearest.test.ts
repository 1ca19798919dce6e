import { describe, expect, it } from 'vitest';
import { nearest } from './nearest.ts';

describe('nearest', () => {
  it('gives look-alikes, best first, and nothing that is merely short', () => {
    expect(nearest('ai_agent_provider', ['users', 'ai_agent_providers', 'ai_agents_providers', 'ai'])).toEqual([
      'ai_agent_providers',
      'ai_agents_providers',
    ]);
    expect(nearest('id', ['xy', 'a', 'value'])).toEqual([]);
  });

  it('finds the same letters in other capitals, and never the name itself', () => {
    expect(nearest('users', ['Users', 'users'])).toEqual(['Users']);
  });

  it('gives at most as many as asked for', () => {
    expect(nearest('aaaa', ['aaab', 'aaac', 'aaad', 'aaae'], 2)).toEqual(['aaab', 'aaac']);
  });
});
