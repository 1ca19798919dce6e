-- What the application had before its first migration file: the same tables in an older shape, with rows in them.
create table users (
  id serial primary key,
  email varchar(255) not null unique,
  password_hash varchar(255),
  full_name varchar(255),
  created_at timestamp default current_timestamp
);
create table conversations (
  id serial primary key,
  user_id uuid,
  title varchar(255),
  created_at timestamp default current_timestamp
);
create table messages (
  id serial primary key,
  conversation_id integer references conversations (id) on delete cascade,
  role varchar(20),
  content text not null,
  created_at timestamp default current_timestamp
);
create table search_history (
  id serial primary key,
  user_id uuid,
  query text not null,
  result_count integer default 0,
  clicked_result_index integer,
  search_type varchar(50),
  created_at timestamp default current_timestamp
);
create table system_performance_metrics (
  id serial primary key,
  timestamp timestamp not null default current_timestamp,
  metric_name varchar(100) not null,
  tags jsonb
);
insert into users (email, full_name) select 'old' || n || '@example.org', 'Person ' || n from generate_series(1, 3) n;
insert into conversations (user_id, title) select case when n < 3 then gen_random_uuid() end, 'old talk ' || n from generate_series(1, 4) n;
insert into messages (conversation_id, role, content) select n, 'user', 'old words ' || n from generate_series(1, 4) n;
insert into search_history (user_id, query, result_count, search_type) select gen_random_uuid(), 'old query ' || n, n, 'web' from generate_series(1, 3) n;
insert into system_performance_metrics (metric_name, tags) select 'cpu', '{"n": 1}' from generate_series(1, 3) n;
