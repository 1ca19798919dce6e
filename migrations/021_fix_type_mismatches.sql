-- Repairs what the earlier files left behind, on whatever database it meets.
--
-- 1. Every uuid column that means a user or a conversation becomes integer, with a validated foreign key. A value is
--    looked up in public_id of users or conversations; both get that column where an older database has none.
-- 2. Nothing is lost. A value that matches nobody goes to orphaned_references, with table, row key and column, before
--    the column becomes empty; the row itself stays. Columns that were NOT NULL may be empty from now on, on every
--    database, whether it has such rows or not: one history, one schema.
-- 3. Each table is written anew at most once, whatever the number of its columns, and no trigger fires. A NOTICE says
--    beforehand how many rows there are. Indexes, constraints and views on the columns survive.
-- 4. An older system_performance_metrics without `value`, and a search_history that still has the shape of 001, are
--    brought to the shapes of 008 and 011.
--
-- It may be run again: what is in order is left alone. Tables that are missing are skipped and not created. When users
-- or conversations is missing, their references are left as they are, with a WARNING that says what to do: emptying
-- every reference because of a table that may come back from a backup would be worse than waiting for it.
--
-- The functions named repair_021_* live only as long as this file runs.

-- The columns, and what happens to a row when what it refers to is deleted: things a person owns go with the person;
-- records of work and of responsibility stay, without a name.
CREATE OR REPLACE FUNCTION repair_021_references()
RETURNS TABLE (table_name text, column_name text, target_name text, on_delete text)
LANGUAGE sql IMMUTABLE AS $$
  VALUES
    ('conversations', 'user_id', 'users', 'CASCADE'),
    ('memory_facts', 'user_id', 'users', 'CASCADE'),
    ('memory_facts', 'approved_by', 'users', 'SET NULL'),
    ('system_config', 'updated_by', 'users', 'SET NULL'),
    ('activity_logs', 'user_id', 'users', 'SET NULL'),
    ('capability_gaps', 'user_id', 'users', 'SET NULL'),
    ('feature_feedback', 'user_id', 'users', 'SET NULL'),
    ('email_metadata', 'user_id', 'users', 'CASCADE'),
    ('email_processing_queue', 'user_id', 'users', 'CASCADE'),
    ('opportunities', 'assigned_to', 'users', 'SET NULL'),
    ('opportunities', 'created_by', 'users', 'SET NULL'),
    ('opportunity_activity', 'user_id', 'users', 'SET NULL'),
    ('search_history', 'user_id', 'users', 'CASCADE'),
    ('search_history', 'conversation_id', 'conversations', 'SET NULL'),
    ('url_cache', 'user_id', 'users', 'CASCADE'),
    ('url_summaries', 'user_id', 'users', 'CASCADE'),
    ('url_summaries', 'conversation_id', 'conversations', 'SET NULL'),
    ('samgov_opportunities_cache', 'created_by', 'users', 'SET NULL'),
    ('samgov_search_history', 'searched_by', 'users', 'SET NULL'),
    ('competitive_intelligence', 'created_by', 'users', 'SET NULL'),
    ('evm_projects', 'project_manager_id', 'users', 'SET NULL'),
    ('evm_projects', 'created_by', 'users', 'SET NULL'),
    ('evm_reporting_periods', 'reported_by', 'users', 'SET NULL'),
    ('evm_wbs', 'responsible_user_id', 'users', 'SET NULL'),
    ('evm_performance_alerts', 'acknowledged_by', 'users', 'SET NULL'),
    ('evm_forecasts', 'created_by', 'users', 'SET NULL'),
    ('proposal_workspaces', 'owner_id', 'users', 'SET NULL'),
    ('proposal_workspaces', 'proposal_manager_id', 'users', 'SET NULL'),
    ('proposal_workspaces', 'capture_manager_id', 'users', 'SET NULL'),
    ('proposal_workspaces', 'created_by', 'users', 'SET NULL'),
    ('proposal_team_members', 'user_id', 'users', 'CASCADE'),
    ('proposal_team_members', 'added_by', 'users', 'SET NULL'),
    ('proposal_sections', 'assigned_to', 'users', 'SET NULL'),
    ('proposal_sections', 'reviewer_id', 'users', 'SET NULL'),
    ('proposal_sections', 'last_edited_by', 'users', 'SET NULL'),
    ('compliance_checklists', 'owner_id', 'users', 'SET NULL'),
    ('compliance_checklists', 'created_by', 'users', 'SET NULL'),
    ('compliance_checklist_items', 'assigned_to', 'users', 'SET NULL'),
    ('compliance_checklist_items', 'verified_by', 'users', 'SET NULL'),
    ('proposal_comments', 'resolved_by', 'users', 'SET NULL'),
    ('proposal_comments', 'created_by', 'users', 'SET NULL'),
    ('proposal_activity_log', 'user_id', 'users', 'SET NULL'),
    ('proposal_deadlines', 'created_by', 'users', 'SET NULL'),
    ('market_forecasts', 'created_by', 'users', 'SET NULL'),
    ('competitive_landscape', 'analyzed_by', 'users', 'SET NULL'),
    ('market_insights', 'assigned_to', 'users', 'SET NULL'),
    ('market_insights', 'reviewed_by', 'users', 'SET NULL'),
    ('market_insights', 'created_by', 'users', 'SET NULL')
