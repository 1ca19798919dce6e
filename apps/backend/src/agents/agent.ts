import { type Static, Type } from 'typebox';
import { Json, MaybeMoment, MaybeText, Moment } from '../http/schemas.ts';

export const Agent = Type.Object({
  id: Type.Integer(),
  providerName: Type.String(),
  agentName: Type.String(),
  model: Type.String(),
  authType: Type.String(),
  hasApiKey: Type.Boolean({ description: 'The key itself is never returned.' }),
  config: Json,
  isActive: Type.Boolean(),
  isDefault: Type.Boolean(),
  status: MaybeText,
  errorMessage: MaybeText,
  lastTestedAt: MaybeMoment,
  createdAt: Moment,
  updatedAt: Moment,
});
export type Agent = Static<typeof Agent>;

const Name = Type.String({ minLength: 1, maxLength: 255 });
const ApiKey = Type.String({ minLength: 8, maxLength: 4096 });

export const NewAgent = Type.Object(
  {
    providerName: Type.String({ minLength: 1, maxLength: 100 }),
    agentName: Name,
    model: Name,
    apiKey: Type.Optional(ApiKey),
    config: Type.Optional(Json),
    isDefault: Type.Optional(Type.Boolean({ description: 'The first agent is the default whatever is said here.' })),
  },
  { additionalProperties: false },
);
export type NewAgent = Static<typeof NewAgent>;

export const AgentChange = Type.Object(
  {
    agentName: Type.Optional(Name),
    model: Type.Optional(Name),
    apiKey: Type.Optional(ApiKey),
    config: Type.Optional(Json),
    isActive: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false, minProperties: 1 },
);
export type AgentChange = Static<typeof AgentChange>;

export const Provider = Type.Object({
  name: Type.String(),
  displayName: Type.String(),
  docsUrl: MaybeText,
  baseUrl: MaybeText,
  authType: Type.String(),
  supportedModels: Type.Array(Type.String()),
  configSchema: Json,
  isActive: Type.Boolean(),
});
export type Provider = Static<typeof Provider>;

export const ProviderChange = Type.Object(
  {
    displayName: Name,
    docsUrl: Type.Optional(Type.String({ format: 'uri', maxLength: 2000 })),
    baseUrl: Type.Optional(Type.String({ format: 'uri', maxLength: 500 })),
    authType: Type.Enum(['api_key', 'bearer', 'none']),
    supportedModels: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 255 }), { maxItems: 200 })),
    configSchema: Type.Optional(Json),
    isActive: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
