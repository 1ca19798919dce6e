-- a view is gone
-- finds missing-relation: view shop.names
drop view shop.names;

-- a materialized view is gone
-- finds missing-relation: materialized view shop.sums
drop materialized view shop.sums;

-- a view too many
-- finds extra-relation: view shop.more
create view shop.more as select 1 as one;

-- a view has another name
-- finds renamed-relation: view shop.names
alter view shop.names rename to nicks;

-- a materialized view has another name
-- finds renamed-relation: materialized view shop.sums
alter materialized view shop.sums rename to totals;

-- a view asks for other rows
-- finds view-definition: view shop.rich
create or replace view shop.rich with (security_barrier = true) as select o.id, o.amount, c.email from shop.orders o join shop.customer c on c.id = o.customer_id where o.amount > 10;

-- a view asks in another order
-- finds view-definition: view shop.names
create or replace view shop.names as select id, nick from shop.customer order by nick;

-- a materialized view asks something else
-- finds view-definition: materialized view shop.sums
drop materialized view shop.sums;
create materialized view shop.sums as select customer_id, sum(amount + 1) as total from shop.orders group by customer_id;
create unique index sums_customer on shop.sums (customer_id);

-- a view has a column more
-- finds view-columns: view shop.names
-- finds view-definition: view shop.names
create or replace view shop.names as select id, nick, email from shop.customer;

-- a column of a view has another name
-- finds view-columns: view shop.names
-- finds view-definition: view shop.names
alter view shop.names rename nick to handle;

-- a view lets its functions see all rows
-- finds view-options: view shop.rich
alter view shop.rich set (security_barrier = false);

-- a view forgot its options
-- finds view-options: view shop.rich
alter view shop.rich reset (security_barrier);

-- a view reads with the rights of its reader
-- since 15
-- finds view-options: view shop.names
alter view shop.names set (security_invoker = true);

-- a view checks what it takes
-- finds view-options: view shop.names
alter view shop.names set (check_option = local);

-- a materialized view is a view
-- finds relation-kind: materialized view shop.sums
drop materialized view shop.sums;
create view shop.sums as select customer_id, sum(amount) as total from shop.orders group by customer_id;

-- a materialized view is empty
-- finds view-not-populated: materialized view shop.sums
refresh materialized view shop.sums with no data;

-- a column of a view has a default
-- finds view-columns: view shop.names
alter view shop.names alter nick set default 'x';

-- a sequence is gone
-- finds missing-relation: sequence shop.ticket
drop sequence shop.ticket;

-- a sequence too many
-- finds extra-relation: sequence shop.more
create sequence shop.more;

-- a sequence has another name
-- finds renamed-relation: sequence shop.ticket
alter sequence shop.ticket rename to stub;

-- the sequence of a key has another name
-- finds renamed-relation: sequence shop.orders_id_seq
alter sequence shop.orders_id_seq rename to order_numbers;

-- a sequence is of another type
-- finds sequence-definition: sequence shop.ticket
alter sequence shop.ticket as bigint;

-- a sequence counts by ones
-- finds sequence-definition: sequence shop.ticket
alter sequence shop.ticket increment by 1;

-- a sequence ends sooner
-- finds sequence-definition: sequence shop.ticket
alter sequence shop.ticket maxvalue 1000;

-- a sequence begins lower
-- finds sequence-definition: sequence shop.ticket
alter sequence shop.ticket minvalue -5;

-- a sequence begins elsewhere
-- finds sequence-definition: sequence shop.ticket
alter sequence shop.ticket start with 7;

-- a sequence begins again
-- finds sequence-definition: sequence shop.ticket
alter sequence shop.ticket cycle;

-- a sequence keeps more at hand
-- finds sequence-definition: sequence shop.ticket
alter sequence shop.ticket cache 50;

-- a sequence belongs to nobody
-- finds sequence-ownership: sequence shop.orders_id_seq
alter sequence shop.orders_id_seq owned by none;

-- a sequence belongs to a column
-- finds sequence-ownership: sequence shop.ticket
alter sequence shop.ticket owned by shop.diary.owner;

-- a sequence does not outlive a crash
-- since 15
-- finds table-unlogged: sequence shop.ticket
alter sequence shop.ticket set unlogged;
