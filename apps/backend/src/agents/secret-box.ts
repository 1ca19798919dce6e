import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { EncryptionKey } from './encryption-key.ts';

const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Why a stored secret cannot be opened. Its message holds nothing of the secret. */
export class UnreadableSecret extends Error {}

/** Keeps API keys at rest: AES-256-GCM, with the key's id in the text and the secret bound to its row. */
export interface SecretBox {
  /** The id of the key that new secrets are sealed with. */
  readonly keyId: string;
  /**
   * @param place the row's own name: a text that is copied to another row does not open there
   * @returns `v1.<key id>.<nonce, ciphertext and tag in base64url>`
   */
  seal(secret: string, place: string): string;
  /** @throws UnreadableSecret when its key is not configured, or it was changed or moved */
  open(sealed: string, place: string): string;
}

/**
 * @param current seals and opens
 * @param old open only, until everything is sealed anew
 */
export function createSecretBox(current: EncryptionKey, old: readonly EncryptionKey[]): SecretBox {
  const keys = new Map([...old, current].map(({ id, bytes }) => [id, bytes]));
  return {
    keyId: current.id,
    seal(secret, place) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', current.bytes, iv, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(place));
      const bytes = Buffer.concat([iv, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `${VERSION}.${current.id}.${bytes.toString('base64url')}`;
    },
    open(sealed, place) {
      const [version, id = '', text = ''] = sealed.split('.');
      if (version !== VERSION) throw new UnreadableSecret('It is not in a form that this version writes.');
      const key = keys.get(id);
      if (key === undefined) throw new UnreadableSecret(`The key ${id} that it was sealed with is not configured.`);
      return decipher(Buffer.from(text, 'base64url'), key, place);
    },
  };
}

function decipher(bytes: Buffer, key: Buffer, place: string): string {
  try {
    const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(place));
    cipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    return Buffer.concat([cipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), cipher.final()]).toString('utf8');
  } catch (cause) {
    throw new UnreadableSecret('It was changed, or moved from another row.', { cause });
  }
}
