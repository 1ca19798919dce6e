import { Type } from 'typebox';
import type { Queries } from '../database/queries.ts';
import { sql } from '../database/sql.ts';
import type { App } from '../http/app.ts';
import { HttpProblem } from '../http/problems.ts';
import { answers, MaybeMoment, MaybeText, Moment, PublicId, security } from '../http/schemas.ts';
import { type Guards, type Role, roles, userIdOf } from './authenticate.ts';
import { checkPassword, hashPassword } from './passwords.ts';
import type { Tokens } from './tokens.ts';

interface User {
  readonly id: number;
  readonly publicId: string;
  readonly email: string;
  readonly fullName: string | null;
  readonly role: Role | null;
  readonly createdAt: Date;
  readonly lastLoginAt: Date | null;
}

const insertUser = sql('auth/insert-user');
const findLogin = sql('auth/find-login');
const noteLogin = sql('auth/note-login');
const findUser = sql('auth/find-user');
const setRole = sql('auth/set-role');

const Email = Type.String({ format: 'email', maxLength: 255 });
const User = Type.Object({
  id: PublicId,
  email: Type.String(),
  fullName: MaybeText,
  role: MaybeText,
  createdAt: Moment,
  lastLoginAt: MaybeMoment,
});
const Session = Type.Object({
  token: Type.String(),
  tokenType: Type.Literal('Bearer'),
  expiresIn: Type.Integer({ description: 'Seconds.' }),
  user: User,
});
// A hash costs 100 ms of a processor: the upper limit keeps a request from costing more.
const Password = Type.String({ minLength: 10, maxLength: 200 });
const Credentials = Type.Object(
  { email: Email, password: Type.String({ maxLength: 200 }) },
  { additionalProperties: false },
);
const Registration = Type.Object(
  { email: Email, password: Password, fullName: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })) },
  { additionalProperties: false },
);
const RoleChange = Type.Object({ role: Type.Enum([...roles]) }, { additionalProperties: false });

export interface AuthRoutesOptions {
  readonly queries: Queries;
  readonly tokens: Tokens;
  readonly guards: Guards;
  /** Attempts to register or sign in, a minute and address: guessing passwords must be slow. */
  readonly attemptsPerMinute: number;
}

/** Registering, signing in, and roles. */
export function authRoutes(app: App, { queries, tokens, guards, attemptsPerMinute }: AuthRoutesOptions): void {
  const config = { rateLimit: { max: attemptsPerMinute, timeWindow: '1 minute' } };
  const tags = ['auth'];
  const session = async (user: User) => ({
    token: await tokens.issue({ userId: user.id }),
    tokenType: 'Bearer' as const,
    expiresIn: tokens.expiresInSeconds,
    user: shown(user),
  });

  app.post(
    '/v1/auth/register',
    { config, schema: { tags, summary: 'Register', body: Registration, response: answers(201, Session) } },
    async (request, reply) => {
      const { email, password, fullName } = request.body;
      const values = [email.toLowerCase(), await hashPassword(password), fullName ?? null];
      const [user] = await queries.query<User>(insertUser, values);
      if (user === undefined) throw new HttpProblem('conflict', 'This address is registered already.');
      return reply.code(201).send(await session(user));
    },
  );

  app.post(
    '/v1/auth/login',
    { config, schema: { tags, summary: 'Sign in', body: Credentials, response: answers(200, Session) } },
    async (request) => {
      const { email, password } = request.body;
      const [found] = await queries.query<User & { passwordHash: string | null }>(findLogin, [email]);
      const { isRight, isOutdated } = await checkPassword(password, found?.passwordHash ?? null);
      if (found === undefined || !isRight) throw new HttpProblem('unauthorized', 'Address or password is wrong.');
      const renewed = isOutdated ? await hashPassword(password) : null;
      const [user] = await queries.query<User>(noteLogin, [found.id, renewed]);
      return session(user ?? found);
    },
  );

  app.get(
    '/v1/me',
    { preParsing: guards.signedIn, schema: { tags, summary: 'Who I am', security, response: answers(200, User) } },
    async (request) => {
      const [user] = await queries.query<User>(findUser, [userIdOf(request)]);
      if (user === undefined) throw new HttpProblem('unauthorized', 'This account is not there any more.');
      return shown(user);
    },
  );

  app.put(
    '/v1/users/:id/role',
    {
      preParsing: guards.withRole('admin'),
      schema: {
        tags,
        summary: 'Give a role (admin)',
        security,
        params: Type.Object({ id: PublicId }),
        body: RoleChange,
        response: answers(200, User),
      },
    },
    async (request) => {
      const [user] = await queries.query<User>(setRole, [request.params.id, request.body.role]);
      if (user === undefined) throw new HttpProblem('not-found', 'There is no such person.');
      return shown(user);
    },
  );
}

/** Outside, a person is known by the uuid: numbers tell how many there are. */
function shown({ publicId, email, fullName, role, createdAt, lastLoginAt }: User) {
  return { id: publicId, email, fullName, role, createdAt, lastLoginAt };
}
