/** Makes random DDL over a few tables, right and wrong, from a seed. */
export function randomDdl(seed: number): () => string {
  let state = seed;
  const below = (most: number): number => {
    // A linear congruential generator: the same seed gives the same chain on every machine.
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
  const one = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const table = (): string => one(['t', 'u', 'v', 'w', 'public.t', 'public.u']);
  const column = (): string => one(['id', 'a', 'b', 'c']);
  const type = (): string =>
    one(['integer', 'integer', 'bigint', 'uuid', 'text', 'varchar(10)', 'numeric', 'date', 'serial', 'd', 'integer[]']);
  const references = (): string => `REFERENCES ${table()}${one(['', '', ` (${column()})`])}`;
  const columns = (): string =>
    ['id', ...['a', 'b', 'c'].filter(() => below(2) === 0)]
      .map((name) => {
        const key = name === 'id' ? one([' PRIMARY KEY', ' UNIQUE', '']) : one(['', '', ' UNIQUE', ` ${references()}`]);
        return `${name} ${type()}${key}`;
      })
      .join(', ');
  const ifExists = (): string => one(['', '', ' IF EXISTS']);
  const statements: readonly (() => string)[] = [
    () => `CREATE TABLE${one(['', ' IF NOT EXISTS'])} ${table()} (${columns()})`,
    () => `CREATE TABLE ${table()} (${columns()})`,
    () => `CREATE TABLE ${table()} (LIKE ${table()}${one(['', ' INCLUDING ALL', ' INCLUDING INDEXES'])})`,
    () => `CREATE TABLE ${table()} () INHERITS (${table()})`,
    () => `ALTER TABLE${ifExists()} ${table()} ADD COLUMN ${column()} ${type()}${one(['', ` ${references()}`])}`,
    () => `ALTER TABLE ${table()} ADD FOREIGN KEY (${column()}) ${references()}`,
    () => `ALTER TABLE ${table()} ADD FOREIGN KEY (${column()}) ${references()}`,
    () => `ALTER TABLE ${table()} ADD COLUMN ${column()} ${type()}, ADD FOREIGN KEY (${column()}) ${references()}`,
    () => `ALTER TABLE ${table()} DROP COLUMN${ifExists()} ${column()}${one(['', ' CASCADE'])}`,
    () => `ALTER TABLE ${table()} RENAME COLUMN ${column()} TO ${column()}`,
    () => `ALTER TABLE ${table()} RENAME TO ${one(['t', 'u', 'v', 'w'])}`,
    () => `ALTER TABLE ${table()} ALTER COLUMN ${column()} TYPE ${one(['integer', 'bigint', 'text', 'uuid'])}`,
    () => {
      const [name, to] = [column(), one(['integer', 'text', 'uuid', 'bigint'])];
      return `ALTER TABLE ${table()} ALTER COLUMN ${name} TYPE ${to} USING ${name}::${to}`;
    },
    () => `ALTER TABLE ${table()} ADD UNIQUE (${column()})`,
    () => `ALTER TABLE ${table()} ADD PRIMARY KEY (${column()})`,
    () => `CREATE UNIQUE INDEX ON ${table()} (${column()})${one(['', ` WHERE ${column()} IS NOT NULL`])}`,
    () => `DROP TABLE${ifExists()} ${table()}${one(['', ' CASCADE'])}`,
    () => `INSERT INTO ${table()} (${column()}) SELECT NULL WHERE false`,
    () => `UPDATE ${table()} SET ${column()} = NULL WHERE false`,
    () => `COMMENT ON COLUMN ${table()}.${column()} IS 'x'`,
    () => `SELECT x.id::${one(['uuid', 'text', 'date'])} FROM ${table()} x, ${table()} y`,
  ];
  return () => one(statements)();
}
