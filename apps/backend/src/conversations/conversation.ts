import { type Static, Type } from 'typebox';
import { Json, MaybeText, Moment, PublicId } from '../http/schemas.ts';

export const Conversation = Type.Object({
  id: PublicId,
  title: MaybeText,
  description: MaybeText,
  model: MaybeText,
  systemPrompt: MaybeText,
  isArchived: Type.Boolean(),
  tags: Type.Array(Type.String()),
  createdAt: Moment,
  updatedAt: Moment,
});
export type Conversation = Static<typeof Conversation>;

const Title = Type.String({ minLength: 1, maxLength: 255 });
const Description = Type.String({ maxLength: 10_000 });
const SystemPrompt = Type.String({ maxLength: 50_000 });
const Tags = Type.Array(Type.String({ minLength: 1, maxLength: 50 }), { maxItems: 20, uniqueItems: true });

export const NewConversation = Type.Object(
  {
    title: Type.Optional(Title),
    description: Type.Optional(Description),
    systemPrompt: Type.Optional(SystemPrompt),
    tags: Type.Optional(Tags),
    agentId: Type.Optional(
      Type.Integer({ minimum: 1, description: 'One of your agents. Without it your default agent, if you have one.' }),
    ),
  },
  { additionalProperties: false },
);

export const ConversationChange = Type.Object(
  {
    title: Type.Optional(Title),
    description: Type.Optional(Description),
    systemPrompt: Type.Optional(SystemPrompt),
    tags: Type.Optional(Tags),
    isArchived: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false, minProperties: 1 },
);

/** The roles that the column `messages.role` takes. */
const MessageRole = Type.Enum(['user', 'assistant', 'system', 'tool', 'function']);

export const Message = Type.Object({
  id: Type.Integer(),
  role: MessageRole,
  content: Type.String(),
  metadata: Json,
  createdAt: Moment,
});
export type Message = Static<typeof Message>;

export const NewMessage = Type.Object(
  {
    role: Type.Optional(MessageRole),
    content: Type.String({ minLength: 1, maxLength: 200_000 }),
    metadata: Type.Optional(Json),
  },
  { additionalProperties: false },
);
