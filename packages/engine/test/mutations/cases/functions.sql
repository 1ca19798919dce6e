-- a function is gone
-- finds function-missing: function shop.quiet(text)
drop function shop.quiet(text);

-- a procedure is gone
-- finds function-missing: procedure shop.clean(integer)
drop procedure shop.clean(integer);

-- an aggregate is gone
-- finds function-missing: aggregate shop.product(numeric)
drop aggregate shop.product(numeric);

-- a function too many
-- finds extra-function: function shop.more()
create function shop.more() returns integer language sql as 'select 1';

-- a function of that name too many
-- finds extra-function: function shop.quiet(integer)
create function shop.quiet(integer) returns boolean language sql as 'select true';

-- an aggregate too many
-- finds extra-function: aggregate shop.more(numeric)
create aggregate shop.more(numeric) (sfunc = shop.multiply, stype = numeric);

-- a function has another name
-- finds renamed-function: function shop.quiet(text)
alter function shop.quiet(text) rename to silent;

-- a function of triggers has another name
-- finds renamed-function: function shop.touch()
alter function shop.touch() rename to tap;

-- a function is in another schema
-- finds renamed-function: function shop.quiet(text)
alter function shop.quiet(text) set schema attic;

-- an aggregate has another name
-- finds renamed-function: aggregate shop.product(numeric)
alter aggregate shop.product(numeric) rename to times;

-- a function takes other arguments
-- finds function-signature: function shop.quiet(text)
drop function shop.quiet(text);
create function shop.quiet(word varchar) returns boolean language sql strict immutable as $$ select word = '' $$;

-- an argument has another name
-- finds function-arguments: function shop.quiet(text)
-- finds function-body: function shop.quiet(text)
drop function shop.quiet(text);
create function shop.quiet(term text) returns boolean language sql strict immutable as $$ select term = '' $$;

-- an argument has another default
-- finds function-arguments: function shop.total(integer, integer)
create or replace function shop.total(amount integer, factor integer default 3) returns integer language sql immutable as 'select amount * factor';

-- an argument has a default too many
-- finds function-arguments: function shop.total(integer, integer)
create or replace function shop.total(amount integer default 1, factor integer default 2) returns integer language sql immutable as 'select amount * factor';

-- a function returns another type
-- finds function-returns: function shop.total(integer, integer)
drop function shop.total(integer, integer);
create function shop.total(amount integer, factor integer default 2) returns bigint language sql immutable as 'select amount * factor';

-- a function returns many rows
-- finds function-returns: function shop.secret()
-- finds function-properties: function shop.secret()
drop function shop.secret();
create function shop.secret() returns setof text language sql security definer cost 100 set search_path = pg_catalog as $$ select 'x'::text $$;

-- a function returns another column
-- finds function-returns: function shop.listing(integer)
drop function shop.listing(integer);
create function shop.listing(above integer) returns table (id integer, name text) language sql stable rows 50 as $$ select 1, 'one'::text where above < 1 $$;

-- a function does something else
-- finds function-body: function shop.total(integer, integer)
create or replace function shop.total(amount integer, factor integer default 2) returns integer language sql immutable as 'select amount + factor';

-- a trigger does nothing
-- finds function-body: function shop.touch()
create or replace function shop.touch() returns trigger language plpgsql as 'begin return new;
end';

-- a procedure does something else
-- finds function-body: procedure shop.clean(integer)
create or replace procedure shop.clean(days integer) language plpgsql as 'begin perform 2;
end';

-- a body of standard SQL is another one
-- finds function-body: function shop.tax(numeric)
create or replace function shop.tax(amount numeric) returns numeric language sql stable return amount * 0.3;

-- a function is in another language
-- finds function-language: function shop.quiet(text)
-- finds function-body: function shop.quiet(text)
create or replace function shop.quiet(word text) returns boolean language plpgsql strict immutable as $$ begin return word = '';
end $$;

-- a function runs with the rights of its caller
-- finds function-security: function shop.secret()
alter function shop.secret() security invoker;

-- a function runs with the rights of its owner
-- finds function-security: function shop.quiet(text)
alter function shop.quiet(text) security definer;

-- a function finds other objects
-- finds function-security: function shop.secret()
alter function shop.secret() set search_path = public;

-- a function forgot its settings
-- finds function-security: function shop.secret()
alter function shop.secret() reset all;

-- a function is volatile
-- finds function-properties: function shop.total(integer, integer)
alter function shop.total(integer, integer) volatile;

-- a function is asked about NULL
-- finds function-properties: function shop.quiet(text)
alter function shop.quiet(text) called on null input;

-- a function is safe in parallel
-- finds function-properties: function shop.total(integer, integer)
alter function shop.total(integer, integer) parallel safe;

-- a function is dear
-- finds function-properties: function shop.total(integer, integer)
alter function shop.total(integer, integer) cost 5000;

-- a function returns more
-- finds function-properties: function shop.listing(integer)
alter function shop.listing(integer) rows 9000;

-- a function does not leak
-- finds function-properties: function shop.quiet(text)
alter function shop.quiet(text) leakproof;

-- an aggregate begins elsewhere
-- finds aggregate-definition: aggregate shop.product(numeric)
create or replace aggregate shop.product(numeric) (sfunc = shop.multiply, stype = numeric, initcond = '2');

-- a procedure is a function
-- finds routine-kind: procedure shop.clean(integer)
drop procedure shop.clean(integer);
create function shop.clean(days integer) returns void language plpgsql as 'begin perform 1;
end';
