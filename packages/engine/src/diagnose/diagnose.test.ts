import { describe, expect, test } from 'vitest';
import { type ServerFailure, serverFailure } from '../server-failure.ts';
import { diagnose, diagnosisTable } from './diagnose.ts';
import type { DiagnoseInput } from './diagnosis.ts';

function failure(code: string, message = 'the message', more: Partial<ServerFailure> = {}): ServerFailure {
  const isSqlstate = !diagnosisTable.some(({ systemCodes }) => systemCodes.includes(code));
  return { ...serverFailure({ code, message, ...(isSqlstate ? { severity: 'ERROR' } : {}) }), ...more };
}

const codes = diagnosisTable.flatMap(({ sqlstates, systemCodes }) => [...sqlstates, ...systemCodes]);

describe('diagnose', () => {
  test.each([...new Set(codes)])('has words for %s, whatever else is known', (code) => {
    const target = { host: 'db.example.com', port: 5432, database: 'app', user: 'deploy' };
    const bare = failure(code);
    const inputs: readonly DiagnoseInput[] = [
      { failure: bare },
      { failure: bare, target },
      { failure: bare, target, statement: { text: 'create table t (id int)', kind: 'CREATE TABLE' }, facts: {} },
      {
        failure: { ...bare, severity: 'FATAL' },
        target,
        facts: { similar: [], blockers: [], foreignKeys: [], notes: [] },
      },
    ];
    for (const input of inputs) {
      const { code: diagnosis, title, explanation, remedy } = diagnose(input);
      // 55000 is about the object that is used, or about the database when the connection was refused.
      expect(
        diagnosisTable.find((entry) => entry.code === diagnosis)?.[
          bare.sqlstate === null ? 'systemCodes' : 'sqlstates'
        ],
      ).toContain(code);
      expect(title).not.toMatch(/\n|^$|\.$/);
      expect(explanation).toMatch(/[.)]$/);
      expect(remedy.length).toBeGreaterThan(0);
      const words = [title, explanation, ...remedy].join('\n');
      expect(words).not.toMatch(/\bundefined\b|"null"|\bNaN\b|\[object| {2}|""/);
      expect(title.charAt(0)).toBe(title.charAt(0).toUpperCase());
    }
  });

  test.each([
    ['timeout expired', 'connection-timed-out'],
    ['Connection terminated due to connection timeout', 'connection-timed-out'],
    ['Connection terminated unexpectedly', 'connection-lost'],
    ['The server does not support SSL connections', 'tls-failed'],
    ['self-signed certificate', 'tls-failed'],
    ['SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string', 'password-missing'],
    ['something else', 'unknown'],
  ])('reads the failures that come without a code: %s', (message, code) => {
    expect(diagnose({ failure: serverFailure(new Error(message)) }).code).toBe(code);
  });

  test('knows a certificate by its code', () => {
    const error = Object.assign(new Error('unable to verify'), { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
    expect(diagnose({ failure: serverFailure(error) }).code).toBe('tls-failed');
  });

  test('takes what a message names, never what a DETAIL does', () => {
    const detail = 'Key columns "zzz" and "yyy" are of incompatible types: zzz and yyy.';
    const words = JSON.stringify(
      diagnose({ failure: failure('42804', 'foreign key constraint "x" cannot be implemented', { detail }) }),
    );
    expect(words).not.toMatch(/zzz|yyy/);
  });

  test('names the sides of a foreign key from the statement alone when nothing could be looked up', () => {
    const { explanation } = diagnose({
      failure: failure('42804', 'foreign key constraint "x" cannot be implemented'),
      statement: { text: 'create table t (user_id uuid references app.users (id))', kind: 'CREATE TABLE' },
      facts: { notes: ['The database could not be asked for more: timeout.'] },
    });
    expect(explanation).toContain('t.user_id is of type uuid');
    expect(explanation).toContain('app.users.id');
    expect(explanation).toContain('could not be asked for more: timeout.');
  });

  test('explains an unknown error by its name and class', () => {
    const { code, title, explanation } = diagnose({ failure: failure('22013') });
    expect([code, title]).toEqual([
      'unknown',
      'The server refused it with 22013 (invalid_preceding_or_following_size)',
    ]);
    expect(explanation).toContain('are about a value.');
    expect(diagnose({ failure: failure('F0000') }).title).toContain('config_file_error');
    expect(diagnose({ failure: failure('ZZ999') }).title).toBe('The server refused it with ZZ999');
  });
});
