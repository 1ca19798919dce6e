-- Writing a proposal together: workspaces, their people, sections, checklists, remarks and deadlines.

-- The room in which one proposal is written.
CREATE TABLE proposal_workspaces (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  workspace_name varchar(500) NOT NULL,
  workspace_code varchar(50) UNIQUE,
  opportunity_id integer REFERENCES opportunities (id) ON DELETE SET NULL,
  notice_id varchar(255),
  rfp_title text,
  agency_name varchar(500),
  solicitation_number varchar(255),
  response_deadline timestamp,
  submission_date timestamp,
  question_deadline timestamp,
  status varchar(50) DEFAULT 'planning' CHECK (
    status IN (
      'draft', 'planning', 'active', 'in_progress', 'review', 'final_review', 'submitted', 'won', 'lost', 'cancelled',
      'archived'
    )
  ),
  bid_decision varchar(50) DEFAULT 'pending' CHECK (
    bid_decision IN ('pending', 'undecided', 'bid', 'no_bid', 'conditional')
  ),
  owner_id uuid,
  proposal_manager_id uuid,
  capture_manager_id uuid,
  win_themes jsonb DEFAULT '[]'::jsonb,
  discriminators jsonb DEFAULT '[]'::jsonb,
  price_to_win numeric(15,2) CHECK (price_to_win >= 0),
  our_price numeric(15,2) CHECK (our_price >= 0),
  technical_risk_level varchar(20) CHECK (technical_risk_level IN ('low', 'medium', 'high', 'critical')),
  pricing_risk_level varchar(20) CHECK (pricing_risk_level IN ('low', 'medium', 'high', 'critical')),
  past_performance_risk_level varchar(20) CHECK (past_performance_risk_level IN ('low', 'medium', 'high', 'critical')),
  overall_risk_score integer CHECK (overall_risk_score BETWEEN 0 AND 100),
  percent_complete integer DEFAULT 0 CHECK (percent_complete BETWEEN 0 AND 100),
  sections_complete integer DEFAULT 0 CHECK (sections_complete >= 0),
  sections_total integer DEFAULT 0 CHECK (sections_total >= 0),
  created_at timestamp DEFAULT current_timestamp,
  updated_at timestamp DEFAULT current_timestamp,
  created_by uuid
);

CREATE INDEX idx_proposal_workspaces_status ON proposal_workspaces (status, response_deadline);
CREATE INDEX idx_proposal_workspaces_opportunity_id ON proposal_workspaces (opportunity_id);
CREATE INDEX idx_proposal_workspaces_owner_id ON proposal_workspaces (owner_id);
CREATE INDEX idx_proposal_workspaces_proposal_manager_id ON proposal_workspaces (proposal_manager_id);
CREATE INDEX idx_proposal_workspaces_capture_manager_id ON proposal_workspaces (capture_manager_id);
CREATE INDEX idx_proposal_workspaces_created_by ON proposal_workspaces (created_by);

COMMENT ON TABLE proposal_workspaces IS 'The rooms in which proposals are written, one a proposal.';
COMMENT ON COLUMN proposal_workspaces.price_to_win IS 'The highest price at which the customer is expected to choose us.';

-- Who works in it, and what each may do.
CREATE TABLE proposal_team_members (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  workspace_id uuid REFERENCES proposal_workspaces (id) ON DELETE CASCADE,
  user_id uuid,
  role varchar(100),
  responsibilities text,
  can_edit boolean DEFAULT true,
  can_review boolean DEFAULT false,
  can_approve boolean DEFAULT false,
  last_active timestamp,
  contribution_count integer DEFAULT 0 CHECK (contribution_count >= 0),
  added_at timestamp DEFAULT current_timestamp,
  added_by uuid,
  UNIQUE (workspace_id, user_id)
);

CREATE INDEX idx_proposal_team_members_user_id ON proposal_team_members (user_id);
CREATE INDEX idx_proposal_team_members_added_by ON proposal_team_members (added_by);

COMMENT ON TABLE proposal_team_members IS 'Who works on a proposal, and what each may do.';

-- The text, section by section.
CREATE TABLE proposal_sections (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  workspace_id uuid REFERENCES proposal_workspaces (id) ON DELETE CASCADE,
  section_number varchar(50),
  section_title varchar(500) NOT NULL,
  parent_section_id uuid REFERENCES proposal_sections (id) ON DELETE CASCADE,
  section_level integer NOT NULL DEFAULT 1 CHECK (section_level >= 0),
  display_order integer DEFAULT 0,
  page_limit integer CHECK (page_limit >= 0),
  current_page_count integer DEFAULT 0 CHECK (current_page_count >= 0),
  required boolean DEFAULT true,
  content text,
  content_format varchar(20) DEFAULT 'markdown',
  assigned_to uuid,
  reviewer_id uuid,
  status varchar(50) DEFAULT 'not_started' CHECK (
    status IN ('not_started', 'draft', 'in_progress', 'review', 'in_review', 'revision', 'approved', 'completed', 'final')
  ),
  percent_complete integer DEFAULT 0 CHECK (percent_complete BETWEEN 0 AND 100),
  due_date timestamp,
  completed_at timestamp,
  version integer DEFAULT 1 CHECK (version >= 0),
  last_edited_by uuid,
  last_edited_at timestamp,
  created_at timestamp DEFAULT current_timestamp,
  updated_at timestamp DEFAULT current_timestamp
);

