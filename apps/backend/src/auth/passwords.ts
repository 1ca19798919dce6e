import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

/** Cost as OWASP recommends for scrypt with 32 MiB a hash. A stored hash carries its own, so this can be raised. */
const cost = { ln: 15, r: 8, p: 3 } as const;
const KEY_BYTES = 32;

/** A salted scrypt hash that says how it was made: `$scrypt$ln=15,r=8,p=3$<salt>$<hash>`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, cost);
  return `$scrypt$ln=${cost.ln},r=${cost.r},p=${cost.p}$${base64(salt)}$${base64(hash)}`;
}

/**
 * Compares in constant time.
 *
 * @param stored null for somebody who is not there or has no password: it takes as long as a comparison, so that the
 *   time of an answer does not tell who is registered
 */
export async function checkPassword(
  password: string,
  stored: string | null,
): Promise<{ readonly isRight: boolean; readonly isOutdated: boolean }> {
  const parsed = stored === null ? null : parse(stored);
  if (parsed === null) {
    await derive(password, Buffer.alloc(16), cost);
    return { isRight: false, isOutdated: false };
  }
  const hash = await derive(password, parsed.salt, parsed.cost);
  const { ln, r, p } = parsed.cost;
  return {
    isRight: hash.length === parsed.hash.length && timingSafeEqual(hash, parsed.hash),
    isOutdated: ln !== cost.ln || r !== cost.r || p !== cost.p,
  };
}

interface Cost {
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

function parse(stored: string): { readonly cost: Cost; readonly salt: Buffer; readonly hash: Buffer } | null {
  const match = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(stored);
  if (match === null) return null;
  const [ln, r, p] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return {
    cost: { ln, r, p },
    salt: Buffer.from(match[4] ?? '', 'base64'),
    hash: Buffer.from(match[5] ?? '', 'base64'),
  };
}

function derive(password: string, salt: Buffer, { ln, r, p }: Cost): Promise<Buffer> {
  const options: ScryptOptions = { N: 2 ** ln, r, p, maxmem: 2 ** ln * r * 128 + 1024 * 1024 * p };
  // The same password can be typed as different code points on different keyboards.
  const text = password.normalize('NFKC');
  return new Promise((resolve, reject) => {
    scrypt(text, salt, KEY_BYTES, options, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
