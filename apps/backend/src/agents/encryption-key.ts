import { createHmac } from 'node:crypto';

/** A key for API keys at rest. */
export interface EncryptionKey {
  /**
   * Eight hex digits made from the key itself. It stands in every ciphertext and says which key opens it, and no two
   * machines can use one name for different keys.
   */
  readonly id: string;
  readonly bytes: Buffer;
}

/**
 * Reads a key as people make them: `openssl rand -base64 32` or `openssl rand -hex 32`.
 *
 * @returns null when it is not 32 bytes in either form
 */
export function encryptionKey(text: string): EncryptionKey | null {
  const bytes = /^[0-9a-f]{64}$/i.test(text)
    ? Buffer.from(text, 'hex')
    : /^[\w+/-]{43}=?$/.test(text)
      ? Buffer.from(text, 'base64')
      : null;
  if (bytes === null) return null;
  return { id: createHmac('sha256', bytes).update('key id').digest('hex').slice(0, 8), bytes };
}