$$;

-- Those columns as they are in this database now, in the current schema and no other. `state` is
--   done            integer, may be empty, with the foreign key that belongs there, validated
--   uuid, integer   to be converted; or integer without that key, which an earlier repair may have left
--   table missing, column missing, target missing, other type    nothing that can be repaired here
CREATE OR REPLACE FUNCTION repair_021_state()
RETURNS TABLE (
  place bigint, table_name text, column_name text, target_name text, on_delete text,
  table_oid oid, target_oid oid, attnum smallint, type_oid oid, state text
)
LANGUAGE sql STABLE AS $$
  WITH tables AS (
    SELECT c.oid, c.relname::text AS name
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p')
  )
  SELECT r.place, r.table_name, r.column_name, r.target_name, r.on_delete, t.oid, g.oid, a.attnum, a.atttypid,
      CASE
        WHEN t.oid IS NULL THEN 'table missing'
        WHEN a.attnum IS NULL THEN 'column missing'
        WHEN k.attnum IS NULL THEN 'target missing'
        WHEN a.atttypid = 'uuid'::regtype THEN 'uuid'
        WHEN a.atttypid = 'integer'::regtype AND NOT a.attnotnull AND EXISTS (
          SELECT FROM pg_constraint f
            WHERE f.contype = 'f' AND f.conrelid = t.oid AND f.conkey = ARRAY[a.attnum]
              AND f.confrelid = g.oid AND f.confkey = ARRAY[k.attnum]
              AND f.conname = r.table_name || '_' || r.column_name || '_fkey'
              AND f.confdeltype::text = CASE r.on_delete WHEN 'CASCADE' THEN 'c' ELSE 'n' END
              AND f.convalidated AND NOT f.condeferrable
        ) THEN 'done'
        WHEN a.atttypid IN ('smallint'::regtype, 'integer'::regtype, 'bigint'::regtype) THEN 'integer'
        ELSE 'other type'
      END
    FROM repair_021_references() WITH ORDINALITY AS r (table_name, column_name, target_name, on_delete, place)
    LEFT JOIN tables t ON t.name = r.table_name
    LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = r.column_name AND NOT a.attisdropped
    LEFT JOIN tables g ON g.name = r.target_name
    LEFT JOIN pg_attribute k
      ON k.attrelid = g.oid AND k.attname = 'id' AND NOT k.attisdropped AND k.atttypid = 'integer'::regtype
    ORDER BY r.place
$$;

-- The new value of a column. USING takes no subquery, but a function may look things up, by one index probe a row.
-- In plpgsql, because a SQL function would be refused here where its table is missing.
CREATE OR REPLACE FUNCTION repair_021_id_in_users(value uuid) RETURNS integer
LANGUAGE plpgsql STABLE STRICT AS $$
BEGIN
  RETURN (SELECT u.id FROM users u WHERE u.public_id = value);
END;
$$;

CREATE OR REPLACE FUNCTION repair_021_id_in_users(value bigint) RETURNS integer
LANGUAGE plpgsql STABLE STRICT AS $$
BEGIN
  RETURN (SELECT u.id FROM users u WHERE u.id = value);
END;
$$;

CREATE OR REPLACE FUNCTION repair_021_id_in_conversations(value uuid) RETURNS integer
LANGUAGE plpgsql STABLE STRICT AS $$
BEGIN
  RETURN (SELECT c.id FROM conversations c WHERE c.public_id = value);
END;
$$;

CREATE OR REPLACE FUNCTION repair_021_id_in_conversations(value bigint) RETURNS integer
LANGUAGE plpgsql STABLE STRICT AS $$
BEGIN
  RETURN (SELECT c.id FROM conversations c WHERE c.id = value);
END;
$$;

-- Clauses of ALTER TABLE that give users or conversations the public_id of 001, as far as it is not there.
CREATE OR REPLACE FUNCTION repair_021_public_id_clauses(p_table text) RETURNS text[]
LANGUAGE plpgsql AS $$
DECLARE
  tab regclass := to_regclass(format('%I.%I', current_schema(), p_table));
  col pg_attribute;
  has_empty boolean;
  clauses text[] := '{}';
