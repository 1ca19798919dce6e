import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isMajorInstalled } from '../src/embedded/platform-package.ts';
import { maskUrl, postgresMajors, startServer } from '../src/index.ts';
import { withClient } from '../src/with-client.ts';
import { isStandardRun } from './standard-run.ts';

const ask = (url: string, sql: string): Promise<unknown> =>
  withClient(url, async (client) => (await client.query({ text: sql, rowMode: 'array' })).rows[0]?.[0]);

describe.runIf(isStandardRun())('an embedded server', () => {
  it('answers, and leaves nothing behind', async () => {
    const server = await startServer();
    expect(await ask(server.url, 'show server_version')).toMatch(/^18\./);
    expect(await ask(server.url, 'show fsync')).toBe('off');
    await Promise.all([server.stop(), server.stop()]);
    expect(existsSync(dirname(server.dataDirectory))).toBe(false);
    await expect(server.restart()).rejects.toThrow('was stopped');
  });

  it('runs beside another one', async () => {
    const [one, other] = await Promise.all([startServer(), startServer({ settings: { max_connections: '7' } })]);
    expect(await ask(one.url, 'show data_directory')).toBe(one.dataDirectory);
    expect(await ask(other.url, 'show data_directory')).toBe(other.dataDirectory);
    expect(await ask(other.url, 'show max_connections')).toBe('7');
    await Promise.all([one.stop(), other.stop()]);
  });

  it('is back on the same port, with its data, after a crash', async () => {
    const server = await startServer({ settings: { synchronous_commit: 'on' } });
    await ask(server.url, 'create table survivor as select 1');
    const { pid } = server;
    server.kill('SIGKILL');
    await server.restart();
    expect(server.pid).not.toBe(pid);
    expect(await ask(server.url, 'select count(*)::int from survivor')).toBe(1);
    await server.stop();
  });

  it('lets nobody in without the password, which no message shows', async () => {
    const server = await startServer();
    const url = new URL(server.url);
    const { password } = url;
    url.password = 'guess';
    const failure = await ask(url.href, 'select 1').catch((error: Error) => error);
    expect(String(failure)).toContain('password authentication failed');
    expect(String(failure)).not.toContain('guess');
    expect(maskUrl(server.url)).not.toContain(password);
    expect(await ask(server.url, 'show listen_addresses')).toBe('127.0.0.1');
    await server.stop();
  });

  it('says what the server said when it cannot start', async () => {
    await expect(startServer({ settings: { shared_buffers: 'plenty' } })).rejects.toThrow(/shared_buffers.*plenty/s);
  });

  for (const major of postgresMajors) {
    it(`sorts by code point and knows Unicode's capitals, as PostgreSQL ${major}`, async (context) => {
      if (!(await isMajorInstalled(major))) context.skip();
      const server = await startServer({ major });
      expect(await ask(server.url, "select current_setting('server_version_num')::int / 10000")).toBe(major);
      expect(await ask(server.url, "select upper('é') || ('a' > 'B')")).toBe('Étrue');
      await server.stop();
    });
  }
});
