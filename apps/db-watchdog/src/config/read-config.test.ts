import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ConfigError } from './config-error.ts';
import { readConfig } from './read-config.ts';

const cwd = mkdtempSync(join(tmpdir(), 'watchdog-config-'));
mkdirSync(join(cwd, 'migrations'));
const url = 'postgres://ann:pearl-secret@db/shop';

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env, cwd);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

test('one database needs its URL only, and is called as in it', () => {
  const config = readConfig({ DATABASE_URL: url }, cwd);
  expect(config).toMatchObject({
    targets: [{ name: 'shop', url, migrations: join(cwd, 'migrations'), schema: 'plumbline', log: null, queries: [] }],
    schedule: '* * * * *',
    fullEveryMs: 600_000,
    stateFile: join(cwd, '.plumbline/watchdog.json'),
    http: { host: '127.0.0.1', port: 9847, token: null, basic: null, tls: null },
    notify: { webhook: null, slackUrl: null, command: null, threshold: 'major', remindAfterMs: 3_600_000 },
  });
});

test('everything that is wrong is said at once, each by its variable, and no value is repeated', () => {
  const problems = problemsOf({
    WATCHDOG_SCHEDULE: 'every minute',
    WATCHDOG_PORT: '123456',
    WATCHDOG_FULL_EVERY: 'soon',
    WATCHDOG_TOKEN: 'short',
    WATCHDOG_WEBHOOK_URL: 'ftp://hush',
    WATCHDOG_NOTIFY_SEVERITY: 'bad',
    WATCHDOG_SHEDULE: '* * * * *',
  });
  const text = problems.join('\n');
  for (const name of ['SCHEDULE', 'PORT', 'FULL_EVERY', 'TOKEN', 'WEBHOOK_URL', 'NOTIFY_SEVERITY', 'SHEDULE']) {
    expect(text).toMatch(new RegExp(`WATCHDOG_${name}\\b`));
  }
  expect(text).not.toMatch(/short\b.*short|ftp:|hush/);
  expect(problemsOf({})).toEqual(['Set DATABASE_URL, or WATCHDOG_TARGETS for several databases.']);
  expect(problemsOf({ DATABASE_URL: url, WATCHDOG_MIGRATIONS: 'nowhere' })[0]).toContain('no migrations directory');
  expect(problemsOf({ DATABASE_URL: url, WATCHDOG_QUERIES: 'migrations, nowhere' })).toEqual([
    `There are no queries at ${join(cwd, 'nowhere')}: correct WATCHDOG_QUERIES.`,
  ]);
  expect(problemsOf({ DATABASE_URL: url, WATCHDOG_TLS_CERT: 'a.pem' })[0]).toContain('belong together');
});

test('several databases, as pairs or as JSON', () => {
  const pairs = readConfig({ WATCHDOG_TARGETS: `shop=${url}  billing=postgres://b@db/b?a=1&b=2` }, cwd);
  expect(pairs.targets.map(({ name, url }) => [name, url])).toEqual([
    ['shop', url],
    ['billing', 'postgres://b@db/b?a=1&b=2'],
  ]);
  const own = { migrations: '.', log: 'server.json', queries: '.,migrations' };
  const text = JSON.stringify([{ name: 'shop', url, schema: 'history', ...own }]);
  expect(readConfig({ WATCHDOG_TARGETS: text }, cwd).targets).toEqual([
    {
      ...{ name: 'shop', url, schema: 'history', migrations: cwd, log: join(cwd, 'server.json') },
      queries: [cwd, join(cwd, 'migrations')],
    },
  ]);
});

test('wrong targets are named by their place; their URLs are not repeated', () => {
  const text = problemsOf({ WATCHDOG_TARGETS: 'shop=mysql://ann:pearl-secret@db/shop' }).join();
  expect(text).toContain('WATCHDOG_TARGETS entry 1, "url"');
  expect(text).not.toContain('pearl');
  expect(problemsOf({ WATCHDOG_TARGETS: `a=${url} a=${url}` })).toContain('WATCHDOG_TARGETS has the name "a" twice.');
  expect(problemsOf({ WATCHDOG_TARGETS: `[{"name":"pearl-secret"` }).join()).not.toContain('pearl');
});

test('a secret may be in a file, and not in both places', () => {
  const file = join(cwd, 'url');
  writeFileSync(file, `${url}\n`);
  expect(readConfig({ DATABASE_URL_FILE: file }, cwd).targets[0]?.url).toBe(url);
  expect(problemsOf({ DATABASE_URL_FILE: file, DATABASE_URL: url })[0]).toContain('both set');
  expect(problemsOf({ DATABASE_URL: url, WATCHDOG_TOKEN_FILE: join(cwd, 'none') })[0]).toContain('WATCHDOG_TOKEN_FILE');
});
