import { describe, expect, test } from 'vitest';
import {
  madeCatalog,
  madeColumn,
  madeConstraint,
  madeForeignKey,
  madeIndex,
  madeSequence,
  madeTable,
  madeView,
} from '../../test/made-catalog.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { CatalogObject } from '../catalog/catalog-object.ts';
import { compareCatalogs } from './compare-catalogs.ts';

const users: readonly CatalogObject[] = [
  madeTable('users'),
  madeColumn('users.id', 'integer', { nullable: false, default: "nextval('public.users_id_seq'::regclass)" }),
  madeColumn('users.email', 'text', { position: 2, nullable: false }),
  madeConstraint('users', 'users_pkey', { type: 'primary key', columns: ['id'] }),
  madeIndex('users', 'users_email', ['email']),
  madeSequence('users_id_seq', { ownedBy: { schema: 'public', table: 'users', column: 'id' } }),
];
const posts: readonly CatalogObject[] = [
  madeTable('posts'),
  madeColumn('posts.user_id', 'integer'),
  madeColumn('posts.title', 'text', { position: 2 }),
  madeForeignKey('posts.user_id', 'users.id'),
  madeView('titles', ' SELECT posts.title\n   FROM public.posts;'),
];
const expected = madeCatalog([...users, ...posts]);

function found(
  live: Catalog,
  ...more: Parameters<typeof compareCatalogs> extends [unknown, unknown, ...infer R] ? R : never
) {
  return compareCatalogs(expected, live, ...more).map(({ code, identity }) => `${code}: ${identity}`);
}

function without(...kept: ((object: CatalogObject) => boolean)[]): Catalog {
  return madeCatalog(expected.objects.filter((object) => !kept.some((isGone) => isGone(object))));
}

/** The catalog with some fields of the objects of a name changed. */
function changed(name: string, fields: object): Catalog {
  return madeCatalog(
    expected.objects.map((object) => (object.name === name ? ({ ...object, ...fields } as CatalogObject) : object)),
  );
}

describe('comparing catalogs', () => {
  test('a catalog has no findings against itself', () => {
    expect(compareCatalogs(expected, expected)).toEqual([]);
  });

  test('a missing table is one finding: not one for each column and index, nor for its sequence and the keys to it', () => {
    const live = madeCatalog(posts.filter(({ kind }) => kind !== 'constraint'));
    expect(found(live)).toEqual(['missing-relation: table public.users']);
  });

  test('a missing column is one finding, with its index', () => {
    const live = without(({ name }) => name === 'email' || name === 'users_email');
    expect(found(live)).toEqual(['missing-column: column public.users.email']);
  });

  test('a finding says what should be, what is, where it was to be made, what breaks, and what to do', () => {
    const origin = { migration: '001_users', file: 'migrations/001_users.sql', line: 3, statement: 1 };
    const origins = new Map([['column public.users.id', origin]]);
    expect(compareCatalogs(expected, changed('id', { type: 'uuid' }), { origins })[0]).toEqual({
      code: 'column-type',
      severity: 'critical',
      object: { kind: 'column', schema: 'public', table: 'users', name: 'id' },
      identity: 'column public.users.id',
      expected: 'integer',
      actual: 'uuid',
      message: 'Column public.users.id has type uuid, not integer.',
      why: 'Comparisons and joins with it can fail or be slow, foreign keys to it are refused, and values that should fit may not.',
      remedy: [
        'PostgreSQL has no cast from uuid to integer: add a column of type integer, fill it with what each value stands for, and give it the name.',
      ],
      origin,
    });
  });

  test('a column that is there under another name is one finding, and what stands on it is none', () => {
    const live = madeCatalog(
      expected.objects.map((object) => {
        if (object.name === 'email') return { ...object, name: 'mail' } as CatalogObject;
        return object.name === 'users_email' ? madeIndex('users', 'users_email', ['mail']) : object;
      }),
    );
    expect(found(live)).toEqual(['renamed-column: column public.users.email']);
  });

  test('a renamed table is one finding, and views that the server has followed are none', () => {
    const renamed = posts.map((object) => {
      if (object.kind === 'view') return { ...object, text: ' SELECT posts.title\n   FROM public.articles posts;' };
      if ('table' in object) return { ...object, table: 'articles' } as CatalogObject;
      return { ...object, name: 'articles' } as CatalogObject;
    });
    expect(found(madeCatalog([...users, ...renamed]))).toEqual(['renamed-relation: table public.posts']);
  });

  test('what is extra and cannot break anything is worth knowing; a column that demands a value is more', () => {
    const extra = (more: object) =>
      madeCatalog([...expected.objects, madeColumn('users.extra', 'text', { position: 3, ...more })]);
    expect(compareCatalogs(expected, extra({}))[0]).toMatchObject({ code: 'extra-column', severity: 'info' });
    expect(compareCatalogs(expected, extra({ nullable: false }))[0]).toMatchObject({
      code: 'extra-column',
      severity: 'major',
    });
  });

  test('what could not be read is said, and gives no difference', () => {
    const live = { ...changed('titles', { text: null }), unread: ['view public.titles'] };
    expect(found(live)).toEqual(['unread: view public.titles']);
  });

  test('texts of servers of different versions compare by their trees, or not at all', () => {
    const live = { ...changed('titles', { text: ' SELECT title\n   FROM public.posts;' }), serverVersion: '15.3' };
    expect(found(live)).toEqual([]);
    const normalise = (sql: string): string => sql.replaceAll('posts.title', 'title');
    expect(found(live, { normalise })).toEqual([]);
    const other = { ...changed('titles', { text: ' SELECT body\n   FROM public.posts;' }), serverVersion: '15.3' };
    expect(found(other, { normalise })).toEqual(['view-definition: view public.titles']);
    expect(found(changed('titles', { text: ' SELECT title\n   FROM public.posts;' }))).toEqual([
      'view-definition: view public.titles',
    ]);
  });
});
