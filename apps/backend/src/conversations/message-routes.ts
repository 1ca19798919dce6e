import { Type } from 'typebox';
import { type Guards, userIdOf } from '../auth/authenticate.ts';
import type { Queries } from '../database/queries.ts';
import { sql } from '../database/sql.ts';
import type { App } from '../http/app.ts';
import { Page, PageQuery, pageOf, placeOf } from '../http/page.ts';
import { HttpProblem } from '../http/problems.ts';
import { answers, PublicId, security } from '../http/schemas.ts';
import { Message, NewMessage } from './conversation.ts';

const insertMessage = sql('conversations/insert-message');
const listMessages = sql('conversations/list-messages');
const findConversation = sql('conversations/find-conversation');

const params = Type.Object({ id: PublicId });

/** The messages of a person's conversations. */
export function messageRoutes(app: App, queries: Queries, guards: Guards): void {
  const preParsing = guards.signedIn;
  const tags = ['conversations'];

  app.post(
    '/v1/conversations/:id/messages',
    {
      preParsing,
      schema: { tags, summary: 'Add a message', security, params, body: NewMessage, response: answers(201, Message) },
    },
    async (request, reply) => {
      const { role = 'user', content, metadata = {} } = request.body;
      const values = [userIdOf(request), request.params.id, role, content, JSON.stringify(metadata)];
      const [message] = await queries.query<Message>(insertMessage, values);
      if (message === undefined) throw missing();
      return reply.code(201).send(message);
    },
  );

  app.get(
    '/v1/conversations/:id/messages',
    {
      preParsing,
      schema: {
        tags,
        summary: 'Its messages in order',
        security,
        params,
        querystring: PageQuery,
        response: answers(200, Page(Message)),
      },
    },
    async (request) => {
      const { limit, after } = request.query;
      const owned = [userIdOf(request), request.params.id];
      const values = [...owned, ...placeOf(after, 2), limit + 1];
      const rows = await queries.query<Message & { place: string }>(listMessages, values);
      // No rows: an empty conversation, or none of theirs. Only then is it asked which.
      if (rows.length === 0 && (await queries.query(findConversation, owned)).length === 0) throw missing();
      return pageOf(rows, limit, ({ place, id }) => [place, id]);
    },
  );
}

function missing(): HttpProblem {
  return new HttpProblem('not-found', 'You have no such conversation.');
}