CREATE INDEX idx_proposal_sections_workspace_id ON proposal_sections (workspace_id, display_order);
CREATE INDEX idx_proposal_sections_parent_section_id ON proposal_sections (parent_section_id);
CREATE INDEX idx_proposal_sections_assigned_to ON proposal_sections (assigned_to);
CREATE INDEX idx_proposal_sections_reviewer_id ON proposal_sections (reviewer_id);
CREATE INDEX idx_proposal_sections_last_edited_by ON proposal_sections (last_edited_by);
CREATE INDEX idx_proposal_sections_due_date ON proposal_sections (due_date);

COMMENT ON TABLE proposal_sections IS 'The text of a proposal, section by section, in a tree.';
COMMENT ON COLUMN proposal_sections.section_level IS 'Depth in the tree: 1 is a chapter.';

-- What the customer demands, as lists to tick off.
CREATE TABLE compliance_checklists (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  workspace_id uuid REFERENCES proposal_workspaces (id) ON DELETE CASCADE,
  checklist_name varchar(500) NOT NULL,
  checklist_type varchar(100),
  description text,
  status varchar(50) DEFAULT 'not_started' CHECK (
    status IN ('not_started', 'pending', 'active', 'in_progress', 'completed', 'failed', 'archived')
  ),
  total_items integer DEFAULT 0 CHECK (total_items >= 0),
  completed_items integer DEFAULT 0 CHECK (completed_items >= 0),
  failed_items integer DEFAULT 0 CHECK (failed_items >= 0),
  owner_id uuid,
  created_at timestamp DEFAULT current_timestamp,
  updated_at timestamp DEFAULT current_timestamp,
  created_by uuid
);

CREATE INDEX idx_compliance_checklists_workspace_id ON compliance_checklists (workspace_id);
CREATE INDEX idx_compliance_checklists_owner_id ON compliance_checklists (owner_id);
CREATE INDEX idx_compliance_checklists_created_by ON compliance_checklists (created_by);

COMMENT ON TABLE compliance_checklists IS 'What the customer demands, as lists to tick off.';
COMMENT ON COLUMN compliance_checklists.total_items IS 'This and the two counts after it are kept by a trigger on the items.';

-- One demand.
CREATE TABLE compliance_checklist_items (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  checklist_id uuid REFERENCES compliance_checklists (id) ON DELETE CASCADE,
  item_number varchar(50),
  requirement text NOT NULL,
  requirement_source varchar(500),
  category varchar(100),
  severity varchar(20) DEFAULT 'medium' CHECK (severity IN ('low', 'medium', 'high', 'critical')),
  mandatory boolean DEFAULT true,
  status varchar(50) DEFAULT 'pending' CHECK (
    status IN (
      'pending', 'not_started', 'in_progress', 'completed', 'compliant', 'non_compliant', 'failed', 'not_applicable',
      'waived'
    )
  ),
  compliant boolean,
  evidence_location text,
  evidence_notes text,
  attachments jsonb DEFAULT '[]'::jsonb,
  assigned_to uuid,
  verified_by uuid,
  due_date timestamp,
  completed_at timestamp,
  verified_at timestamp,
  display_order integer DEFAULT 0,
  created_at timestamp DEFAULT current_timestamp,
  updated_at timestamp DEFAULT current_timestamp
);

CREATE INDEX idx_checklist_items_checklist_id ON compliance_checklist_items (checklist_id, display_order);
CREATE INDEX idx_checklist_items_assigned_to ON compliance_checklist_items (assigned_to);
CREATE INDEX idx_checklist_items_verified_by ON compliance_checklist_items (verified_by);
CREATE INDEX idx_checklist_items_status ON compliance_checklist_items (status);

COMMENT ON TABLE compliance_checklist_items IS 'The demands of a checklist.';
COMMENT ON COLUMN compliance_checklist_items.compliant IS 'Empty until somebody has judged it.';

