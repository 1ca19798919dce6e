-- Whether this transaction is the one that cleans up: of many replicas only one needs to.
SELECT pg_try_advisory_xact_lock(hashtextextended('myaiagent-backend retention', 0)) AS claimed
