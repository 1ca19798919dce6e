/** What the server says when SQL and schema do not fit: the errors that a false schema shows itself by. */
export const REFUSED_SQLSTATES = [
  '42P01', // undefined_table
  '42703', // undefined_column
  '42804', // datatype_mismatch
  '42883', // undefined_function
  '42P10', // invalid_column_reference: ON CONFLICT without its unique constraint
] as const;
