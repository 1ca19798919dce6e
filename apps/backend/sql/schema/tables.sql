-- What is there of the tables $1 as this session would find them: columns, rights of this role, unique keys, sequences
-- that it may not take numbers from. No row for a table that is not there. Reads catalogs only and waits for nobody.
SELECT wanted.name,
  array(
    SELECT jsonb_build_object(
        'name', a.attname,
        'type', format_type(a.atttypid, NULL),
        'required', a.attnotnull AND NOT a.atthasdef AND a.attidentity = ''
      )
    FROM pg_attribute a
    WHERE a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
  ) AS columns,
  array(
    SELECT r.name
    FROM unnest('{select,insert,update,delete}'::text[]) AS r (name)
    WHERE CASE WHEN r.name = 'delete' THEN has_table_privilege(t.oid, r.name) ELSE has_any_column_privilege(t.oid, r.name) END
  ) AS rights,
  array(
    SELECT (SELECT jsonb_agg(a.attname) FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attnum = ANY (i.indkey))
    FROM pg_index i
    WHERE i.indrelid = t.oid AND i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL
      AND i.indnkeyatts = i.indnatts
  ) AS unique,
  array(
    SELECT s.relname::text
    FROM pg_depend d
    JOIN pg_class s ON s.oid = d.objid
    WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = t.oid
      AND d.deptype = 'a'
      -- Indexes depend on their table too, and to ask for their privileges as a sequence is an error.
      AND CASE WHEN s.relkind = 'S' THEN NOT has_sequence_privilege(s.oid, 'usage') ELSE false END
  ) AS "closedSequences"
FROM unnest($1::text[]) AS wanted (name)
JOIN pg_class t ON t.oid = to_regclass(quote_ident(wanted.name))
