import { Type } from 'typebox';
import { type Guards, userIdOf } from '../auth/authenticate.ts';
import type { Database } from '../database/database.ts';
import { sql } from '../database/sql.ts';
import type { App } from '../http/app.ts';
import { Page, PageQuery, pageOf, placeOf } from '../http/page.ts';
import { HttpProblem } from '../http/problems.ts';
import { answers, noContent, PublicId, security } from '../http/schemas.ts';
import { Conversation, ConversationChange, NewConversation } from './conversation.ts';

const insertConversation = sql('conversations/insert-conversation');
const listConversations = sql('conversations/list-conversations');
const findConversation = sql('conversations/find-conversation');
const changeConversation = sql('conversations/change-conversation');
const deleteConversation = sql('conversations/delete-conversation');

const params = Type.Object({ id: PublicId });
const ListQuery = Type.Object(
  { ...PageQuery.properties, archived: Type.Boolean({ default: false }) },
  { additionalProperties: false },
);

/** A person's conversations. Every query asks for the owner, so those of others are as good as not there. */
export function conversationRoutes(app: App, database: Database, guards: Guards): void {
  const preParsing = guards.signedIn;
  const tags = ['conversations'];

  app.post(
    '/v1/conversations',
    {
      preParsing,
      schema: { tags, summary: 'Begin one', security, body: NewConversation, response: answers(201, Conversation) },
    },
    async (request, reply) => {
      const { title, description, systemPrompt, tags: given, agentId } = request.body;
      const values = [userIdOf(request), title, description, systemPrompt, given ?? [], agentId];
      const [conversation] = await database.query<Conversation>(insertConversation, values);
      if (conversation === undefined) throw new HttpProblem('unprocessable', 'You have no active agent with this id.');
      return reply.code(201).send(conversation);
    },
  );

  app.get(
    '/v1/conversations',
    {
      preParsing,
      schema: {
        tags,
        summary: 'Mine, the last changed first',
        security,
        querystring: ListQuery,
        response: answers(200, Page(Conversation)),
      },
    },
    async (request) => {
      const { limit, after, archived } = request.query;
      const values = [userIdOf(request), archived, ...placeOf(after, 2), limit + 1];
      const rows = await database.query<Conversation & { place: string; key: number }>(listConversations, values);
      return pageOf(rows, limit, ({ place, key }) => [place, key]);
    },
  );

  app.get(
    '/v1/conversations/:id',
    { preParsing, schema: { tags, summary: 'One', security, params, response: answers(200, Conversation) } },
    async (request) =>
      found(await database.query<Conversation>(findConversation, [userIdOf(request), request.params.id])),
  );

  app.patch(
    '/v1/conversations/:id',
    {
      preParsing,
      schema: {
        tags,
        summary: 'Change what is given',
        security,
        params,
        body: ConversationChange,
        response: answers(200, Conversation),
      },
    },
    async (request) => {
      const { title, description, systemPrompt, tags: given, isArchived } = request.body;
      const values = [userIdOf(request), request.params.id, title, description, systemPrompt, given, isArchived];
      return found(await database.query<Conversation>(changeConversation, values));
    },
  );

  app.delete(
    '/v1/conversations/:id',
    { preParsing, schema: { tags, summary: 'Delete it with its messages', security, params, response: noContent } },
    async (request, reply) => {
      found(await database.query(deleteConversation, [userIdOf(request), request.params.id]));
      return reply.code(204).send(null);
    },
  );
}

function found<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined) throw new HttpProblem('not-found', 'You have no such conversation.');
  return row;
}
