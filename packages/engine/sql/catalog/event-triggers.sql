-- Event triggers, one row each. All versions.
select e.oid, e.evtname, e.evtevent, e.evttags, n.nspname, f.proname, e.evtenabled
from pg_event_trigger e
join pg_proc f on f.oid = e.evtfoid
join pg_namespace n on n.oid = f.pronamespace
