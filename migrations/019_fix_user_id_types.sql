-- The older, partial repair: the columns that hurt first, from uuid to integer with a real foreign key to users.
--
--   conversations.user_id, memory_facts.user_id, memory_facts.approved_by, activity_logs.user_id
--
-- CAST(uuid AS integer) does not exist in PostgreSQL (42846), and a uuid means nothing to users.id anyway. A value is looked
-- up in users.public_id; one that matches nobody is written to orphaned_references first, then the column becomes empty.
-- No row is deleted and no value is lost. A column that is integer already, or a table that is not there, is left alone:
-- 021 does all the rest.

-- Where values go that matched nobody, so that somebody who knows better can put them right later.
CREATE TABLE IF NOT EXISTS orphaned_references (
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

CREATE INDEX IF NOT EXISTS idx_orphaned_references_source ON orphaned_references (source_table, column_name);

-- USING below takes an expression but no subquery; a function may look things up, by one index probe a row.
CREATE FUNCTION repair_019_user_id(value uuid) RETURNS integer
LANGUAGE plpgsql STABLE AS $$
DECLARE
  found integer;
BEGIN
  IF value IS NOT NULL THEN
    SELECT u.id INTO found FROM users u WHERE u.public_id = value;
  END IF;
  RETURN found;
END;
$$;

-- One table after the other, each written anew at most once, whatever the number of its columns.
DO $$
DECLARE
  todo record;
  i integer;
  filled bigint;
  orphans bigint;
  conversions text[];
  foreign_keys text[];
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    -- An older snapshot would miss rows written just before the locks, and their values would be lost.
    RAISE EXCEPTION 'this migration needs isolation level read committed, not %', current_setting('transaction_isolation')
      USING HINT = 'Unset default_transaction_isolation for the role that migrates.';
  END IF;
  -- A policy that would hide rows from us is an error, not a silent loss.
  PERFORM set_config('row_security', 'off', true);

  IF NOT EXISTS (
    SELECT FROM pg_attribute
      WHERE attrelid = to_regclass(format('%I.users', current_schema())) AND attname = 'public_id' AND NOT attisdropped
  ) THEN
    RAISE NOTICE 'users or users.public_id is missing: nothing is converted here, 021 takes care of it';
    RETURN;
  END IF;

  FOR todo IN
    SELECT r.table_name, array_agg(r.column_name ORDER BY a.attnum) AS columns,
        array_agg(r.on_delete ORDER BY a.attnum) AS on_delete
      FROM (VALUES
        ('conversations', 'user_id', 'CASCADE'),
        ('memory_facts', 'user_id', 'CASCADE'),
        ('memory_facts', 'approved_by', 'SET NULL'),
        ('activity_logs', 'user_id', 'SET NULL')
      ) AS r (table_name, column_name, on_delete)
      JOIN pg_attribute a
        ON a.attrelid = to_regclass(format('%I.%I', current_schema(), r.table_name))
        AND a.attname = r.column_name AND a.atttypid = 'uuid'::regtype AND NOT a.attisdropped
      -- A column that a view shows cannot change its type under the view; 021 knows how to.
      WHERE NOT EXISTS (
        SELECT FROM pg_depend d
          WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
            AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum
      )
      GROUP BY r.table_name
  LOOP
    -- From here on nobody else writes, so what is recorded is what is converted.
    LOCK TABLE users IN SHARE ROW EXCLUSIVE MODE;
    EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', todo.table_name);

    conversions := '{}';
    foreign_keys := '{}';
    FOR i IN 1 .. cardinality(todo.columns) LOOP
      EXECUTE format('SELECT count(%I) FROM %I', todo.columns[i], todo.table_name) INTO filled;
      EXECUTE format(
        'INSERT INTO orphaned_references (source_table, row_key, column_name, old_value, target_table, migration)
           SELECT %1$L, jsonb_build_object(''id'', t.id), %2$L, t.%2$I::text, ''users'', ''019_fix_user_id_types''
             FROM %1$I t
             WHERE t.%2$I IS NOT NULL AND NOT EXISTS (SELECT FROM users u WHERE u.public_id = t.%2$I)',
        todo.table_name, todo.columns[i]);
      GET DIAGNOSTICS orphans = ROW_COUNT;
      IF filled > 0 THEN
        RAISE NOTICE '%: converting % values of % (% kept in orphaned_references)',
          todo.table_name, filled, todo.columns[i], orphans;
      END IF;
      conversions := conversions || format('ALTER COLUMN %1$I TYPE integer USING repair_019_user_id(%1$I)',
        todo.columns[i]);
      foreign_keys := foreign_keys || format('ADD CONSTRAINT %I FOREIGN KEY (%I) REFERENCES users (id) ON DELETE %s',
        todo.table_name || '_' || todo.columns[i] || '_fkey', todo.columns[i], todo.on_delete[i]);
    END LOOP;
    EXECUTE format('ALTER TABLE %I %s', todo.table_name, array_to_string(conversions, ', '));
    EXECUTE format('ALTER TABLE %I %s', todo.table_name, array_to_string(foreign_keys, ', '));
  END LOOP;
END;
$$;

DROP FUNCTION repair_019_user_id(uuid);
