import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createTokens } from './tokens.ts';

const secret = 'jwt-secret-of-the-tests-0123456789abcdef';

test('a token is read as often as it comes, and not any more when it has expired', async () => {
  const tokens = createTokens(secret, 2);
  const token = await tokens.issue({ userId: 7 });
  expect(await tokens.read(token)).toEqual({ userId: 7 });
  expect(await tokens.read(token)).toEqual({ userId: 7 });
  const deadline = performance.now() + 20_000;
  while ((await tokens.read(token)) !== null) {
    if (performance.now() > deadline) throw new Error('It never expires.');
    await sleep(50);
  }
});

test('what is almost a token that was read before is none', async () => {
  const tokens = createTokens(secret, 60);
  const token = await tokens.issue({ userId: 7 });
  expect(await tokens.read(token)).toEqual({ userId: 7 });
  const [header = '', payload = '', signature = ''] = token.split('.');
  const other = Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(payload, 'base64url').toString()), sub: '1' }));
  for (const forged of [
    `${header}.${other.toString('base64url')}.${signature}`,
    `${header}.${payload}.${signature.slice(0, -2)}AA`,
    `${header}.${payload}.`,
    await createTokens(`${secret}x`, 60).issue({ userId: 7 }),
  ]) {
    expect(await tokens.read(forged)).toBeNull();
    expect(await tokens.read(forged)).toBeNull();
  }
});
