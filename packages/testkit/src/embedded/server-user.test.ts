import { expect, it } from 'vitest';
import { findUser } from './server-user.ts';

const passwd =
  'root:x:0:0:root:/root:/bin/bash\npostgres:x:101:104::/var/lib/postgresql:/bin/bash\nnobody:*:-2:-2::/:/bin/false\n';

it('finds a user with its group', () => {
  expect(findUser(passwd, 'postgres')).toEqual({ name: 'postgres', uid: 101, gid: 104 });
});

it('reads the negative ids of macOS as the unsigned numbers they are', () => {
  expect(findUser(passwd, 'nobody')).toEqual({ name: 'nobody', uid: 4_294_967_294, gid: 4_294_967_294 });
});

it('never answers with root', () => {
  expect(findUser(passwd, 'root')).toBeNull();
  expect(findUser(passwd, 'ann')).toBeNull();
});
