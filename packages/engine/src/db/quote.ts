/**
 * The one place where SQL text is made of values. Parameters are used wherever the protocol allows them; the runner
 * sends a whole file as one simple query, which takes none.
 */

/** `users` becomes `"users"`; works for every name, reserved words included. */
export function quoteIdentifier(name: string): string {
  if (name.includes('\0')) throw new TypeError('An identifier cannot contain a NUL character.');
  return `"${name.replaceAll('"', '""')}"`;
}

/** A string literal that reads the same whether standard_conforming_strings is on or off; null becomes NULL. */
export function quoteLiteral(value: string | number | boolean | null): string {
  if (value === null) return 'NULL';
  if (typeof value !== 'string') return String(value);
  // The server cannot store NUL in text, and it would end the query message.
  const quoted = value.replaceAll('\0', '\uFFFD').replaceAll("'", "''");
  return quoted.includes('\\') ? `E'${quoted.replaceAll('\\', '\\\\')}'` : `'${quoted}'`;
}

/** A text between dollar quotes, for SQL in SQL: nothing in it has to be doubled. */
export function quoteBody(text: string): string {
  let tag = '$plumbline$';
  for (let number = 1; text.includes(tag); number++) tag = `$plumbline_${number}$`;
  // The server cannot store NUL in text, and it would end the query message.
  return `${tag}${text.replaceAll('\0', '\uFFFD')}${tag}`;
}
