import type { FastifyRequest } from 'fastify';
import type { Queries } from '../database/queries.ts';
import { sql } from '../database/sql.ts';
import { HttpProblem } from '../http/problems.ts';
import type { Bearer, Tokens } from './tokens.ts';

/** The roles that the column `users.role` takes. */
export const roles = ['user', 'admin', 'manager', 'analyst', 'viewer', 'service'] as const;
export type Role = (typeof roles)[number];

/** Hooks for `preParsing`: they run before a body is read, and after the rate limit, which then counts guesses too. */
export interface Guards {
  /** Lets in who has a valid token. */
  readonly signedIn: (request: FastifyRequest) => Promise<void>;
  /** Lets everybody in, and knows who has a valid token. */
  readonly maybeSignedIn: (request: FastifyRequest) => Promise<void>;
  /** Lets in who has one of the roles now: the database is asked, since a token may be older than the role. */
  readonly withRole: (...allowed: readonly Role[]) => (request: FastifyRequest) => Promise<void>;
}

const bearers = new WeakMap<FastifyRequest, Bearer>();
const findRole = sql('auth/find-role');

export function createGuards(tokens: Tokens, queries: Queries): Guards {
  const read = async (request: FastifyRequest): Promise<Bearer | null> => {
    const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const bearer = token === undefined ? null : await tokens.read(token);
    if (bearer !== null) bearers.set(request, bearer);
    return bearer;
  };
  const signedIn = async (request: FastifyRequest): Promise<void> => {
    if ((await read(request)) === null) throw new HttpProblem('unauthorized', 'Send a valid token as Bearer.');
  };
  return {
    signedIn,
    maybeSignedIn: async (request) => {
      await read(request);
    },
    withRole:
      (...allowed) =>
      async (request) => {
        await signedIn(request);
        const [found] = await queries.query<{ role: Role | null }>(findRole, [userIdOf(request)]);
        if (found === undefined) throw new HttpProblem('unauthorized', 'This account is not there any more.');
        if (found.role === null || !allowed.includes(found.role)) {
          throw new HttpProblem('forbidden', `This needs the role ${allowed.join(' or ')}.`);
        }
      },
  };
}

/** Who asks, behind a guard that lets in signed-in people only. */
export function userIdOf(request: FastifyRequest): number {
  const userId = maybeUserIdOf(request);
  if (userId === null) throw new Error('A route asks who is signed in without a guard.');
  return userId;
}

/** Who asks, if they are signed in, behind `maybeSignedIn`. */
export function maybeUserIdOf(request: FastifyRequest): number | null {
  return bearers.get(request)?.userId ?? null;
}
