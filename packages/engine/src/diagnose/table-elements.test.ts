import { describe, expect, it } from 'vitest';
import { tableElements } from './table-elements.ts';

describe('tableElements', () => {
  it('reads columns, types, keys and foreign keys of CREATE TABLE', () => {
    expect(
      tableElements(`CREATE TABLE IF NOT EXISTS app."Order Lines" (
        id bigserial PRIMARY KEY,
        "Order" uuid NOT NULL REFERENCES app.orders (id) ON DELETE CASCADE,
        price numeric(10, 2) DEFAULT (1 + 2) CHECK (price > 0),
        tags character varying(20)[] COLLATE "C",
        at timestamp with time zone,
        product_id int, -- a comment, with a comma
        variant_id int,
        UNIQUE (price, at),
        CONSTRAINT fk FOREIGN KEY (product_id, variant_id) REFERENCES variants (product, id)
      )`),
    ).toEqual({
      table: ['app', 'Order Lines'],
      columns: [
        { name: 'id', type: 'bigserial' },
        { name: 'Order', type: 'uuid' },
        { name: 'price', type: 'numeric(10, 2)' },
        { name: 'tags', type: 'character varying(20)[]' },
        { name: 'at', type: 'timestamp with time zone' },
        { name: 'product_id', type: 'int' },
        { name: 'variant_id', type: 'int' },
      ],
      primaryKey: ['id'],
      foreignKeys: [
        { columns: ['Order'], targetTable: ['app', 'orders'], targetColumns: ['id'] },
        { columns: ['product_id', 'variant_id'], targetTable: ['variants'], targetColumns: ['product', 'id'] },
      ],
    });
  });

  it('reads a table-level primary key and a foreign key without columns', () => {
    expect(tableElements('create temp table t (a int, b int references users, primary key (a, b))')).toMatchObject({
      primaryKey: ['a', 'b'],
      foreignKeys: [{ columns: ['b'], targetTable: ['users'], targetColumns: [] }],
    });
  });

  it('reads ADD COLUMN, ADD CONSTRAINT and ALTER TYPE of ALTER TABLE', () => {
    expect(
      tableElements(`alter table if exists only Users
        add column if not exists team_id uuid references teams(id),
        add constraint x foreign key (boss) references users,
        alter column boss set data type bigint using boss::bigint,
        drop column old`),
    ).toEqual({
      table: ['users'],
      columns: [
        { name: 'team_id', type: 'uuid' },
        { name: 'boss', type: 'bigint' },
      ],
      primaryKey: [],
      foreignKeys: [
        { columns: ['team_id'], targetTable: ['teams'], targetColumns: ['id'] },
        { columns: ['boss'], targetTable: ['users'], targetColumns: [] },
      ],
    });
  });

  it('is null for other statements and finds no columns in CREATE TABLE ... AS', () => {
    expect(tableElements('create index a on b (c)')).toBeNull();
    expect(tableElements('create table a as select 1 as x')).toMatchObject({ table: ['a'], columns: [] });
  });

  it('gives what it read of a text that breaks off', () => {
    expect(tableElements("create table a (x int, y text default 'open")).toMatchObject({
      columns: [{ name: 'x' }, { name: 'y' }],
    });
  });
});
