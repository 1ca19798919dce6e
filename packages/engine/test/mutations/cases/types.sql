-- an enum is gone
-- finds type-missing: enum shop.size
drop type shop.size;

-- an enum that a column has is gone
-- finds type-missing: enum shop.mood
-- finds missing-column: column shop.customer.mood
drop type shop.mood cascade;

-- a domain is gone
-- finds type-missing: domain shop.code
drop domain shop.code;

-- a composite type is gone
-- finds type-missing: composite type shop.address
drop type shop.address;

-- a range type is gone
-- finds type-missing: range type shop.span
drop type shop.span;

-- an enum too many
-- finds extra-type: enum shop.more
create type shop.more as enum ('a');

-- a domain too many
-- finds extra-type: domain shop.more
create domain shop.more as text;

-- an enum has another name
-- finds renamed-type: enum shop.mood
alter type shop.mood rename to feeling;

-- an enum is in another schema
-- finds renamed-type: enum shop.size
alter type shop.size set schema attic;

-- a domain has another name
-- finds renamed-type: domain shop.positive
alter domain shop.positive rename to above;

-- a composite type has another name
-- finds renamed-type: composite type shop.address
alter type shop.address rename to place;

-- a range type has another name
-- finds renamed-type: range type shop.span
alter type shop.span rename to reach;

-- an enum lacks a value
-- finds enum-values: enum shop.size
drop type shop.size;
create type shop.size as enum ('s', 'l');

-- an enum has a value more
-- finds enum-values: enum shop.mood
alter type shop.mood add value 'glad' before 'happy';

-- a value has another name
-- finds enum-values: enum shop.mood
-- finds column-default: column shop.customer.mood
alter type shop.mood rename value 'ok' to 'fine';

-- an enum in another order
-- finds enum-values: enum shop.size
drop type shop.size;
create type shop.size as enum ('l', 'm', 's');

-- a domain of another type
-- finds domain-type: domain shop.code
-- finds domain-default: domain shop.code
drop domain shop.code;
create domain shop.code as varchar(5) collate "C" default 'none' not null;

-- a domain of another collation
-- finds domain-type: domain shop.code
drop domain shop.code;
create domain shop.code as text default 'none' not null;

-- a domain takes anything
-- finds domain-constraints: domain shop.positive
alter domain shop.positive drop constraint above_zero;

-- a domain takes other values
-- finds domain-constraints: domain shop.positive
alter domain shop.positive drop constraint above_zero;
alter domain shop.positive add constraint above_zero check (value >= 0);

-- a domain takes less
-- finds domain-constraints: domain shop.code
alter domain shop.code add constraint short check (length(value) < 9);

-- a check of a domain was never checked
-- finds domain-constraints: domain shop.positive
alter domain shop.positive drop constraint above_zero;
alter domain shop.positive add constraint above_zero check (value > 0) not valid;

-- a check of a domain has another name
-- finds domain-constraints: domain shop.positive
alter domain shop.positive rename constraint above_zero to positive;

-- a domain takes NULL
-- finds domain-constraints: domain shop.code
alter domain shop.code drop not null;

-- a domain takes no NULL
-- finds domain-constraints: domain shop.positive
alter domain shop.positive set not null;

-- a domain has another default
-- finds domain-default: domain shop.code
alter domain shop.code set default 'some';

-- a domain has no default
-- finds domain-default: domain shop.code
alter domain shop.code drop default;

-- a composite type has a part more
-- finds composite-attributes: composite type shop.address
alter type shop.address add attribute city text;

-- a composite type has a part less
-- finds composite-attributes: composite type shop.address
alter type shop.address drop attribute zip;

-- a part is of another type
-- finds composite-attributes: composite type shop.address
alter type shop.address alter attribute zip type text;

-- a part has another name
-- finds composite-attributes: composite type shop.address
alter type shop.address rename attribute zip to code;

-- a range is measured in another way
-- finds range-definition: range type shop.span
drop type shop.span;
create type shop.span as range (subtype = float8);

-- a range of another type
-- finds range-definition: range type shop.span
drop type shop.span;
create type shop.span as range (subtype = int4);

-- an enum is a domain
-- finds type-kind: enum shop.size
drop type shop.size;
create domain shop.size as text;
