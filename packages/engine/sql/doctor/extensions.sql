-- Extensions by name: whether each is installed and available. `may_create` is false where only a superuser may. One
-- row for each that the server knows. All versions.
select
  a.name,
  a.installed_version is not null as is_installed,
  (v.superuser is not true or v.trusted or r.rolsuper) as may_create
from pg_available_extensions a
left join pg_available_extension_versions v on v.name = a.name and v.version = a.default_version
cross join (select rolsuper from pg_roles where rolname = current_user) as r
where a.name in (select json_array_elements_text($names))
