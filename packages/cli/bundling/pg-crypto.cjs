/**
 * The cryptography of pg's authentication by Node's own functions. pg's uses the Web Crypto API, which takes longer to
 * load than all of its answers take to compute, and hops between threads for each.
 */
const { createHash, createHmac, pbkdf2Sync, randomFillSync } = require('node:crypto');

const DIGESTS = { 'SHA-1': 'sha1', 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512' };

/** The key that was derived last: a run's second connection asks for the same, which is 4,096 rounds of hashing. */
let derived = null;

function deriveKey(password, salt, iterations) {
  const isSame = derived?.password === password && derived.iterations === iterations && derived.salt.equals(salt);
  if (!isSame) {
    derived = {
      password,
      salt: Buffer.from(salt),
      iterations,
      key: pbkdf2Sync(password, salt, iterations, 32, 'sha256'),
    };
  }
  return derived.key;
}

const md5 = async (text) => createHash('md5').update(text).digest('hex');

module.exports = {
  md5,
  randomBytes: (length) => randomFillSync(Buffer.alloc(length)),
  sha256: async (data) => createHash('sha256').update(data).digest(),
  hashByName: async (name, data) =>
    createHash(DIGESTS[name] ?? name)
      .update(data)
      .digest(),
  hmacSha256: async (key, text) => createHmac('sha256', key).update(text).digest(),
  deriveKey: async (password, salt, iterations) => deriveKey(password, salt, iterations),
  /** Source: PostgreSQL documentation, protocol flow, AuthenticationMD5Password. */
  async postgresMd5PasswordHash(user, password, salt) {
    const inner = await md5(password + user);
    return `md5${await md5(Buffer.concat([Buffer.from(inner), salt]))}`;
  },
};