-- Remarks, in threads.
CREATE TABLE proposal_comments (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  workspace_id uuid REFERENCES proposal_workspaces (id) ON DELETE CASCADE,
  section_id uuid REFERENCES proposal_sections (id) ON DELETE CASCADE,
  comment_text text NOT NULL,
  comment_type varchar(50) DEFAULT 'general',
  highlighted_text text,
  position_start integer CHECK (position_start >= 0),
  position_end integer CHECK (position_end >= 0),
  status varchar(50) DEFAULT 'open' CHECK (status IN ('open', 'active', 'resolved', 'dismissed', 'closed')),
  resolved_at timestamp,
  resolved_by uuid,
  parent_comment_id uuid REFERENCES proposal_comments (id) ON DELETE CASCADE,
  thread_count integer DEFAULT 0 CHECK (thread_count >= 0),
  created_by uuid,
  created_at timestamp DEFAULT current_timestamp,
  updated_at timestamp DEFAULT current_timestamp
);

CREATE INDEX idx_proposal_comments_workspace_id ON proposal_comments (workspace_id, created_at DESC);
CREATE INDEX idx_proposal_comments_section_id ON proposal_comments (section_id);
CREATE INDEX idx_proposal_comments_parent_comment_id ON proposal_comments (parent_comment_id);
CREATE INDEX idx_proposal_comments_resolved_by ON proposal_comments (resolved_by);
CREATE INDEX idx_proposal_comments_created_by ON proposal_comments (created_by);

COMMENT ON TABLE proposal_comments IS 'Remarks on a proposal or on a passage of it, in threads.';
COMMENT ON COLUMN proposal_comments.position_start IS 'First character of the passage, counted from 0.';

-- What happened in a workspace.
CREATE TABLE proposal_activity_log (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  workspace_id uuid REFERENCES proposal_workspaces (id) ON DELETE CASCADE,
  activity_type varchar(100),
  description text,
  entity_type varchar(50),
  entity_id uuid,
  old_value text,
  new_value text,
  changes jsonb DEFAULT '{}'::jsonb,
  user_id uuid,
  created_at timestamp DEFAULT current_timestamp
);

CREATE INDEX idx_proposal_activity_workspace_id ON proposal_activity_log (workspace_id, created_at DESC);
CREATE INDEX idx_proposal_activity_entity ON proposal_activity_log (entity_type, entity_id);
CREATE INDEX idx_proposal_activity_user_id ON proposal_activity_log (user_id);

COMMENT ON TABLE proposal_activity_log IS 'What happened in a workspace, and who did it.';
COMMENT ON COLUMN proposal_activity_log.entity_id IS 'Key of the row it happened to, in the table entity_type means; never a user.';

-- What is due when.
CREATE TABLE proposal_deadlines (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  workspace_id uuid REFERENCES proposal_workspaces (id) ON DELETE CASCADE,
  deadline_name varchar(500) NOT NULL,
  deadline_type varchar(100),
  deadline_date timestamp NOT NULL,
  send_reminder boolean DEFAULT true,
  reminder_days_before integer DEFAULT 3 CHECK (reminder_days_before >= 0),
  last_reminder_sent timestamp,
  description text,
  location varchar(500),
  status varchar(50) DEFAULT 'pending' CHECK (
    status IN ('pending', 'upcoming', 'active', 'completed', 'missed', 'overdue', 'cancelled')
  ),
  completed boolean DEFAULT false,
  completed_at timestamp,
  google_calendar_event_id varchar(255),
  calendar_sync_status varchar(50),
  created_at timestamp DEFAULT current_timestamp,
  updated_at timestamp DEFAULT current_timestamp,
  created_by uuid
);

CREATE INDEX idx_proposal_deadlines_workspace_id ON proposal_deadlines (workspace_id, deadline_date);
-- The reminder job looks at what is still ahead.
CREATE INDEX idx_proposal_deadlines_open ON proposal_deadlines (deadline_date) WHERE NOT completed;
CREATE INDEX idx_proposal_deadlines_created_by ON proposal_deadlines (created_by);

COMMENT ON TABLE proposal_deadlines IS 'What is due when, and whom to remind.';

-- Changed rows say when they changed, by the function of 016.
CREATE TRIGGER workspaces_updated_at_trigger
  BEFORE UPDATE ON proposal_workspaces
  FOR EACH ROW EXECUTE FUNCTION update_evm_updated_at();

CREATE TRIGGER sections_updated_at_trigger
  BEFORE UPDATE ON proposal_sections
  FOR EACH ROW EXECUTE FUNCTION update_evm_updated_at();

CREATE TRIGGER checklists_updated_at_trigger
  BEFORE UPDATE ON compliance_checklists
  FOR EACH ROW EXECUTE FUNCTION update_evm_updated_at();

CREATE TRIGGER checklist_items_updated_at_trigger
  BEFORE UPDATE ON compliance_checklist_items
  FOR EACH ROW EXECUTE FUNCTION update_evm_updated_at();

