-- an index is gone
-- finds index-missing: index shop.orders_status
drop index shop.orders_status;

-- a unique index is gone
-- finds index-missing: index shop.customer_lower_email
drop index shop.customer_lower_email;

-- an index of a partitioned table is gone
-- finds index-missing: index shop.event_kind
drop index shop.event_kind;

-- an index of a materialized view is gone
-- finds index-missing: index shop.sums_customer
drop index shop.sums_customer;

-- an index of another column
-- finds index-definition: index shop.orders_status
drop index shop.orders_status;
create index orders_status on shop.orders (parent_id);

-- an index of one column more
-- finds index-definition: index shop.orders_status
drop index shop.orders_status;
create index orders_status on shop.orders (status, id);

-- a unique index that is none
-- finds index-definition: index shop.customer_lower_email
drop index shop.customer_lower_email;
create index customer_lower_email on shop.customer (lower(email));

-- a unique index where none should be
-- finds index-definition: index shop.orders_status
drop index shop.orders_status;
create unique index orders_status on shop.orders (status);

-- an index of another expression
-- finds index-definition: index shop.customer_lower_email
drop index shop.customer_lower_email;
create unique index customer_lower_email on shop.customer (upper(email));

-- a partial index of other rows
-- finds index-definition: index shop.orders_recent
drop index shop.orders_recent;
create index orders_recent on shop.orders (placed_on desc nulls last) where status = 'paid';

-- a partial index of all rows
-- finds index-definition: index shop.orders_recent
drop index shop.orders_recent;
create index orders_recent on shop.orders (placed_on desc nulls last);

-- an index that sorts upwards
-- finds index-definition: index shop.orders_recent
drop index shop.orders_recent;
create index orders_recent on shop.orders (placed_on nulls last) where status = 'new';

-- an index with NULLs first
-- finds index-definition: index shop.orders_recent
drop index shop.orders_recent;
create index orders_recent on shop.orders (placed_on desc) where status = 'new';

-- an index by another method
-- finds index-definition: index shop.orders_status
drop index shop.orders_status;
create index orders_status on shop.orders using hash (status);

-- an index of another operator class
-- finds index-definition: index shop.orders_status
drop index shop.orders_status;
create index orders_status on shop.orders (status text_pattern_ops);

-- an index of another collation
-- finds index-definition: index shop.orders_status
drop index shop.orders_status;
create index orders_status on shop.orders (status collate "C");

-- an index that brings nothing along
-- finds index-definition: index shop.orders_covering
drop index shop.orders_covering;
create index orders_covering on shop.orders (customer_id);

-- a unique index to which one NULL is like another
-- since 15
-- finds index-definition: index shop.customer_lower_email
drop index shop.customer_lower_email;
create unique index customer_lower_email on shop.customer (lower(email)) nulls not distinct;

-- an index packed in another way
-- finds index-options: index shop.orders_packed
alter index shop.orders_packed set (fillfactor = 50);

-- an index that forgot its options
-- finds index-options: index shop.orders_packed
alter index shop.orders_packed reset (fillfactor);

-- an index that failed half way
-- finds index-invalid: index shop.orders_status
update pg_index set indisvalid = false where indexrelid = 'shop.orders_status'::regclass;

-- an index that is not kept up
-- finds index-invalid: index shop.orders_status
update pg_index set indisready = false where indexrelid = 'shop.orders_status'::regclass;

-- a unique index that failed half way
-- finds index-invalid: index shop.customer_lower_email
update pg_index set indisvalid = false where indexrelid = 'shop.customer_lower_email'::regclass;

-- an index too many
-- finds extra-index: index shop.more
create index more on shop.orders (parent_id);

-- a unique index too many
-- finds extra-index: index shop.more
create unique index more on shop.diary (owner);

-- an index of one partition too many
-- finds extra-index: index shop.more
create index more on shop.event_2026 (id);

-- an index has another name
-- finds renamed-index: index shop.orders_status
alter index shop.orders_status rename to by_status;

-- statistics are gone
-- finds statistics-missing: statistics shop.orders_related
drop statistics shop.orders_related;

-- statistics of another kind
-- finds statistics-definition: statistics shop.orders_related
drop statistics shop.orders_related;
create statistics shop.orders_related (mcv) on status, placed_on from shop.orders;

-- statistics of other columns
-- finds statistics-definition: statistics shop.orders_related
drop statistics shop.orders_related;
create statistics shop.orders_related (dependencies, ndistinct) on status, customer_id from shop.orders;

-- statistics of another target
-- finds statistics-definition: statistics shop.orders_related
alter statistics shop.orders_related set statistics 7;

-- statistics too many
-- finds extra-statistics: statistics shop.more
create statistics shop.more on id, status from shop.orders;

-- statistics have another name
-- finds renamed-statistics: statistics shop.orders_related
alter statistics shop.orders_related rename to related;
