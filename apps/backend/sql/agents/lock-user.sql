-- Holds a person until the transaction ends, so that changes of their agents come one after the other. It stands in the
-- way of nobody who merely refers to the person.
SELECT id FROM users WHERE id = $1 FOR NO KEY UPDATE
