-- Conditions of policies by OID: OID, 1 for USING or 2 for WITH CHECK, version, text. All versions.
select p.oid, k.place, p.xmin, pg_get_expr(case k.place when 1 then p.polqual else p.polwithcheck end, p.polrelid)
from pg_policy p
cross join (values (1), (2)) as k (place)
where p.oid = any (:oids)
  and case k.place when 1 then p.polqual else p.polwithcheck end is not null
