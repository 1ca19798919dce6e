-- Every role, one row each. pg_roles shows them to everybody, without what is secret. All versions.
select oid, rolname
from pg_roles
