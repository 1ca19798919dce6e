import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type FlagName, flags } from './flags.ts';
import { readSettings } from './settings.ts';

const all = Object.keys(flags) as FlagName[];

function directoryWith(config?: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'plumbline-settings-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  if (config !== undefined) writeFileSync(join(directory, 'plumbline.config.json'), config);
  return directory;
}

test('nothing given is nothing set: the defaults are those of the engine', async () => {
  expect(await readSettings(all, {}, {}, directoryWith())).toEqual({});
});

test('the command line wins over the environment, that over the file', async () => {
  const directory = directoryWith(
    '{ "lockWait": "1s", "lockTimeout": 2000, "connectWait": "3min", "outOfOrder": true }',
  );
  const env = { PLUMBLINE_LOCK_WAIT: '10s', PLUMBLINE_LOCK_TIMEOUT: '20s', PLUMBLINE_OUT_OF_ORDER: 'no' };
  expect(await readSettings(all, { lockWait: '100s' }, env, directory)).toEqual({
    lockWait: 100_000,
    lockTimeout: 20_000,
    connectWait: 180_000,
    outOfOrder: false,
  });
});

test('every flag has a variable', async () => {
  const values = { text: 'x', switch: 'yes', duration: '2h', pairs: 'a=1,b=2' };
  for (const [name, { kind }] of Object.entries(flags)) {
    const variable = `PLUMBLINE_${name.replace(/([A-Z])/g, '_$1').toUpperCase()}`;
    const settings = await readSettings(all, {}, { [variable]: values[kind] }, directoryWith());
    expect(settings).toEqual({
      [name]: { text: 'x', switch: true, duration: 7_200_000, pairs: { a: '1', b: '2' } }[kind],
    });
  }
});

test('a command sees its own flags only', async () => {
  expect(
    await readSettings(['dir'], { dir: 'a' }, { PLUMBLINE_SCHEMA: 'x' }, directoryWith('{ "lockWait": 5 }')),
  ).toEqual({
    dir: 'a',
  });
});

test.each([
  ['500', 500],
  ['500ms', 500],
  ['1.5s', 1500],
  ['2m', 120_000],
  ['2 min', 120_000],
  ['1H', 3_600_000],
  ['0', 0],
])('%s is %i milliseconds', async (text, milliseconds) => {
  expect(await readSettings(all, { lockWait: text }, {}, directoryWith())).toEqual({ lockWait: milliseconds });
});

test.each(['', '5x', '-1s', 'soon', '1e3'])('%j is no duration', async (text) => {
  await expect(readSettings(all, { lockWait: text }, {}, directoryWith())).rejects.toThrow('--lock-wait');
});
