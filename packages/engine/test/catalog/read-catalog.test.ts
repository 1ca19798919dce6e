import { expect, test } from 'vitest';
import { identityOf, readCatalog } from '../../src/index.ts';
import { scratch } from '../db/scratch.ts';

test('a catalog is the same value twice, and nothing of it is unread', async () => {
  const db = await scratch();
  await db.query(`
    create table users (id uuid primary key, email text not null unique check (email <> ''));
    create table posts (id serial primary key, author uuid references users on delete cascade, at timestamptz default now());
    create index posts_recent on posts (at desc) where author is not null;
    create view authors as select distinct author from posts;
  `);
  const client = await db.connect();
  const catalog = await readCatalog(client);
  expect(catalog.unread).toEqual([]);
  expect(catalog.objects.map(identityOf)).toEqual([
    'schema public',
    'extension plpgsql',
    'view public.authors',
    'table public.posts',
    'column public.posts.id',
    'column public.posts.author',
    'column public.posts.at',
    'constraint posts_author_fkey on public.posts',
    'constraint posts_pkey on public.posts',
    'index public.posts_recent',
    'sequence public.posts_id_seq',
    'table public.users',
    'column public.users.id',
    'column public.users.email',
    'constraint users_email_check on public.users',
    'constraint users_email_key on public.users',
    'constraint users_pkey on public.users',
  ]);
  expect(JSON.stringify(await readCatalog(client))).toBe(JSON.stringify(catalog));
});
