-- One row: the size of the database, and the tablespaces with a place of their own. All versions.
select
  pg_database_size(current_database()) as bytes,
  (select string_agg(quote_ident(spcname), ', ' order by spcname)
    from pg_tablespace where spcname not in ('pg_default', 'pg_global')) as tablespaces
