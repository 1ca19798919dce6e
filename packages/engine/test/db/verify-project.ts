import { expect } from 'vitest';
import {
  makeSnapshot,
  shadowDatabase,
  type VerifyOptions,
  type VerifyResult,
  verifyDatabase,
} from '../../src/index.ts';
import { type Scratch, scratch } from './scratch.ts';

export const files: Readonly<Record<'001_users.sql' | '002_orders.sql', string>> = {
  '001_users.sql': 'create table users (id serial primary key, mail text not null);',
  '002_orders.sql': `create table orders (id int primary key, user_id int references users);
create index orders_user_id on orders (user_id);
alter table users alter mail type varchar(99);`,
};

/** Migrations, a database of their own, and what there is to do with both. */
export interface Project extends Scratch {
  verify(options?: Partial<VerifyOptions>): Promise<VerifyResult>;
  snapshot(): Promise<void>;
}

export async function project(given: Readonly<Record<string, string>> = files): Promise<Project> {
  const own = await scratch(given);
  const { url, directory } = own;
  return {
    ...own,
    verify: (options = {}) => verifyDatabase({ url, directory, ...options }),
    snapshot: async () => {
      const { error } = await makeSnapshot({ directory, scratch: () => shadowDatabase(url) });
      expect(error).toBeNull();
    },
  };
}

/** `missing-column: column public.users.mail`, in the order of the findings. */
export function found({ findings }: VerifyResult): readonly string[] {
  return findings.map(({ code, identity }) => `${code}: ${identity}`);
}
