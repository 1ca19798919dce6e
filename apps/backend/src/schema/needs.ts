/** What queries do with a table. */
export type Right = 'select' | 'insert' | 'update' | 'delete';

export interface TableNeeds {
  /** Types as `format_type` writes them, without length or precision: a longer text is no reason to stop. */
  readonly columns: Readonly<Record<string, string>>;
  readonly rights: readonly Right[];
  /** Columns that must be unique together, for ON CONFLICT. */
  readonly unique?: readonly (readonly string[])[];
}

/** What the code of one build needs of a schema. Everything else may come, go and change. */
export interface Needs {
  readonly tables: Readonly<Record<string, TableNeeds>>;
  /** With their argument types, as `to_regprocedure` takes them. */
  readonly functions: readonly string[];
}

const text = 'text';
const varchar = 'character varying';
const integer = 'integer';
const boolean = 'boolean';
const jsonb = 'jsonb';
const timestamp = 'timestamp without time zone';
const uuid = 'uuid';

/**
 * What the queries under `sql/` need, no more and no less: a test prepares each of them in a database that has only
 * this, and again without each single column.
 */
export const needs: Needs = {
  tables: {
    users: {
      columns: {
        ...{ id: integer, public_id: uuid, email: varchar, password_hash: varchar, full_name: varchar, role: varchar },
        ...{ created_at: timestamp, updated_at: timestamp, last_login_at: timestamp },
      },
      rights: ['select', 'insert', 'update'],
      unique: [['email']],
    },
    conversations: {
      columns: {
        ...{ id: integer, public_id: uuid, user_id: integer, title: varchar, description: text, model: varchar },
        ...{ system_prompt: text, is_archived: boolean, tags: 'text[]', created_at: timestamp, updated_at: timestamp },
      },
      rights: ['select', 'insert', 'update', 'delete'],
    },
    messages: {
      columns: {
        ...{ id: integer, conversation_id: integer, user_id: integer, role: varchar, content: text, metadata: jsonb },
        created_at: timestamp,
      },
      rights: ['select', 'insert'],
    },
    api_secrets: {
      columns: {
        ...{ id: integer, key_name: varchar, key_label: varchar, key_value: text, key_type: varchar },
        ...{ service_name: varchar, metadata: jsonb, updated_at: timestamp },
      },
      rights: ['select', 'insert', 'update', 'delete'],
    },
    ai_agent_providers: {
      columns: {
        ...{ provider_name: varchar, display_name: varchar, docs_url: text, base_url: varchar, auth_type: varchar },
        ...{ supported_models: jsonb, config_schema: jsonb, is_active: boolean },
      },
      rights: ['select', 'insert', 'update'],
      unique: [['provider_name']],
    },
    user_ai_agents: {
      columns: {
        ...{ id: integer, user_id: integer, provider_name: varchar, agent_name: varchar, model: varchar },
        ...{ api_key_id: integer, auth_type: varchar, config: jsonb, is_active: boolean, is_default: boolean },
        ...{ status: varchar, error_message: text, last_tested_at: timestamp },
        ...{ created_at: timestamp, updated_at: timestamp },
      },
      rights: ['select', 'insert', 'update', 'delete'],
    },
    conversation_ai_agents: {
      columns: { conversation_id: integer, user_agent_id: integer, model_used: varchar },
      rights: ['insert'],
    },
    system_performance_metrics: {
      columns: {
        ...{
          id: integer,
          timestamp,
          metric_name: varchar,
          value: 'numeric',
          unit: varchar,
          tags: jsonb,
          metadata: jsonb,
        },
      },
      rights: ['select', 'insert', 'delete'],
    },
    telemetry_errors: {
      columns: {
        ...{ user_id: integer, session_id: varchar, error_type: varchar, error_message: text, error_stack: text },
        ...{ component_stack: text, context: jsonb },
      },
      rights: ['insert'],
    },
    telemetry_events: {
      columns: { user_id: integer, session_id: varchar, type: varchar, data: jsonb, context: jsonb },
      rights: ['insert'],
    },
  },
  functions: ['deactivate_old_default_agents(integer, integer)', 'cleanup_old_telemetry(integer)'],
};