BEGIN
  IF tab IS NULL OR p_table NOT IN ('users', 'conversations') THEN
    RETURN clauses;
  END IF;
  SELECT * INTO col FROM pg_attribute WHERE attrelid = tab AND attname = 'public_id' AND NOT attisdropped;
  IF NOT FOUND THEN
    clauses := clauses || 'ADD COLUMN public_id uuid NOT NULL DEFAULT gen_random_uuid()'::text;
  ELSIF col.atttypid <> 'uuid'::regtype THEN
    RAISE EXCEPTION '%.public_id is of type %, not uuid', p_table, col.atttypid::regtype
      USING HINT = 'Rename that column and run this migration again; it adds a public_id of its own.';
  ELSE
    IF NOT col.atthasdef THEN
      clauses := clauses || 'ALTER COLUMN public_id SET DEFAULT gen_random_uuid()'::text;
    END IF;
    IF NOT col.attnotnull THEN
      clauses := clauses || 'ALTER COLUMN public_id SET NOT NULL'::text;
      EXECUTE format('SELECT EXISTS (SELECT FROM %s WHERE public_id IS NULL)', tab) INTO has_empty;
      IF has_empty THEN
        clauses := clauses || 'ALTER COLUMN public_id TYPE uuid USING coalesce(public_id, gen_random_uuid())'::text;
      END IF;
    END IF;
  END IF;
  IF col.attnum IS NULL OR NOT EXISTS (
    SELECT FROM pg_index i
      WHERE i.indrelid = tab AND i.indisunique AND i.indisvalid AND i.indimmediate
        AND i.indpred IS NULL AND i.indkey::text = col.attnum::text
  ) THEN
    clauses := clauses || format('ADD CONSTRAINT %I UNIQUE (public_id)', p_table || '_public_id_key');
  END IF;
  RETURN clauses;
END;
$$;

-- Views that show the given columns, and the views on those, innermost first.
CREATE OR REPLACE FUNCTION repair_021_views(p_table oid, p_columns smallint[]) RETURNS oid[]
LANGUAGE sql STABLE AS $$
  WITH RECURSIVE dependent (view_oid, depth) AS (
    SELECT w.ev_class, 1
      FROM pg_depend d JOIN pg_rewrite w ON w.oid = d.objid
      WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
        AND d.refobjid = p_table AND d.refobjsubid = ANY (p_columns) AND w.ev_class <> p_table
    UNION
    SELECT w.ev_class, v.depth + 1
      FROM dependent v
      JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = v.view_oid
      JOIN pg_rewrite w ON d.classid = 'pg_rewrite'::regclass AND w.oid = d.objid
      WHERE w.ev_class <> v.view_oid
  ), deepest AS (
    SELECT v.view_oid, max(v.depth) AS depth
      FROM dependent v JOIN pg_class c ON c.oid = v.view_oid
      WHERE c.relkind IN ('v', 'm')
      GROUP BY v.view_oid
  )
  SELECT coalesce(array_agg(view_oid ORDER BY depth, view_oid), '{}') FROM deepest
$$;

