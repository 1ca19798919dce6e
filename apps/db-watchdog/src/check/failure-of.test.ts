import { PlumblineError } from '@plumbline/engine';
import { expect, test } from 'vitest';
import { failureOf } from './failure-of.ts';

const coded = (code: string, message = 'no') => Object.assign(new Error(message), { code });

test.each([
  [coded('28P01'), 'auth'],
  [coded('3D000'), 'auth'],
  [coded('ECONNREFUSED'), 'connect'],
  [coded('57P03'), 'connect'],
  [coded('57014'), 'timeout'],
  [coded('55P03'), 'lock_timeout'],
  [coded('42501'), 'permission'],
  [coded('XX000'), 'unstable'],
  [new Error('timeout expired'), 'timeout'],
  [new Error('Connection terminated unexpectedly'), 'connect'],
  [new AggregateError([coded('ECONNREFUSED')]), 'connect'],
  [new TypeError('x is not a function'), 'internal'],
  ['odd', 'internal'],
  [new PlumblineError('server-error', 'no', { failure: { sqlstate: '42501', systemCode: null } }), 'permission'],
  [new PlumblineError('connection-failed', 'no'), 'connect'],
  [Object.assign(coded('ENOENT'), { syscall: 'connect' }), 'connect'], // the server's socket is not there
  [Object.assign(coded('ENOENT'), { syscall: 'scandir' }), 'internal'], // a directory of ours is not there
  [
    new PlumblineError('directory-unreadable', 'no', {}, Object.assign(coded('EACCES'), { syscall: 'open' })),
    'internal',
  ],
])('%s is sorted as %s', (error, reason) => {
  expect(failureOf(error).reason).toBe(reason);
});

test('a password in a message is masked', () => {
  expect(failureOf(new Error('no route to postgres://ann:pearl@db/shop')).message).not.toContain('pearl');
});
