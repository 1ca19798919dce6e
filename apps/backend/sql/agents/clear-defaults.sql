-- Takes the mark off all agents of a person but the given one.
SELECT deactivate_old_default_agents($1, $2)
