import { expect, test } from 'vitest';
import { redactSecrets } from './redact-secrets.ts';

test.each([
  ['unknown command postgres://app:hidden@db/app', 'unknown command postgres://app:***@db/app'],
  ['postgresql://app:hi@dd:en@db:5432/app?x=1', 'postgresql://app:***@db:5432/app?x=1'],
  ['--url=postgres://:hidden@db/app.', '--url=postgres://:***@db/app.'],
  ['host=db password=hidden user=app', 'host=db password=*** user=app'],
  ["password='hid den' x", 'password=*** x'],
  ['?sslmode=require&sslpassword=hidden&a=b', '?sslmode=require&sslpassword=***&a=b'],
  ['PGPASSWORD=hidden psql', 'PGPASSWORD=*** psql'],
])('%s', (text, expected) => {
  expect(redactSecrets(text)).toBe(expected);
});

test.each([
  'Write it as postgres://user:password@host:port/database.',
  'postgres://app@db.example.com:5432/app',
  'migrations/001_a.sql:4:8',
  'check (password = upper(password))',
  'mail someone@example.com at 10:30',
])('leaves alone: %s', (text) => {
  expect(redactSecrets(text)).toBe(text);
});
