-- Which of the functions $1 are there for this role to call.
SELECT wanted.signature
FROM unnest($1::text[]) AS wanted (signature)
WHERE has_function_privilege(to_regprocedure(wanted.signature)::oid, 'execute')