CREATE TRIGGER comments_updated_at_trigger
  BEFORE UPDATE ON proposal_comments
  FOR EACH ROW EXECUTE FUNCTION update_evm_updated_at();

CREATE TRIGGER deadlines_updated_at_trigger
  BEFORE UPDATE ON proposal_deadlines
  FOR EACH ROW EXECUTE FUNCTION update_evm_updated_at();

-- A checklist's counts follow its items. An item that moves to another checklist changes both of them. The checklists
-- are locked before the items are counted, in the order of their keys: of two sessions that tick items off at the same
-- time, the later one counts what the earlier one has written, and neither waits for the other in a circle.
CREATE FUNCTION update_checklist_progress() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  touched uuid[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    touched := ARRAY[NEW.checklist_id];
  ELSIF TG_OP = 'DELETE' THEN
    touched := ARRAY[OLD.checklist_id];
  ELSE
    touched := ARRAY[OLD.checklist_id, NEW.checklist_id];
  END IF;

  PERFORM 1 FROM compliance_checklists c WHERE c.id = ANY (touched) ORDER BY c.id FOR NO KEY UPDATE;

  UPDATE compliance_checklists c
    SET total_items = counted.total,
        completed_items = counted.completed,
        failed_items = counted.failed,
        status = CASE
          WHEN c.status = 'archived' THEN c.status
          WHEN counted.total > 0 AND counted.completed = counted.total THEN 'completed'
          WHEN counted.completed > 0 OR counted.failed > 0 THEN 'in_progress'
          WHEN c.status = 'completed' THEN 'not_started'
          ELSE c.status
        END
    FROM (
      SELECT t.checklist_id,
          count(i.id) AS total,
          count(i.id) FILTER (WHERE i.status IN ('completed', 'compliant', 'not_applicable', 'waived')) AS completed,
          count(i.id) FILTER (WHERE i.status IN ('non_compliant', 'failed')) AS failed
        FROM (SELECT DISTINCT unnest(touched) AS checklist_id) t
        LEFT JOIN compliance_checklist_items i ON i.checklist_id = t.checklist_id
        GROUP BY t.checklist_id
    ) counted
    WHERE c.id = counted.checklist_id;
  RETURN NULL;
END;
$$;

CREATE TRIGGER checklist_item_status_changed
  AFTER INSERT OR UPDATE OR DELETE ON compliance_checklist_items
  FOR EACH ROW EXECUTE FUNCTION update_checklist_progress();

-- Who changed a section, and what: one row a kind of change. The user columns are passed on as they are, without a
-- variable in between, so that the function outlives the change of their type in 021.
CREATE FUNCTION log_proposal_activity() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO proposal_activity_log
      (workspace_id, activity_type, description, entity_type, entity_id, new_value, user_id)
      VALUES (NEW.workspace_id, 'section_created', 'Section created: ' || NEW.section_title, 'section', NEW.id,
        NEW.status, NEW.last_edited_by);
    RETURN NULL;
  END IF;

  IF NEW.status IS DISTINCT FROM OLD.status THEN
    INSERT INTO proposal_activity_log
      (workspace_id, activity_type, description, entity_type, entity_id, old_value, new_value, user_id)
      VALUES (NEW.workspace_id, 'section_status_changed', 'Status of section changed: ' || NEW.section_title,
        'section', NEW.id, OLD.status, NEW.status, NEW.last_edited_by);
  END IF;

  IF NEW.assigned_to IS DISTINCT FROM OLD.assigned_to THEN
    INSERT INTO proposal_activity_log
      (workspace_id, activity_type, description, entity_type, entity_id, old_value, new_value, user_id)
      VALUES (NEW.workspace_id, 'section_assigned', 'Section assigned: ' || NEW.section_title, 'section', NEW.id,
        OLD.assigned_to::text, NEW.assigned_to::text, NEW.last_edited_by);
  END IF;

  -- The text itself is not copied into the log: its length tells enough.
  IF NEW.content IS DISTINCT FROM OLD.content THEN
    INSERT INTO proposal_activity_log
      (workspace_id, activity_type, description, entity_type, entity_id, changes, user_id)
      VALUES (NEW.workspace_id, 'section_edited', 'Section edited: ' || NEW.section_title, 'section', NEW.id,
        jsonb_build_object(
          'length_before', length(OLD.content), 'length_after', length(NEW.content), 'version', NEW.version),
        NEW.last_edited_by);
  END IF;
  RETURN NULL;
END;
$$;

CREATE TRIGGER log_section_activity
  AFTER INSERT OR UPDATE ON proposal_sections
  FOR EACH ROW EXECUTE FUNCTION log_proposal_activity();
