-- no primary key
-- finds primary-key-missing: constraint order_line_pkey on shop.order_line
alter table shop.order_line drop constraint order_line_pkey;

-- a primary key of one column
-- finds primary-key-columns: constraint order_line_pkey on shop.order_line
alter table shop.order_line drop constraint order_line_pkey, add constraint order_line_pkey primary key (order_id);

-- a primary key the other way round
-- finds primary-key-columns: constraint order_line_pkey on shop.order_line
alter table shop.order_line drop constraint order_line_pkey, add constraint order_line_pkey primary key (line, order_id);

-- a primary key has another name
-- finds renamed-constraint: constraint cache_pkey on shop.cache
alter table shop.cache rename constraint cache_pkey to cache_key;

-- no foreign key
-- finds foreign-key-missing: constraint order_line_order_id_fkey on shop.order_line
alter table shop.order_line drop constraint order_line_order_id_fkey;

-- a foreign key of another column
-- finds foreign-key-columns: constraint orders_customer_fkey on shop.orders
alter table shop.orders drop constraint orders_customer_fkey, add constraint orders_customer_fkey foreign key (parent_id) references shop.customer on delete cascade;

-- a foreign key to another table
-- finds foreign-key-target: constraint order_line_order_id_fkey on shop.order_line
alter table shop.order_line drop constraint order_line_order_id_fkey, add constraint order_line_order_id_fkey foreign key (order_id) references shop.customer on delete cascade;

-- a foreign key that only forbids
-- finds foreign-key-actions: constraint orders_customer_fkey on shop.orders
alter table shop.orders drop constraint orders_customer_fkey, add constraint orders_customer_fkey foreign key (customer_id) references shop.customer;

-- a foreign key that follows updates
-- finds foreign-key-actions: constraint orders_customer_fkey on shop.orders
alter table shop.orders drop constraint orders_customer_fkey, add constraint orders_customer_fkey foreign key (customer_id) references shop.customer on update cascade on delete cascade;

-- a foreign key that empties
-- finds foreign-key-actions: constraint order_line_order_id_fkey on shop.order_line
alter table shop.order_line drop constraint order_line_order_id_fkey, add constraint order_line_order_id_fkey foreign key (order_id) references shop.orders on delete set null;

-- a foreign key that empties one column
-- since 15
-- finds foreign-key-actions: constraint order_line_order_id_fkey on shop.order_line
alter table shop.order_line drop constraint order_line_order_id_fkey, add constraint order_line_order_id_fkey foreign key (order_id) references shop.orders on delete set null (order_id);

-- a foreign key that matches in full
-- finds foreign-key-match: constraint orders_customer_fkey on shop.orders
alter table shop.orders drop constraint orders_customer_fkey, add constraint orders_customer_fkey foreign key (customer_id) references shop.customer match full on delete cascade;

-- a foreign key that was never checked
-- finds constraint-not-validated: constraint order_line_order_id_fkey on shop.order_line
alter table shop.order_line drop constraint order_line_order_id_fkey, add constraint order_line_order_id_fkey foreign key (order_id) references shop.orders on delete cascade not valid;

-- a foreign key that is not enforced
-- since 18
-- finds constraint-not-enforced: constraint order_line_order_id_fkey on shop.order_line
alter table shop.order_line alter constraint order_line_order_id_fkey not enforced;

-- a foreign key that is checked at once
-- finds constraint-deferrable: constraint orders_parent_fkey on shop.orders
alter table shop.orders alter constraint orders_parent_fkey not deferrable;

-- a foreign key that waits only when told
-- finds constraint-deferrable: constraint orders_parent_fkey on shop.orders
alter table shop.orders alter constraint orders_parent_fkey deferrable initially immediate;

-- a foreign key that may wait
-- finds constraint-deferrable: constraint orders_customer_fkey on shop.orders
alter table shop.orders alter constraint orders_customer_fkey deferrable;

-- a foreign key has another name
-- finds renamed-constraint: constraint orders_customer_fkey on shop.orders
alter table shop.orders rename constraint orders_customer_fkey to whose;

-- a foreign key too many
-- finds extra-constraint: constraint order_line_line_fkey on shop.order_line
alter table shop.order_line add foreign key (line) references shop.replicated;

-- duplicates may come in
-- finds constraint-missing: constraint replicated_name_key on shop.replicated
alter table shop.replicated drop constraint replicated_name_key;

