-- the providers were never made
-- finds missing-relation: table public.ai_agent_providers
drop table ai_agent_providers cascade;

-- the agents of users were never made
-- finds missing-relation: table public.user_ai_agents
drop table user_ai_agents cascade;

-- an older shape lacks the value
-- finds missing-column: column public.system_performance_metrics.value
alter table system_performance_metrics drop column value;

-- users are gone, and every key to them
-- finds missing-relation: table public.users
drop table users cascade;

-- users have another name
-- finds renamed-relation: table public.users
alter table users rename to people;

-- comments moved to another schema
-- finds renamed-relation: table public.comments
alter table comments set schema attic;

-- the e-mail of users is gone
-- finds missing-column: column public.users.email
alter table users drop column email;

-- the e-mail of users has another name
-- finds renamed-column: column public.users.email
alter table users rename email to mail;

-- a key is wider than it was
-- finds column-type: column public.comments.message_id
alter table comments alter message_id type bigint;

-- a text is longer than it was
-- finds column-type: column public.ai_agent_providers.auth_type
alter table ai_agent_providers alter auth_type type varchar(80);

-- a varchar became a text
-- finds column-type: column public.ai_agent_providers.auth_type
alter table ai_agent_providers alter auth_type type text;

-- a title may be missing
-- finds column-nullability: column public.comments.content
alter table comments alter content drop not null;

-- a time stamp has no default
-- finds column-default: column public.comments.created_at
alter table comments alter created_at drop default;

-- a key takes no number by itself
-- finds column-default: column public.comments.id
alter table comments alter id drop default;

-- users have no primary key
-- finds primary-key-missing: constraint api_secrets_pkey on public.api_secrets
-- finds foreign-key-missing: constraint user_ai_agents_api_key_id_fkey on public.user_ai_agents
alter table api_secrets drop constraint api_secrets_pkey cascade;

-- a comment may refer to nothing
-- finds foreign-key-missing: constraint comments_message_id_fkey on public.comments
alter table comments drop constraint comments_message_id_fkey;

-- two users may share an e-mail
-- finds constraint-missing: constraint users_email_key on public.users
alter table users drop constraint users_email_key;

-- a role may be anything
-- finds constraint-missing: constraint users_role_check on public.users
alter table users drop constraint users_role_check;

-- a search is slow
-- finds index-missing: index public.idx_comments_message_id
drop index idx_comments_message_id;

-- time stamps are no longer kept up
-- finds trigger-disabled: trigger update_user_agents_timestamp on public.user_ai_agents
alter table user_ai_agents disable trigger update_user_agents_timestamp;

-- metrics are not computed
-- finds function-missing: function public.calculate_evm_metrics()
-- finds trigger-missing: trigger evm_periods_calculate_metrics on public.evm_reporting_periods
drop function calculate_evm_metrics cascade;

-- the clean-up does nothing
-- finds function-body: function public.cleanup_old_telemetry(integer)
create or replace function cleanup_old_telemetry(retention_days integer default 90) returns table (deleted_errors bigint, deleted_events bigint) language plpgsql as 'begin return;
end';

-- somebody added a column
-- finds extra-column: column public.users.shoe_size
alter table users add column shoe_size integer;

-- somebody added a table
-- finds extra-relation: table public.backup_of_users
create table backup_of_users as select id, email from users;