-- Everything it takes to make a view again as it is: definition, options, owner, grants, comments, triggers, rules,
-- defaults, indexes.
CREATE OR REPLACE FUNCTION repair_021_view_commands(p_view oid) RETURNS text[]
LANGUAGE sql STABLE AS $$
  WITH v AS (
    SELECT c.*, format('%I.%I', n.nspname, c.relname) AS name,
        CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END AS kind
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.oid = p_view
  ), commands (step, command) AS (
    SELECT 1, format('CREATE %s %s%s AS %s%s', v.kind, v.name,
        ' WITH (' || array_to_string(v.reloptions, ', ') || ')',
        rtrim(pg_get_viewdef(v.oid), '; '),
        CASE WHEN v.relkind = 'm' AND NOT v.relispopulated THEN ' WITH NO DATA' ELSE '' END)
      FROM v
    UNION ALL
    SELECT 2, pg_get_indexdef(i.indexrelid) FROM pg_index i WHERE i.indrelid = p_view
    UNION ALL
    SELECT 3, format('ALTER VIEW %s ALTER COLUMN %I SET DEFAULT %s', v.name, a.attname, pg_get_expr(d.adbin, d.adrelid))
      FROM v JOIN pg_attrdef d ON d.adrelid = v.oid JOIN pg_attribute a ON a.attrelid = v.oid AND a.attnum = d.adnum
    UNION ALL
    SELECT 4, pg_get_ruledef(w.oid) FROM pg_rewrite w WHERE w.ev_class = p_view AND w.rulename <> '_RETURN'
    UNION ALL
    SELECT 5, pg_get_triggerdef(t.oid) FROM pg_trigger t WHERE t.tgrelid = p_view AND NOT t.tgisinternal
    UNION ALL
    SELECT 6, CASE WHEN d.objsubid = 0
        THEN format('COMMENT ON %s %s IS %L', v.kind, v.name, d.description)
        ELSE format('COMMENT ON COLUMN %s.%I IS %L', v.name, a.attname, d.description) END
      FROM v
      JOIN pg_description d ON d.objoid = v.oid AND d.classoid = 'pg_class'::regclass
      LEFT JOIN pg_attribute a ON a.attrelid = v.oid AND a.attnum = d.objsubid AND d.objsubid > 0
    UNION ALL
    SELECT 7, format('GRANT %s%s ON %s TO %s%s', g.privilege_type, g.column_list, v.name,
        CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE g.grantee::regrole::text END,
        CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM v CROSS JOIN LATERAL (
        SELECT x.grantee, x.privilege_type, x.is_grantable, '' AS column_list FROM aclexplode(v.relacl) x
        UNION ALL
        SELECT x.grantee, x.privilege_type, x.is_grantable, format(' (%I)', a.attname)
          FROM pg_attribute a CROSS JOIN LATERAL aclexplode(a.attacl) x
          WHERE a.attrelid = v.oid AND NOT a.attisdropped
      ) g
      WHERE g.grantee <> v.relowner
    UNION ALL
    SELECT 8, format('ALTER %s %s OWNER TO %s', v.kind, v.name, v.relowner::regrole) FROM v
  )
  SELECT array_agg(command ORDER BY step, command) FROM commands
$$;

-- Triggers of a table that name one of the columns (UPDATE OF, WHEN), and what it takes to make each again.
CREATE OR REPLACE FUNCTION repair_021_triggers(p_table oid, p_columns smallint[])
RETURNS TABLE (name name, commands text[])
LANGUAGE sql STABLE AS $$
  SELECT t.tgname,
      ARRAY[pg_get_triggerdef(t.oid)]
        || CASE t.tgenabled
          WHEN 'D' THEN ARRAY[format('ALTER TABLE %s DISABLE TRIGGER %I', t.tgrelid::regclass, t.tgname)]
          WHEN 'R' THEN ARRAY[format('ALTER TABLE %s ENABLE REPLICA TRIGGER %I', t.tgrelid::regclass, t.tgname)]
          WHEN 'A' THEN ARRAY[format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', t.tgrelid::regclass, t.tgname)]
          ELSE '{}'
        END
        || ARRAY(
          SELECT format('COMMENT ON TRIGGER %I ON %s IS %L', t.tgname, t.tgrelid::regclass, d.description)
            FROM pg_description d
            WHERE d.classoid = 'pg_trigger'::regclass AND d.objoid = t.oid)
    FROM pg_trigger t
    WHERE t.tgrelid = p_table AND NOT t.tgisinternal
      AND EXISTS (
        SELECT FROM pg_depend d
          WHERE d.classid = 'pg_trigger'::regclass AND d.objid = t.oid
            AND d.refclassid = 'pg_class'::regclass AND d.refobjid = p_table AND d.refobjsubid = ANY (p_columns))
$$;

-- Repairs one table: orphans first, then one ALTER TABLE for all columns, then the keys. Returns the orphans it kept.
CREATE OR REPLACE FUNCTION repair_021_table(p_table text) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  tab text := format('%I.%I', current_schema(), p_table);
  clauses text[] := repair_021_public_id_clauses(p_table);
  added_public_id boolean := clauses && ARRAY['ADD COLUMN public_id uuid NOT NULL DEFAULT gen_random_uuid()'];
  col record;
  row_key text;
  total bigint;
  filled bigint;
  orphans bigint;
  all_orphans bigint := 0;
  accounts text[] := '{}';
  converted smallint[] := '{}';
  names text[] := '{}';
  keys text[] := '{}';
  view_oids oid[];
  dropped text[] := '{}';
  made_again text[] := '{}';
  command text;
BEGIN
  SELECT format('jsonb_build_object(%s)', string_agg(format('%L, t.%I', a.attname, a.attname), ', ' ORDER BY a.attnum))
    INTO row_key
    FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
    WHERE i.indrelid = tab::regclass AND i.indisprimary
    HAVING count(*) > 0;

  FOR col IN
    SELECT s.*, a.attnotnull, a.atthasdef
      FROM repair_021_state() s JOIN pg_attribute a ON a.attrelid = s.table_oid AND a.attnum = s.attnum
      WHERE s.table_name = p_table AND s.state IN ('uuid', 'integer')
      ORDER BY s.place
  LOOP
    EXECUTE format('SELECT count(*), count(%I) FROM %s', col.column_name, tab) INTO total, filled;
    EXECUTE format(
      'INSERT INTO %1$I.orphaned_references (source_table, row_key, column_name, old_value, target_table, migration)
         SELECT %2$L, %3$s, %4$L, t.%4$I::text, %5$L, ''021_fix_type_mismatches''
           FROM %1$I.%2$I t
           WHERE t.%4$I IS NOT NULL AND NOT EXISTS (SELECT FROM %1$I.%5$I g WHERE g.%6$I = t.%4$I)',
      current_schema(), p_table, coalesce(row_key, 'to_jsonb(t)'), col.column_name, col.target_name,
      CASE col.state WHEN 'uuid' THEN 'public_id' ELSE 'id' END);
    GET DIAGNOSTICS orphans = ROW_COUNT;
    all_orphans := all_orphans + orphans;
    accounts := accounts || format('%s: %s matched, %s kept in orphaned_references, %s empty',
      col.column_name, filled - orphans, orphans, total - filled);

    names := names || quote_ident(col.column_name);
    IF col.attnotnull THEN
      clauses := clauses || format('ALTER COLUMN %I DROP NOT NULL', col.column_name);
    END IF;
    clauses := clauses || ARRAY(
      SELECT format('DROP CONSTRAINT %I', f.conname)
        FROM pg_constraint f
        WHERE f.contype = 'f' AND f.conrelid = col.table_oid AND f.conkey = ARRAY[col.attnum]
          AND f.confrelid = col.target_oid);
    -- An integer column is written anew only when there is something to empty; so no trigger fires for it either.
    IF col.state = 'uuid' OR orphans > 0 OR col.type_oid <> 'integer'::regtype THEN
      converted := converted || col.attnum;
      IF col.atthasdef THEN
        clauses := clauses || format('ALTER COLUMN %I DROP DEFAULT', col.column_name);
        RAISE NOTICE '%.%: its default is dropped, it made a value of the old type', p_table, col.column_name;
      END IF;
      clauses := clauses || format('ALTER COLUMN %1$I TYPE integer USING %2$I(%1$I%3$s)', col.column_name,
        'repair_021_id_in_' || col.target_name, CASE col.state WHEN 'uuid' THEN '' ELSE '::bigint' END);
    END IF;
    keys := keys || format('ADD CONSTRAINT %I FOREIGN KEY (%I) REFERENCES %I.%I (id) ON DELETE %s',
      p_table || '_' || col.column_name || '_fkey', col.column_name, current_schema(), col.target_name, col.on_delete);
  END LOOP;

  IF added_public_id THEN
    RAISE NOTICE '%: public_id is new here, so no uuid kept elsewhere can match it', p_table;
  END IF;
  IF total > 0 THEN
    RAISE NOTICE '%: % % rows (%)', p_table,
      CASE converted WHEN '{}' THEN 'adding foreign keys for' ELSE 'converting' END, total, array_to_string(accounts, '; ');
  END IF;

  -- PostgreSQL does not change the type of a column under a view, or under a trigger that names it.
  view_oids := repair_021_views(tab::regclass, converted);
  FOR i IN 1 .. cardinality(view_oids) LOOP
    RAISE NOTICE '%: the view % is made again, it shows a converted column', p_table, view_oids[i]::regclass;
    dropped := array_prepend((
      SELECT format('DROP %s %s', CASE relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END, oid::regclass)
        FROM pg_class
        WHERE oid = view_oids[i]), dropped);
    made_again := made_again || repair_021_view_commands(view_oids[i]);
  END LOOP;
  FOR col IN SELECT * FROM repair_021_triggers(tab::regclass, converted) LOOP
    RAISE NOTICE '%: the trigger % is made again, it names a converted column', p_table, col.name;
    dropped := dropped || format('DROP TRIGGER %I ON %s', col.name, tab);
    made_again := made_again || col.commands;
  END LOOP;
  FOREACH command IN ARRAY dropped LOOP
    EXECUTE command;
  END LOOP;

  IF clauses <> '{}' THEN
    EXECUTE format('ALTER TABLE %s %s', tab, array_to_string(clauses, ', '));
  END IF;
  IF added_public_id THEN
    -- In the words of 001, so that nobody can tell the difference later.
    EXECUTE format('COMMENT ON COLUMN %s.public_id IS %L', tab, CASE p_table
      WHEN 'users' THEN
        'Stable uuid of this user, added on purpose: uuid columns that mean a user are mapped to users.id through it.'
      ELSE
        'Stable uuid of this conversation, added on purpose: uuid columns that mean a conversation are mapped through it.'
      END);
  END IF;
  IF keys <> '{}' THEN
    EXECUTE format('ALTER TABLE %s %s', tab, array_to_string(keys, ', '));
  END IF;

  FOREACH command IN ARRAY made_again LOOP
    EXECUTE command;
  END LOOP;
  IF total > 0 AND converted <> '{}' THEN
    -- A column loses its statistics with its type, and autovacuum would not notice.
    EXECUTE format('ANALYZE %s (%s)', tab, array_to_string(names, ', '));
  END IF;
  RETURN all_orphans;
END;
$$;

-- An older system_performance_metrics gets the columns of 008 that it lacks. Rows from before keep everything they had.
-- What was never measured must not look like a measurement: `value` becomes the old metric_value where there is one and
-- NaN otherwise, which no sum or average mistakes for a number; names and units become 'unknown', times '-infinity'.
CREATE OR REPLACE FUNCTION repair_021_metrics() RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  tab regclass := to_regclass(format('%I.system_performance_metrics', current_schema()));
  has text[];
  col record;
  legacy text;
  additions text[] := '{}';
  fillings text[] := '{}';
  finishes text[] := '{}';
BEGIN
  IF tab IS NULL THEN
    RETURN false;
  END IF;
  SELECT array_agg(attname::text) INTO has FROM pg_attribute WHERE attrelid = tab AND attnum > 0 AND NOT attisdropped;

  FOR col IN
    SELECT * FROM (VALUES
      ('timestamp', 'timestamp', '-infinity', '{recorded_at,measured_at,created_at}'::text[], 'SET DEFAULT current_timestamp'),
      ('metric_name', 'varchar(100)', 'unknown', '{}', 'DROP DEFAULT'),
      ('value', 'numeric', 'NaN', '{metric_value}', 'DROP DEFAULT'),
      ('unit', 'varchar(20)', 'unknown', '{}', 'DROP DEFAULT'),
      ('tags', 'jsonb', '{}', '{}', NULL),
      ('metadata', 'jsonb', '{}', '{}', NULL)
    ) AS c (name, type_name, filler, sources, finish)
    WHERE NOT c.name = ANY (has)
  LOOP
    additions := additions || format('ADD COLUMN %I %s %s DEFAULT %L', col.name, col.type_name,
      CASE WHEN col.finish IS NULL THEN '' ELSE 'NOT NULL' END, col.filler);
    SELECT a.attname INTO legacy
      FROM pg_attribute a JOIN pg_type y ON y.oid = a.atttypid
      WHERE a.attrelid = tab AND a.attname = ANY (col.sources) AND NOT a.attisdropped
        AND y.typcategory = CASE col.name WHEN 'value' THEN 'N' ELSE 'D' END
      ORDER BY array_position(col.sources, a.attname::text)
      LIMIT 1;
    IF FOUND THEN
      fillings := fillings || format('ALTER COLUMN %1$I TYPE %2$s USING coalesce(%3$I::%2$s, %4$L)', col.name,
        col.type_name, legacy, col.filler);
    END IF;
    IF col.finish IS NOT NULL THEN
      finishes := finishes || format('ALTER COLUMN %I %s', col.name, col.finish);
    END IF;
    RAISE NOTICE 'system_performance_metrics: column % added, % in the rows from before', col.name,
      coalesce('taken from ' || legacy, col.filler);
  END LOOP;
  IF additions = '{}' THEN
    RETURN false;
  END IF;

  -- Columns of the older shape that had to be filled would refuse every row the application writes now.
  finishes := finishes || ARRAY(
    SELECT format('ALTER COLUMN %I DROP NOT NULL', attname)
      FROM pg_attribute a
      WHERE attrelid = tab AND attnum > 0 AND NOT attisdropped AND attnotnull AND NOT atthasdef AND attidentity = ''
        AND attname <> ALL ('{id,timestamp,metric_name,value,unit,tags,metadata}'::name[])
        AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = tab AND i.indisprimary AND a.attnum = ANY (i.indkey)));
  -- A constant default fills the rows without writing the table anew; only a copied column does that.
  EXECUTE format('ALTER TABLE %s %s', tab, array_to_string(additions, ', '));
  IF finishes <> '{}' THEN
    EXECUTE format('ALTER TABLE %s %s', tab, array_to_string(finishes, ', '));
  END IF;
  IF fillings <> '{}' THEN
    EXECUTE format('ALTER TABLE %s %s', tab, array_to_string(fillings, ', '));
  END IF;
  IF to_regclass(format('%I.idx_system_performance_metrics_name_time', current_schema())) IS NULL THEN
    CREATE INDEX idx_system_performance_metrics_name_time ON system_performance_metrics (metric_name, timestamp DESC);
  END IF;
  IF to_regclass(format('%I.idx_system_performance_metrics_time', current_schema())) IS NULL THEN
    CREATE INDEX idx_system_performance_metrics_time ON system_performance_metrics (timestamp);
  END IF;
  IF to_regclass(format('%I.idx_system_performance_metrics_tags', current_schema())) IS NULL THEN
    CREATE INDEX idx_system_performance_metrics_tags ON system_performance_metrics USING gin (tags);
  END IF;
  COMMENT ON TABLE system_performance_metrics IS 'Measurements, one row each.';
  COMMENT ON COLUMN system_performance_metrics.unit IS 'ms, bytes, percent, count, ...';
  RETURN true;
END;
$$;

-- A search_history in the shape of 001 gets that of 011, where 011 was recorded without having done so. The rows are
-- carried over as in 011; user_id keeps its type for the moment and is converted with all the others.
CREATE OR REPLACE FUNCTION repair_021_search_history() RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  tab regclass := to_regclass(format('%I.search_history', current_schema()));
  has text[];
  user_id_type text;
  old_index name;
  carried bigint;
  held record;
BEGIN
  IF tab IS NULL THEN
    RETURN false;
  END IF;
  SELECT array_agg(attname::text), max(format_type(atttypid, atttypmod)) FILTER (WHERE attname = 'user_id')
    INTO has, user_id_type
    FROM pg_attribute
    WHERE attrelid = tab AND attnum > 0 AND NOT attisdropped;
  IF has @> '{id,user_id,query,results_count,conversation_id,searched_at,metadata}' THEN
    RETURN false;
  END IF;
  IF NOT has @> '{id,user_id,query,result_count,created_at}' THEN
    RAISE WARNING 'search_history has neither the shape of 001 nor that of 011, and is left as it is; its columns are %', has
      USING HINT = 'Rename it, run 011 and this migration again, and copy the rows over by hand.';
    RETURN false;
  END IF;

  EXECUTE format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE', tab);
  IF EXISTS (SELECT FROM pg_trigger WHERE tgrelid = tab AND NOT tgisinternal)
    OR EXISTS (SELECT FROM pg_policy WHERE polrelid = tab)
    OR EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_rewrite'::regclass AND refobjid = tab)
  THEN
    RAISE EXCEPTION 'search_history has the shape of 001, and views, triggers or policies that would be lost with that shape'
      USING HINT = 'Drop them, run this migration again, and create them anew on the table it makes.';
  END IF;
  ALTER TABLE search_history RENAME TO search_history_001;
  FOR old_index IN
    SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = tab
  LOOP
    EXECUTE format('ALTER INDEX %I.%I RENAME TO %I', current_schema(), old_index, left(old_index, 59) || '_001');
  END LOOP;

  EXECUTE format(
    'CREATE TABLE %I.search_history (
       id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
       user_id %s,
       query text NOT NULL,
       results_count integer NOT NULL DEFAULT 0 CHECK (results_count >= 0),
       conversation_id uuid,
       searched_at timestamp NOT NULL DEFAULT current_timestamp,
       metadata jsonb DEFAULT ''{}''::jsonb,
       created_at timestamp DEFAULT current_timestamp,
       updated_at timestamp DEFAULT current_timestamp
     )', current_schema(), user_id_type);
  EXECUTE format('INSERT INTO %1$I.search_history
      (user_id, query, results_count, searched_at, metadata, created_at, updated_at)
    SELECT h.user_id, h.query, coalesce(h.result_count, 0), coalesce(h.created_at, current_timestamp),
        to_jsonb(h) - ''{id,user_id,query,result_count,created_at}''::text[]
          || jsonb_build_object(''legacy_id'', h.id)
          || CASE WHEN h.result_count IS NULL THEN ''{"result_count": null}'' ELSE ''{}'' END::jsonb,
        h.created_at, h.created_at
      FROM %2$s h
      ORDER BY h.id', current_schema(), tab);
  GET DIAGNOSTICS carried = ROW_COUNT;
  CREATE INDEX idx_search_history_user_id ON search_history (user_id, searched_at DESC);
  CREATE INDEX idx_search_history_conversation_id ON search_history (conversation_id);
  CREATE INDEX idx_search_history_searched_at ON search_history (searched_at DESC);
  COMMENT ON TABLE search_history IS 'What people searched for.';
  COMMENT ON COLUMN search_history.metadata IS
    'Details of a search. Rows from before 011 keep here what has no column any more: legacy_id, search_type, clicked_result_index.';

  -- Whoever owned the table, or could use it, still does.
  FOR held IN
    SELECT a.privilege_type, a.is_grantable,
        CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END AS holder
      FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a
      WHERE c.oid = tab AND a.grantee <> c.relowner
  LOOP
    EXECUTE format('GRANT %s ON search_history TO %s%s', held.privilege_type, held.holder,
      CASE WHEN held.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END);
  END LOOP;
  EXECUTE (SELECT format('ALTER TABLE search_history OWNER TO %s', relowner::regrole) FROM pg_class WHERE oid = tab);
  EXECUTE format('DROP TABLE %s', tab);
  RAISE NOTICE 'search_history: % rows carried over from the shape of 001', carried;
  RETURN true;
END;
$$;

-- The work, in the order that keeps it safe: look, say what cannot be done, lock everything, then repair table by table.
DO $$
DECLARE
  todo text[];
  item record;
  tab text;
  repaired boolean;
  orphans bigint := 0;
  columns bigint;
BEGIN
  IF current_schema() IS NULL THEN
    RAISE EXCEPTION 'there is no current schema: search_path is "%"', current_setting('search_path')
      USING HINT = 'Set search_path to the schema of the application''s tables.';
  END IF;
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    -- An older snapshot would miss rows written just before the locks, and their values would be lost.
    RAISE EXCEPTION 'this migration needs isolation level read committed, not %', current_setting('transaction_isolation')
      USING HINT = 'Unset default_transaction_isolation for the role that migrates.';
  END IF;
  -- A policy that would hide rows from us is an error, not a silent loss.
  PERFORM set_config('row_security', 'off', true);

  repaired := repair_021_metrics();
  repaired := repair_021_search_history() OR repaired;

  FOR item IN
    SELECT s.target_name, string_agg(s.table_name || '.' || s.column_name, ', ' ORDER BY s.place) AS left_alone
      FROM repair_021_state() s
      WHERE s.state = 'target missing'
      GROUP BY s.target_name
  LOOP
    RAISE WARNING 'there is no table % with an integer id: what refers to it is left as it is (%)',
      item.target_name, item.left_alone
      USING HINT = format('Restore %s, then run this file again: it repairs what is left.', item.target_name);
  END LOOP;
  FOR item IN SELECT s.*, s.type_oid::regtype AS type FROM repair_021_state() s LOOP
    IF item.state = 'column missing' THEN
      RAISE WARNING 'table % has no column %: there is nothing to repair', item.table_name, item.column_name;
    ELSIF item.state = 'other type' THEN
      RAISE WARNING '%.% is of type %, neither uuid nor integer, and is left as it is',
        item.table_name, item.column_name, item.type
        USING HINT = 'Convert it to integer by hand, then run this file again: it adds the foreign key.';
    END IF;
  END LOOP;

  -- conversations comes first, because other tables look up its public_id.
  SELECT coalesce(array_agg(s.table_name ORDER BY s.first_place), '{}'), coalesce(sum(s.columns), 0)
    INTO todo, columns
    FROM (
      SELECT table_name, min(place) AS first_place, count(*) AS columns
        FROM repair_021_state()
        WHERE state IN ('uuid', 'integer')
        GROUP BY table_name
    ) s;
  IF repair_021_public_id_clauses('conversations') <> '{}' AND NOT 'conversations' = ANY (todo) THEN
    todo := array_prepend('conversations', todo);
  END IF;
  IF repair_021_public_id_clauses('users') <> '{}' THEN
    todo := array_prepend('users', todo);
  END IF;
  IF todo = '{}' THEN
    IF NOT repaired THEN
      RAISE NOTICE 'nothing to repair: all references that are here are integer and have their foreign key';
    END IF;
    RETURN;
  END IF;

  IF to_regclass(format('%I.orphaned_references', current_schema())) IS NULL THEN
    CREATE TABLE orphaned_references (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      source_table text NOT NULL,
      row_key jsonb NOT NULL,
      column_name text NOT NULL,
      old_value text NOT NULL,
      target_table text NOT NULL,
      migration text NOT NULL,
      recorded_at timestamptz NOT NULL DEFAULT current_timestamp
    );
    COMMENT ON TABLE orphaned_references IS
      'Values of columns that were repaired by 019 and 021 and matched no row of the table they were meant to refer to.';
    COMMENT ON COLUMN orphaned_references.row_key IS 'Primary key of the row that held the value, by column name.';
    CREATE INDEX idx_orphaned_references_source ON orphaned_references (source_table, column_name);
  END IF;

  -- All locks before any work: when one is not to be had, nothing has been done yet. From here on nobody else writes,
  -- so what is recorded is what is converted, and nobody deletes a user or a conversation in between.
  IF to_regclass(format('%I.users', current_schema())) IS NOT NULL AND NOT 'users' = ANY (todo) THEN
    EXECUTE format('LOCK TABLE %I.users IN SHARE ROW EXCLUSIVE MODE', current_schema());
  END IF;
  IF to_regclass(format('%I.conversations', current_schema())) IS NOT NULL AND NOT 'conversations' = ANY (todo) THEN
    EXECUTE format('LOCK TABLE %I.conversations IN SHARE ROW EXCLUSIVE MODE', current_schema());
  END IF;
  FOREACH tab IN ARRAY todo LOOP
    EXECUTE format('LOCK TABLE %I.%I IN ACCESS EXCLUSIVE MODE', current_schema(), tab);
  END LOOP;

  FOREACH tab IN ARRAY todo LOOP
    orphans := orphans + repair_021_table(tab);
  END LOOP;
  RAISE NOTICE 'repaired % columns in % tables; % values kept in orphaned_references', columns, cardinality(todo), orphans;
END;
$$;

DROP FUNCTION repair_021_search_history();
DROP FUNCTION repair_021_metrics();
DROP FUNCTION repair_021_table(text);
DROP FUNCTION repair_021_triggers(oid, smallint[]);
DROP FUNCTION repair_021_view_commands(oid);
DROP FUNCTION repair_021_views(oid, smallint[]);
DROP FUNCTION repair_021_public_id_clauses(text);
DROP FUNCTION repair_021_id_in_conversations(bigint);
DROP FUNCTION repair_021_id_in_conversations(uuid);
DROP FUNCTION repair_021_id_in_users(bigint);
DROP FUNCTION repair_021_id_in_users(uuid);
DROP FUNCTION repair_021_state();
DROP FUNCTION repair_021_references();
