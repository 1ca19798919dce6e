/**
 * What it means that the server refuses to prepare a statement. broken: it asks for what the schema does not have, or has in
 * another shape. unclear: it cannot be prepared this way, which says nothing of the schema. unsure: a lock or a change was in
 * the way; the next look tells. Null: the connection is what failed.
 */
export type Refusal = 'broken' | 'unclear' | 'unsure';

/** Class 42 holds them beside what the schema is to blame for. */
const UNCLEAR: ReadonlySet<string> = new Set([
  '42601', // syntax_error: a placeholder of a library, or no SQL of this server
  '42P02', // undefined_parameter
  '42P18', // indeterminate_datatype: a parameter whose type only the application's driver says
  '42501', // insufficient_privilege: of the watchdog, not of the application
  '42622', // name_too_long
]);

const UNSURE: ReadonlySet<string> = new Set([
  '55P03', // lock_not_available
  '40P01', // deadlock_detected
  '40001', // serialization_failure
  '57014', // query_canceled: statement_timeout
  'XX000', // internal_error: an object was dropped meanwhile
]);

/** 22: a constant that is no value of the type any more, such as a label of an enum. 3F: a schema that is not there. */
const BROKEN = /^(42|22|3F)/;

/** @param sqlstate null when the error is not of the server */
export function judgeRefusal(sqlstate: string | null): Refusal | null {
  if (sqlstate === null || /^(08|53|57P)/.test(sqlstate)) return null;
  if (UNSURE.has(sqlstate)) return 'unsure';
  return BROKEN.test(sqlstate) && !UNCLEAR.has(sqlstate) ? 'broken' : 'unclear';
}
