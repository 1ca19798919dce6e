-- The history, one row a migration. Run once, under the migration lock, when it is not there.
create table plumbline.history (
  name text primary key,
  number bigint,
  kind text not null check (kind in ('migration', 'repeatable', 'baseline')),
  mode text not null check (mode in ('transactional', 'stepwise')),
  checksum text not null,
  code_checksum text not null,
  content text,
  state text not null check (state in ('running', 'applied', 'failed', 'reverted')),
  statements_done integer not null,
  statements_total integer not null,
  done_checksum text,
  in_flight text,
  backend_pid integer,
  attempts integer not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  duration_ms double precision,
  role text not null,
  host text,
  application text,
  application_version text,
  tool_version text not null,
  warnings integer not null,
  error_code text,
  error text,
  changes text[] not null default '{}'
);
comment on table plumbline.history is 'plumbline history layout 1';
comment on column plumbline.history.checksum is 'SHA-256 of the file without byte order mark, line ends as LF';
comment on column plumbline.history.code_checksum is 'SHA-256 of its tokens: blind to comments and white space';
comment on column plumbline.history.content is 'The file as it was applied; null when it is larger than 256 kB';
comment on column plumbline.history.done_checksum is 'Of a stepwise file: code checksum of the statements done so far';
comment on column plumbline.history.in_flight is 'Of a stepwise file: code checksum of the statement begun and not yet recorded as done';
comment on column plumbline.history.backend_pid is 'Of a stepwise file: the backend that runs it; a dead client''s may still be busy';
comment on column plumbline.history.attempts is 'How often it was tried, the successful one included';
comment on column plumbline.history.role is 'current_user of the run, after RESET ROLE';
comment on column plumbline.history.error is 'Of the last failed attempt';
comment on column plumbline.history.state is 'reverted: it was applied once, and taken back by down or by repair; it is pending';
comment on column plumbline.history.changes is 'What repair, baseline and down did to this row: when, who, what; oldest first';