-- unique in other columns
-- finds constraint-definition: constraint orders_once_key on shop.orders
alter table shop.orders drop constraint orders_once_key, add constraint orders_once_key unique (customer_id, status) deferrable;

-- one NULL is like another
-- since 15
-- finds constraint-definition: constraint orders_once_key on shop.orders
alter table shop.orders drop constraint orders_once_key, add constraint orders_once_key unique nulls not distinct (customer_id, placed_on) deferrable;

-- unique, and brings a column
-- finds constraint-definition: constraint replicated_name_key on shop.replicated
alter table shop.replicated drop constraint replicated_name_key, add constraint replicated_name_key unique (name) include (id);

-- unique at once
-- finds constraint-deferrable: constraint orders_once_key on shop.orders
alter table shop.orders drop constraint orders_once_key, add constraint orders_once_key unique (customer_id, placed_on);

-- unique by an index alone
-- finds constraint-kind: constraint replicated_name_key on shop.replicated
alter table shop.replicated drop constraint replicated_name_key;
create unique index replicated_name_key on shop.replicated (name);

-- unique too much
-- finds extra-constraint: constraint diary_once on shop.diary
alter table shop.diary add constraint diary_once unique (owner);

-- unique under another name
-- finds renamed-constraint: constraint customer_email_key on shop.customer
alter table shop.customer rename constraint customer_email_key to one_email;

-- a check is gone
-- finds constraint-missing: constraint customer_nick_check on shop.customer
alter table shop.customer drop constraint customer_nick_check;

-- a check of a partitioned table is gone
-- finds constraint-missing: constraint event_kind_check on shop.event
alter table shop.event drop constraint event_kind_check;

-- a check knows one value less
-- finds constraint-definition: constraint orders_status_check on shop.orders
alter table shop.orders drop constraint orders_status_check, add constraint orders_status_check check (status in ('new', 'paid'));

-- a check compares in another way
-- finds constraint-definition: constraint customer_nick_check on shop.customer
alter table shop.customer drop constraint customer_nick_check, add constraint customer_nick_check check (length(nick) > 2);

-- a check is not for children
-- finds constraint-definition: constraint customer_nick_check on shop.customer
alter table shop.customer drop constraint customer_nick_check, add constraint customer_nick_check check (length(nick) > 1) no inherit;

-- a check became a unique constraint
-- finds constraint-definition: constraint customer_nick_check on shop.customer
alter table shop.customer drop constraint customer_nick_check, add constraint customer_nick_check unique (nick);

-- a check was never checked
-- finds constraint-not-validated: constraint customer_nick_check on shop.customer
alter table shop.customer drop constraint customer_nick_check, add constraint customer_nick_check check (length(nick) > 1) not valid;

-- a check is not enforced
-- since 18
-- finds constraint-not-enforced: constraint customer_nick_check on shop.customer
alter table shop.customer drop constraint customer_nick_check, add constraint customer_nick_check check (length(nick) > 1) not enforced;

-- a check has another name
-- finds renamed-constraint: constraint customer_nick_check on shop.customer
alter table shop.customer rename constraint customer_nick_check to nick_length;

-- a check too many
-- finds extra-constraint: constraint diary_check on shop.diary
alter table shop.diary add check (owner <> entry);

-- a NOT NULL too many that was never checked
-- since 18
-- finds column-nullability: column shop.diary.entry
-- finds extra-constraint: constraint entry_there on shop.diary
alter table shop.diary add constraint entry_there not null entry not valid;

-- bookings may overlap
-- finds constraint-missing: constraint booking_once on shop.booking
alter table shop.booking drop constraint booking_once;

-- bookings exclude each other in another way
-- finds constraint-definition: constraint booking_once on shop.booking
alter table shop.booking drop constraint booking_once, add constraint booking_once exclude using gist (during with -|-);

-- some bookings may overlap
-- finds constraint-definition: constraint booking_once on shop.booking
alter table shop.booking drop constraint booking_once, add constraint booking_once exclude using gist (during with &&) where (room > 1);

-- bookings exclude each other in the end
-- finds constraint-deferrable: constraint booking_once on shop.booking
alter table shop.booking drop constraint booking_once, add constraint booking_once exclude using gist (during with &&) deferrable;

-- the index of a constraint is broken
-- finds index-invalid: constraint customer_email_key on shop.customer
update pg_index set indisvalid = false where indexrelid = 'shop.customer_email_key'::regclass;
