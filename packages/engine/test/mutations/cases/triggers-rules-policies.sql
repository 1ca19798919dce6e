-- a trigger is gone
-- finds trigger-missing: trigger touch on shop.customer
drop trigger touch on shop.customer;

-- a constraint trigger is gone
-- finds trigger-missing: trigger look_late on shop.orders
drop trigger look_late on shop.orders;

-- a trigger of a partitioned table is gone
-- finds trigger-missing: trigger look_event on shop.event
drop trigger look_event on shop.event;

-- a trigger is disabled
-- finds trigger-disabled: trigger touch on shop.customer
alter table shop.customer disable trigger touch;

-- a trigger of one partition is disabled
-- finds trigger-disabled: trigger look_event on shop.event_2026
alter table shop.event_2026 disable trigger look_event;

-- a trigger fires in replicas alone
-- finds trigger-state: trigger touch on shop.customer
alter table shop.customer enable replica trigger touch;

-- a trigger fires always
-- finds trigger-state: trigger touch on shop.customer
alter table shop.customer enable always trigger touch;

-- a trigger fires afterwards
-- finds trigger-definition: trigger touch on shop.customer
drop trigger touch on shop.customer;
create trigger touch after update on shop.customer for each row when (old.nick is distinct from new.nick) execute function shop.touch();

-- a trigger fires on insert
-- finds trigger-definition: trigger touch_note on shop.customer
drop trigger touch_note on shop.customer;
create trigger touch_note before insert on shop.customer for each row execute function shop.touch();

-- a trigger fires once a statement
-- finds trigger-definition: trigger look_after on shop.orders
drop trigger look_after on shop.orders;
create trigger look_after after insert on shop.orders for each row execute function shop.look();

-- a trigger looks at other columns
-- finds trigger-definition: trigger touch_note on shop.customer
drop trigger touch_note on shop.customer;
create trigger touch_note before update of note on shop.customer for each row execute function shop.touch();

-- a trigger has another condition
-- finds trigger-definition: trigger touch on shop.customer
drop trigger touch on shop.customer;
create trigger touch before update on shop.customer for each row when (old.age is distinct from new.age) execute function shop.touch();

-- a trigger has no condition
-- finds trigger-definition: trigger touch on shop.customer
drop trigger touch on shop.customer;
create trigger touch before update on shop.customer for each row execute function shop.touch();

-- a trigger calls another function
-- finds trigger-definition: trigger touch_note on shop.customer
drop trigger touch_note on shop.customer;
create trigger touch_note before update of note, nick on shop.customer for each row execute function shop.look();

-- a trigger is given something else
-- finds trigger-definition: trigger look_late on shop.orders
drop trigger look_late on shop.orders;
create constraint trigger look_late after update on shop.orders deferrable initially deferred for each row execute function shop.look('early');

-- a constraint trigger fires at once
-- finds trigger-definition: trigger look_late on shop.orders
drop trigger look_late on shop.orders;
create constraint trigger look_late after update on shop.orders for each row execute function shop.look('late');

-- a trigger calls its rows otherwise
-- finds trigger-definition: trigger look_after on shop.orders
drop trigger look_after on shop.orders;
create trigger look_after after insert on shop.orders referencing new table as fresh for each statement execute function shop.look();

-- a trigger too many
-- finds extra-trigger: trigger more on shop.orders
create trigger more after delete on shop.orders for each row execute function shop.look();

-- a trigger too many of a view
-- finds extra-trigger: trigger more on shop.names
create trigger more instead of insert on shop.names for each row execute function shop.look();

-- a trigger has another name
-- finds renamed-trigger: trigger touch on shop.customer
alter trigger touch on shop.customer rename to tap;

-- an event trigger is gone
-- finds event-trigger-missing: event trigger log_ddl
drop event trigger log_ddl;

-- an event trigger fires at another moment
-- finds event-trigger-definition: event trigger log_ddl
drop event trigger log_ddl;
create event trigger log_ddl on ddl_command_start when tag in ('CREATE TABLE', 'DROP TABLE') execute function audit.log_ddl();

-- an event trigger fires on more
-- finds event-trigger-definition: event trigger log_ddl
drop event trigger log_ddl;
create event trigger log_ddl on ddl_command_end execute function audit.log_ddl();

-- an event trigger is disabled
-- finds trigger-disabled: event trigger log_ddl
alter event trigger log_ddl disable;

-- an event trigger fires always
-- finds trigger-state: event trigger log_ddl
alter event trigger log_ddl enable always;

-- an event trigger too many
-- finds extra-event-trigger: event trigger more
create event trigger more on sql_drop execute function audit.log_ddl();

-- an event trigger has another name
-- finds renamed-event-trigger: event trigger log_ddl
alter event trigger log_ddl rename to note_ddl;

-- a rule is gone
-- finds rule-missing: rule keep_bookings on shop.booking
drop rule keep_bookings on shop.booking;

-- a rule does something else
-- finds rule-definition: rule keep_bookings on shop.booking
create or replace rule keep_bookings as on delete to shop.booking do also select 1;

-- a rule is for some rows
-- finds rule-definition: rule keep_bookings on shop.booking
create or replace rule keep_bookings as on delete to shop.booking where old.room = 1 do instead nothing;

-- a rule is disabled
-- finds trigger-disabled: rule keep_bookings on shop.booking
alter table shop.booking disable rule keep_bookings;

-- a rule too many
-- finds extra-rule: rule more on shop.cache
create rule more as on update to shop.cache do instead nothing;

-- a policy is gone
-- finds policy-missing: policy own on shop.diary
drop policy own on shop.diary;

-- a policy shows other rows
-- finds policy-definition: policy own on shop.diary
alter policy own on shop.diary using (true);

-- a policy takes other rows
-- finds policy-definition: policy write_own on shop.diary
alter policy write_own on shop.diary with check (owner = current_user);

-- a policy is for everybody
-- finds policy-definition: policy own on shop.diary
alter policy own on shop.diary to public;

-- a policy is for all commands
-- finds policy-definition: policy own on shop.diary
drop policy own on shop.diary;
create policy own on shop.diary for all to pg_monitor using (owner = current_user);

-- a policy restricts
-- finds policy-definition: policy own on shop.diary
drop policy own on shop.diary;
create policy own on shop.diary as restrictive for select to pg_monitor using (owner = current_user);

-- a policy too many
-- finds extra-policy: policy more on shop.diary
create policy more on shop.diary for update using (true);

-- a policy has another name
-- finds renamed-policy: policy own on shop.diary
alter policy own on shop.diary rename to mine;
