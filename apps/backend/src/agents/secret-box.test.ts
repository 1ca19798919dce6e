import { expect, test } from 'vitest';
import { type EncryptionKey, encryptionKey } from './encryption-key.ts';
import { createSecretBox, UnreadableSecret } from './secret-box.ts';

const key = (fill: number): EncryptionKey => encryptionKey(Buffer.alloc(32, fill).toString('base64')) as EncryptionKey;
const box = createSecretBox(key(1), []);

test('what is sealed opens again, in its own place only', () => {
  const sealed = box.seal('sk-perlmutt', 'agent-key:1');
  expect(box.open(sealed, 'agent-key:1')).toBe('sk-perlmutt');
  expect(() => box.open(sealed, 'agent-key:2')).toThrow(UnreadableSecret);
});

test('sealing twice gives two texts, and neither holds the secret', () => {
  const [first, second] = [box.seal('sk-perlmutt', 'p'), box.seal('sk-perlmutt', 'p')];
  expect(first).not.toBe(second);
  expect(first).toMatch(/^v1\.[0-9a-f]{8}\.[\w-]+$/);
  expect(Buffer.from(first.split('.')[2] as string, 'base64url').toString('latin1')).not.toContain('perlmutt');
});

test('one changed bit anywhere is noticed', () => {
  const [version, id, text = ''] = box.seal('sk-perlmutt', 'p').split('.');
  const bytes = Buffer.from(text, 'base64url');
  for (let index = 0; index < bytes.length; index++) {
    const changed = Buffer.from(bytes);
    changed[index] = (changed[index] as number) ^ 1;
    expect(() => box.open(`${version}.${id}.${changed.toString('base64url')}`, 'p')).toThrow(UnreadableSecret);
  }
});

test('an old key opens what it has sealed, and seals nothing any more', () => {
  const sealed = box.seal('sk-perlmutt', 'p');
  const rotated = createSecretBox(key(2), [key(1)]);
  expect(rotated.open(sealed, 'p')).toBe('sk-perlmutt');
  expect(rotated.seal('x', 'p').split('.')[1]).toBe(key(2).id);
  expect(() => createSecretBox(key(2), []).open(sealed, 'p')).toThrow(
    `The key ${key(1).id} that it was sealed with is not configured.`,
  );
});

test('a text too short or of another form is refused, not guessed at', () => {
  for (const text of ['', 'sk-in-the-clear', 'v1', `v1.${box.keyId}`, `v1.${box.keyId}.AAAA`]) {
    expect(() => box.open(text, 'p')).toThrow(UnreadableSecret);
  }
});
