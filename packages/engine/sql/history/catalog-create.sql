-- The catalog as it was after the last run, at most one row. Made under the migration lock, by the first run that
-- applies something. It is beside the history, not a part of its layout: versions that do not know it leave it alone.
create table plumbline.catalog (
  is_only boolean primary key default true check (is_only),
  catalog bytea not null,
  digest text not null,
  server_version text not null,
  history_mark text not null,
  after text,
  recorded_at timestamptz not null,
  tool_version text not null
);
alter table plumbline.catalog alter column catalog set storage external;
comment on table plumbline.catalog is 'plumbline catalog layout 1';
comment on column plumbline.catalog.catalog is 'JSON, gzip';
comment on column plumbline.catalog.digest is 'SHA-256 of the JSON';
comment on column plumbline.catalog.history_mark is 'State of the history that it belongs to: when it is another by now, something ran since and did not record';
comment on column plumbline.catalog.after is 'The migration that was applied last'
