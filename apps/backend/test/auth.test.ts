import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { password, type ServiceUnderTest, startService } from './service-under-test.ts';

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const register = (body: unknown) => service.request('POST', '/v1/auth/register', body);
const login = (body: unknown) => service.request('POST', '/v1/auth/login', body);
const me = (authorization: string) => service.request('GET', '/v1/me', undefined, { authorization });

describe('registering', () => {
  test('gives a token that says who one is, and never the hash', async () => {
    const { status, body } = await register({ email: 'Ann@Example.com', password, fullName: 'Ann' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      tokenType: 'Bearer',
      expiresIn: 3600,
      user: { email: 'ann@example.com', role: 'user' },
    });
    expect(JSON.stringify(body)).not.toContain('scrypt');
    const own = await me(`Bearer ${body.token}`);
    expect([own.status, own.body.id, own.body.fullName]).toEqual([200, body.user.id, 'Ann']);
  });

  test('keeps a salted scrypt hash and nothing of the password', async () => {
    await register({ email: 'salt1@example.com', password });
    await register({ email: 'salt2@example.com', password });
    const rows = await service.query<{ password_hash: string }>(
      "select password_hash from users where email like 'salt%'",
    );
    expect(rows.map(({ password_hash }) => password_hash.replace(/\$[\w+/]+\$[\w+/]+$/, ''))).toEqual([
      '$scrypt$ln=15,r=8,p=3',
      '$scrypt$ln=15,r=8,p=3',
    ]);
    expect(rows[0]?.password_hash).not.toBe(rows[1]?.password_hash);
  });

  test('refuses an address that is there in another spelling, also of ten that try at once', async () => {
    const tried = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        register({ email: i % 2 ? 'twice@example.com' : 'TWICE@example.com', password }),
      ),
    );
    expect(tried.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 9 }, () => 409)]);
    await service.query("insert into users (email) values ('Legacy@Example.com')");
    expect((await register({ email: 'legacy@example.com', password })).status).toBe(409);
  });

  test.each([
    ['a short password', { email: 'x@example.com', password: 'short' }, '/password'],
    ['no address', { email: 'nobody', password }, '/email'],
    ['a field that is not known', { email: 'x@example.com', password, role: 'admin' }, '/role'],
  ])('refuses %s and says where', async (_, body, path) => {
    const { status, body: problem } = await register(body);
    expect(status).toBe(400);
    expect(problem.errors[0].path).toBe(path);
  });
});

describe('signing in', () => {
  test('takes the address in any spelling, and notes when', async () => {
    const { email } = await service.signUp();
    const { status, body } = await login({ email: email.toUpperCase(), password });
    expect(status).toBe(200);
    expect(Date.parse(body.user.lastLoginAt)).toBeGreaterThan(Date.now() - 60_000);
  });

  test('says the same to a wrong password, to somebody unknown, and to one who has no password', async () => {
    const { email } = await service.signUp();
    await service.query("insert into users (email) values ('nopassword@example.com')");
    const answers = await Promise.all([
      login({ email, password: 'wrong-password' }),
      login({ email: 'nobody@example.com', password }),
      login({ email: 'nopassword@example.com', password }),
    ]);
    for (const { status, body } of answers) {
      expect(status).toBe(401);
      expect(body.detail).toBe('Address or password is wrong.');
    }
  });

  test('hashes a password anew that was hashed at another cost', async () => {
    const { email } = await service.signUp();
    const { scryptSync } = await import('node:crypto');
    const salt = Buffer.alloc(16, 1);
    const hash = scryptSync(password, salt, 32, { N: 2 ** 12, r: 8, p: 1 });
    const old = `$scrypt$ln=12,r=8,p=1$${salt.toString('base64').replace(/=+$/, '')}$${hash.toString('base64').replace(/=+$/, '')}`;
    await service.query('update users set password_hash = $1 where email = $2', [old, email]);
    expect((await login({ email, password })).status).toBe(200);
    const [row] = await service.query<{ password_hash: string }>('select password_hash from users where email = $1', [
      email,
    ]);
    expect(row?.password_hash).toMatch(/^\$scrypt\$ln=15,/);
    expect((await login({ email, password })).status).toBe(200);
  });
});

describe('a token', () => {
  test('that is forged, of another secret, unsigned or missing opens nothing', async () => {
    const { authorization } = await service.signUp();
    const token = authorization.slice('Bearer '.length);
    const [header = '', payload = '', signature = ''] = token.split('.');
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
    const other = `${header}.${Buffer.from('{"sub":"1","exp":9999999999}').toString('base64url')}.${signature}`;
    for (const bad of [
      '',
      'Bearer',
      'Bearer x',
      `Bearer ${unsigned}`,
      `Bearer ${unsigned}x`,
      `Bearer ${other}`,
      `Basic ${token}`,
    ]) {
      const { status, headers } = await me(bad);
      expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    }
    expect((await me(authorization)).status).toBe(200);
  });

  test('of somebody who is gone opens nothing', async () => {
    const { authorization, id } = await service.signUp();
    await service.query('delete from users where public_id = $1', [id]);
    expect((await me(authorization)).status).toBe(401);
    const agent = { providerName: 'ollama', agentName: 'x', model: 'llama3.2' };
    expect((await service.request('POST', '/v1/agents', agent, { authorization })).status).toBe(401);
  });
});

describe('a role', () => {
  const setRole = (id: string, role: string, authorization: string) =>
    service.request('PUT', `/v1/users/${id}/role`, { role }, { authorization });

  test('is given by an admin only, and counts at once, whatever the token says', async () => {
    const [admin, ann] = [await service.signUp(), await service.signUp()];
    expect((await setRole(ann.id, 'manager', admin.authorization)).status).toBe(403);
    await service.query("update users set role = 'admin' where public_id = $1", [admin.id]);
    const given = await setRole(ann.id, 'manager', admin.authorization);
    expect([given.status, given.body.role]).toEqual([200, 'manager']);
    await service.query("update users set role = 'user' where public_id = $1", [admin.id]);
    expect((await setRole(ann.id, 'admin', admin.authorization)).status).toBe(403);
  });

  test('that is none is refused', async () => {
    const admin = await service.signUp();
    await service.query("update users set role = 'admin' where public_id = $1", [admin.id]);
    expect((await setRole(admin.id, 'emperor', admin.authorization)).status).toBe(400);
    expect((await setRole('00000000-0000-4000-8000-000000000000', 'user', admin.authorization)).status).toBe(404);
  });
});
