import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readStateFile, writeStateFile } from './state-file.ts';
import { newTargetState } from './target-state.ts';
import { emptyState, type WatchdogState } from './watchdog-state.ts';

const directory = (): string => mkdtempSync(join(tmpdir(), 'watchdog-state-'));
const state: WatchdogState = { ...emptyState, targets: { shop: newTargetState('shop') } };

test('what was written is read again, by its owner alone', async () => {
  const path = join(directory(), 'deeper', 'state.json');
  await writeStateFile(path, state);
  expect(readStateFile(path)).toEqual({ state, warning: null });
  expect(statSync(path).mode & 0o077).toBe(0);
});

test('a missing file is a new beginning, without a word', () => {
  expect(readStateFile(join(directory(), 'none.json'))).toEqual({ state: emptyState, warning: null });
});

test.each([
  ['half of a file', '{"layout":1,"targets":{'],
  ['nothing', ''],
  ['another layout', '{"layout":2,"targets":{},"queue":[],"logs":{}}'],
  ['something else', '[1,2]'],
  ['a target without its lists', '{"layout":1,"targets":{"shop":{"name":"shop"}},"queue":[],"logs":{}}'],
])('%s is set aside and said, and never fatal', (_, content) => {
  const folder = directory();
  const path = join(folder, 'state.json');
  writeFileSync(path, content);
  const { state: read, warning } = readStateFile(path);
  expect(read).toEqual(emptyState);
  expect(warning).toContain('begins without a memory');
  const [aside] = readdirSync(folder);
  expect(aside).toMatch(/^state\.json\.broken-/);
  expect(readFileSync(join(folder, aside ?? ''), 'utf8')).toBe(content);
});
