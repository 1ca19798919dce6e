import { webcrypto } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { createKnownTokens } from './known-tokens.ts';

/** Who a token speaks for. */
export interface Bearer {
  readonly userId: number;
}

/** Makes and reads the tokens that people sign in with. */
export interface Tokens {
  readonly expiresInSeconds: number;
  issue(bearer: Bearer): Promise<string>;
  /** @returns null when it is forged, expired or not one of ours */
  read(token: string): Promise<Bearer | null>;
}

const issuer = 'myaiagent-backend';
const algorithm = 'HS256';
/** Of about 300 bytes each. */
const MOST_KNOWN = 10_000;

export function createTokens(secret: string, expiresInSeconds: number): Tokens {
  // Given as text it would be imported anew for each request, which costs more than the verification.
  const imported = importKey(secret);
  // Nobody can call a token back, so one that was verified is good until it expires. Who asks often is not verified often.
  const known = createKnownTokens(MOST_KNOWN);
  return {
    expiresInSeconds,
    issue: async ({ userId }) =>
      new SignJWT()
        .setProtectedHeader({ alg: algorithm })
        .setSubject(String(userId))
        .setIssuer(issuer)
        .setAudience(issuer)
        .setIssuedAt()
        .setExpirationTime(`${expiresInSeconds}s`)
        .sign(await imported),
    async read(token) {
      const bearer = known.find(token);
      if (bearer !== null) return bearer;
      try {
        const options = { algorithms: [algorithm], issuer, audience: issuer, requiredClaims: ['sub', 'exp'] };
        const { payload } = await jwtVerify(token, await imported, options);
        if (!/^\d{1,10}$/.test(payload.sub ?? '') || payload.exp === undefined) return null;
        const verified = { userId: Number(payload.sub) };
        known.add(token, verified, payload.exp);
        return verified;
      } catch (error) {
        if (error instanceof errors.JOSEError) return null;
        throw error;
      }
    },
  };
}

function importKey(secret: string): Promise<webcrypto.CryptoKey> {
  const bytes = new TextEncoder().encode(secret);
  return webcrypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
}
