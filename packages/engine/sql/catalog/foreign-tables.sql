-- Server and options of foreign tables, one row each. All versions.
select f.ftrelid, s.srvname, f.ftoptions
from pg_foreign_table f
join pg_foreign_server s on s.oid = f.ftserver
join pg_class c on c.oid = f.ftrelid
join pg_namespace n on n.oid = c.relnamespace
where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'plumbline')
