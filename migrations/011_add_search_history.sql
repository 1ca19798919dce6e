-- Searches get a second shape: a uuid key, the conversation they belong to, and room for details.
--
-- 001 already made a search_history in another shape. As it was first written, this file said CREATE TABLE IF NOT EXISTS
-- and nothing else: it did nothing, and said so to nobody. Now the shape that is there is looked at first:
--
--   the shape of 001   the table steps aside, its rows are carried over, the empty original is dropped
--   the shape of 011   left as it is
--   anything else      an error, because guessing could lose data
--
-- Databases where the silent version of this file was recorded as applied are repaired by 021 in the same way.
-- user_id and conversation_id are uuid here and carry no foreign key, for the reason given in 001; 021 repairs them.

-- Step the first shape aside, with its indexes, so that every name is free.
DO $$
DECLARE
  found_table regclass := to_regclass(format('%I.search_history', current_schema()));
  has text[];
  user_id_type regtype;
  old_index name;
BEGIN
  IF found_table IS NULL THEN
    RETURN;
  END IF;
  SELECT array_agg(attname::text), max(atttypid) FILTER (WHERE attname = 'user_id')
    INTO has, user_id_type
    FROM pg_attribute
    WHERE attrelid = found_table AND attnum > 0 AND NOT attisdropped;
  IF has @> '{id,user_id,query,results_count,searched_at,metadata}' THEN
    RAISE NOTICE 'search_history has the shape of 011 already: nothing to carry over';
    RETURN;
  END IF;
  IF NOT has @> '{id,user_id,query,result_count,created_at}' THEN
    RAISE EXCEPTION 'search_history has neither the shape of 001 nor that of 011: its columns are %', has
      USING HINT = 'Rename the table, run this migration again, and copy the rows over by hand.';
  END IF;
  IF user_id_type <> 'uuid'::regtype THEN
    RAISE EXCEPTION 'search_history has the shape of 001, but its user_id is of type % instead of uuid', user_id_type
      USING HINT = 'Record this migration as applied without running it: 021 carries the rows over from either type.';
  END IF;
  IF EXISTS (SELECT FROM pg_trigger WHERE tgrelid = found_table AND NOT tgisinternal)
    OR EXISTS (SELECT FROM pg_policy WHERE polrelid = found_table)
    OR EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_rewrite'::regclass AND refobjid = found_table)
  THEN
    RAISE EXCEPTION 'search_history has the shape of 001, and views, triggers or policies that would be lost with that shape'
      USING HINT = 'Drop them, run this migration again, and create them anew on the table it makes.';
  END IF;
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    -- An older snapshot would not see rows written just before the lock, and would not carry them over.
    RAISE EXCEPTION 'this migration needs isolation level read committed, not %', current_setting('transaction_isolation')
      USING HINT = 'Unset default_transaction_isolation for the role that migrates.';
  END IF;
  ALTER TABLE search_history RENAME TO search_history_001;
  FOR old_index IN
    SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = found_table
  LOOP
    EXECUTE format('ALTER INDEX %I RENAME TO %I', old_index, left(old_index, 59) || '_001');
  END LOOP;
END;
$$;

-- Nothing but the second shape can be in the way here, so IF NOT EXISTS hides nothing.
CREATE TABLE IF NOT EXISTS search_history (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL,
  query text NOT NULL,
  results_count integer NOT NULL DEFAULT 0 CHECK (results_count >= 0),
  conversation_id uuid,
  searched_at timestamp NOT NULL DEFAULT current_timestamp,
  metadata jsonb DEFAULT '{}'::jsonb,
  created_at timestamp DEFAULT current_timestamp,
  updated_at timestamp DEFAULT current_timestamp
);

CREATE INDEX IF NOT EXISTS idx_search_history_user_id ON search_history (user_id, searched_at DESC);
CREATE INDEX IF NOT EXISTS idx_search_history_conversation_id ON search_history (conversation_id);
CREATE INDEX IF NOT EXISTS idx_search_history_searched_at ON search_history (searched_at DESC);

COMMENT ON TABLE search_history IS 'What people searched for.';
COMMENT ON COLUMN search_history.metadata IS
  'Details of a search. Rows from before 011 keep here what has no column any more: legacy_id, search_type, clicked_result_index.';

-- Carry the rows over. Nothing is lost: what has no column of its own any more goes to metadata, the old key as
-- legacy_id. A search without a user gets the nil uuid, because user_id may not be empty in this shape.
DO $$
DECLARE
  carried bigint;
  owner_before regrole;
  held record;
BEGIN
  IF to_regclass(format('%I.search_history_001', current_schema())) IS NULL THEN
    RETURN;
  END IF;
  INSERT INTO search_history (user_id, query, results_count, searched_at, metadata, created_at, updated_at)
    SELECT
      coalesce(h.user_id, '00000000-0000-0000-0000-000000000000'),
      h.query,
      coalesce(h.result_count, 0),
      coalesce(h.created_at, current_timestamp),
      to_jsonb(h) - '{id,user_id,query,result_count,created_at}'::text[]
        || jsonb_build_object('legacy_id', h.id)
        || CASE WHEN h.result_count IS NULL THEN '{"result_count": null}' ELSE '{}' END::jsonb,
      h.created_at,
      h.created_at
    FROM search_history_001 h
    ORDER BY h.id;
  GET DIAGNOSTICS carried = ROW_COUNT;
  -- Whoever owned the table, or could use it, still does.
  FOR held IN
    SELECT a.privilege_type, a.is_grantable,
        CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END AS holder
      FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a
      WHERE c.oid = to_regclass('search_history_001') AND a.grantee <> c.relowner
  LOOP
    EXECUTE format('GRANT %s ON search_history TO %s%s', held.privilege_type, held.holder,
      CASE WHEN held.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END);
  END LOOP;
  SELECT relowner INTO owner_before FROM pg_class WHERE oid = to_regclass('search_history_001');
  EXECUTE format('ALTER TABLE search_history OWNER TO %s', owner_before);
  DROP TABLE search_history_001;
  IF carried > 0 THEN
    RAISE NOTICE 'search_history: % rows carried over from the shape of 001', carried;
  END IF;
END;
$$;
