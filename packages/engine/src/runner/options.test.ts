import { expect, test } from 'vitest';
import { PlumblineError } from '../errors.ts';
import { type MigrateOptions, settingsOf } from './options.ts';

const good = { url: 'postgres://u:hunter2@localhost/db', directory: 'migrations' };

test.each([
  [{}, 'Give "url", "pool", "connection" or "client"'],
  [{ ...good, client: { query() {} } }, 'not several'],
  [{ url: good.url }, 'Give "directory" or "files"'],
  [{ ...good, files: [] }, 'not several'],
  [{ ...good, url: 'localhost:5432/db?password=hunter2' }, 'must begin with postgres://'],
  [{ ...good, url: 'postgres://u:hunter2@host:notaport/db' }, 'cannot be read'],
  [{ ...good, lockTimeoutMs: -1 }, '"lockTimeoutMs" must be a whole number of milliseconds'],
  [{ ...good, retries: 1.5 }, '"retries" must be a whole number'],
  [{ ...good, schema: '' }, '"schema" must be a schema name'],
  [{ ...good, lockTimeout: 3 }, 'There is no option "lockTimeout"'],
  [{ directory: 'm', client: { query() {}, totalCount: 0 } }, 'is a Pool'],
  [{ directory: 'm', pool: { query() {} } }, 'must be a Pool'],
  [{ directory: 'm', client: {} }, 'must be a connected Client'],
])('%j is refused with a sentence, and without the password', async (options, sentence) => {
  const error = await import('./migrate.ts').then(({ migrate }) =>
    migrate(options as MigrateOptions).then(
      () => null,
      (thrown: unknown) => thrown,
    ),
  );
  expect(error).toBeInstanceOf(PlumblineError);
  expect(error).toMatchObject({ code: 'invalid-options', exitCode: 2 });
  expect((error as PlumblineError).message).toContain(sentence);
  expect(
    JSON.stringify(error) + String((error as Error).stack) + String((error as PlumblineError).cause),
  ).not.toContain('hunter2');
});

test('the defaults are those of the documentation', () => {
  expect(settingsOf(good)).toMatchObject({
    schema: 'plumbline',
    connectWaitMs: 10_000,
    lockWaitMs: 600_000,
    lockTimeoutMs: 3_000,
    statementTimeoutMs: 0,
    retries: 10,
  });
});
