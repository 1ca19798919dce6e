import { expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { StartupFailure } from './startup-failure.ts';

const url = 'postgres://ann:pearl@db.example/shop';
const production = {
  NODE_ENV: 'production',
  DATABASE_URL: url,
  JWT_SECRET: 'j'.repeat(32),
  ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
};

function refusal(environment: NodeJS.ProcessEnv): StartupFailure {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof StartupFailure) return error;
    throw error;
  }
  throw new Error('The configuration was accepted.');
}

test('in production the secrets and the database are enough, and everything else has a default', () => {
  const { config, warnings } = readConfig(production);
  expect(warnings).toEqual([]);
  expect(config).toMatchObject({
    PORT: 3000,
    MIGRATE_ON_START: 'apply',
    DATABASE_POOL_SIZE: 10,
    ENCRYPTION_KEYS_OLD: [],
  });
  expect(config.MIGRATIONS_DIR).toMatch(/\/migrations$/);
});

test('every missing and wrong variable is in one message, which pm2 need not try again', () => {
  const failure = refusal({ NODE_ENV: 'production', PORT: 'http', MIGRATE_ON_START: 'maybe', ENCRYPTION_KEY: 'short' });
  expect(failure.exitCode).toBe(78);
  expect(failure.report).toBe(
    [
      '5 variables of the configuration are missing or wrong.',
      '',
      '  PORT              must be a whole number',
      '  DATABASE_URL      is missing: postgres://user:password@host:port/database',
      '  MIGRATE_ON_START  must be one of apply, check, off',
      '  JWT_SECRET        is missing: make one with openssl rand -base64 48',
      '  ENCRYPTION_KEY    must be 32 bytes in base64 or hex: openssl rand -base64 32',
    ].join('\n'),
  );
});

test('values are never repeated, since any of them may be a secret in the wrong place', () => {
  const { report, message } = refusal({
    ...production,
    DATABASE_URL: 'mysql://ann:pearl@db',
    PORT: 'pearl',
    JWT_SECRET: 'pearl',
    ENCRYPTION_KEYS_OLD: 'pearl,oyster',
    MIGRATE_ON_START: 'pearl',
  });
  expect(report + message).not.toMatch(/pearl|oyster/);
  expect(report).toContain('5 variables');
});

test('in development a missing secret is made up, a new one each time, and said', () => {
  const [first, second] = [readConfig({ DATABASE_URL: url }), readConfig({ DATABASE_URL: url })];
  expect(first.warnings).toHaveLength(2);
  expect(first.warnings[0]).toContain('JWT_SECRET is not set');
  expect(first.config.JWT_SECRET).not.toBe(second.config.JWT_SECRET);
  expect(first.config.ENCRYPTION_KEY.id).not.toBe(second.config.ENCRYPTION_KEY.id);
  expect(first.warnings.join()).not.toContain(first.config.JWT_SECRET);
});

test('an empty variable is a missing one', () => {
  expect(readConfig({ ...production, PORT: '', METRICS_TOKEN: '' }).config).toMatchObject({ PORT: 3000 });
  expect(refusal({ ...production, JWT_SECRET: '' }).report).toContain('JWT_SECRET  is missing');
});

test('a number out of its range is refused with the range', () => {
  expect(refusal({ ...production, PORT: '70000' }).report).toContain('PORT  must be from 0 to 65535');
});

test('keys may be written in base64 or hex, and the old ones are a list', () => {
  const hex = Buffer.alloc(32, 7).toString('hex');
  const { config } = readConfig({
    ...production,
    ENCRYPTION_KEYS_OLD: `${hex},${Buffer.alloc(32, 8).toString('base64')}`,
  });
  expect(config.ENCRYPTION_KEYS_OLD.map(({ id }) => id)[0]).toBe(config.ENCRYPTION_KEY.id);
  expect(config.ENCRYPTION_KEYS_OLD).toHaveLength(2);
});
