import { describe, expect, test } from 'vitest';
import { PlumblineError } from '../errors.ts';
import type { FailedMigration } from '../migrate-result.ts';
import { serverFailure } from '../server-failure.ts';
import type { Paint } from './paint.ts';
import { errorText, failureText } from './text-failure.ts';

const failed: FailedMigration = {
  name: '008_x',
  file: 'migrations/008_x.sql',
  position: { file: 'migrations/008_x.sql', line: 2, column: 8 },
  statement: 3,
  statements: 4,
  mode: 'transactional',
  kept: 0,
  leftover: null,
  frame: '  1 | select 1;\n> 2 | select nope;\n    |        ^',
  failure: serverFailure({
    code: '42703',
    severity: 'ERROR',
    message: 'column "nope" does not exist',
    detail: 'first line\nsecond line',
    hint: 'a hint',
    where: 'a place',
  }),
  diagnosis: { code: 'x', title: 'Title', explanation: 'Words.', remedy: ['First.', 'Second.'] },
  notices: [{ severity: 'WARNING', sqlstate: '01000', message: 'careful', detail: null, hint: null }],
  durationMs: 41.3,
};

const tags: Paint = {
  bold: (text) => `<b>${text}</b>`,
  dim: (text) => `<dim>${text}</dim>`,
  red: (text) => `<red>${text}</red>`,
  green: (text) => text,
  yellow: (text) => `<yellow>${text}</yellow>`,
  cyan: (text) => text,
};

describe('failureText', () => {
  test('is the whole account of a refused statement', () => {
    expect(failureText({ failed, error: new PlumblineError('migration-failed', 'x'), applied: [], target: null })).toBe(
      `✗ 008_x failed at statement 3 of 4 after 41 ms
    WARNING: careful

  migrations/008_x.sql:2:8
    1 | select 1;
  > 2 | select nope;
      |        ^

  ERROR 42703 (undefined_column): column "nope" does not exist
  DETAIL: first line
      second line
  HINT: a hint
  CONTEXT: a place

  Title
  Words.

  What to do
  - First.
  - Second.

  Rolled back: nothing of 008_x was kept. No other migration was applied in this run. Correct it and
  run it again: it goes on here.`,
    );
  });

  test('makes the line and the caret stand out, and nothing else of the frame', () => {
    const text = failureText({ failed, error: null, applied: [], target: null }, tags);
    expect(text).toContain('  <dim>  1 | select 1;</dim>\n  <b>> 2 | select nope;</b>\n      |        <red>^</red>\n');
  });

  test('has no place when the failure was at the commit', () => {
    const text = failureText({
      failed: { ...failed, position: null, statement: null, frame: null },
      error: null,
      applied: [],
      target: null,
    });
    expect(text).toMatch(/^✗ 008_x failed after 41 ms\n.*\n\n {2}migrations\/008_x\.sql\n\n {2}ERROR/);
  });

  test('is empty when nothing failed', () => {
    expect(failureText({ failed: null, error: null, applied: [], target: null })).toBe('');
  });

  test('lets no control character of a server through', () => {
    const failure = serverFailure({ code: 'P0001', severity: 'ERROR', message: 'a\u001b[2Jb\u0007' });
    expect(failureText({ failed: { ...failed, failure }, error: null, applied: [], target: null })).not.toMatch(
      /\p{Cc}(?<!\n)/u,
    );
  });
});

describe('errorText', () => {
  test('shows a remedy when the error brings one', () => {
    const error = new PlumblineError('lock-timeout', 'It took too long.', { remedy: ['Wait.'] });
    expect(errorText(error)).toBe('✗ It took too long.\n\n  What to do\n  - Wait.');
  });

  test('shows what the server said and diagnoses it when the error brings a failure only', () => {
    const failure = serverFailure({ code: '53300', severity: 'FATAL', message: 'sorry, too many clients already' });
    const text = errorText(new PlumblineError('connection-failed', 'No connection.', { failure, remedy: ['Unused.'] }));
    expect(text).toContain('FATAL 53300 (too_many_connections): sorry, too many clients already');
    expect(text).toContain('The server has no free connection slot');
    expect(text).not.toContain('Unused.');
  });

  test('shows the frame of a file that cannot be read as SQL', () => {
    const error = new PlumblineError('invalid-sql', 'a.sql:1:8: open', { frame: "> 1 | select '\n    |        ^" });
    expect(errorText(error)).toContain("\n\n  > 1 | select '\n      |        ^");
  });
});
