import { errors, jwtVerify, SignJWT } from 'jose';

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

export function createTokens(secret: string, expiresInSeconds: number): Tokens {
  const key = new TextEncoder().encode(secret);
  return {
    expiresInSeconds,
    issue: ({ userId }) =>
      new SignJWT()
        .setProtectedHeader({ alg: algorithm })
        .setSubject(String(userId))
        .setIssuer(issuer)
        .setAudience(issuer)
        .setIssuedAt()
        .setExpirationTime(`${expiresInSeconds}s`)
        .sign(key),
    async read(token) {
      try {
        const options = { algorithms: [algorithm], issuer, audience: issuer, requiredClaims: ['sub', 'exp'] };
        const { payload } = await jwtVerify(token, key, options);
        return /^\d{1,10}$/.test(payload.sub ?? '') ? { userId: Number(payload.sub) } : null;
      } catch (error) {
        if (error instanceof errors.JOSEError) return null;
        throw error;
      }
    },
  };
}
