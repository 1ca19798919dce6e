const functions: readonly (readonly [RegExp, string])[] = [
  [/^uuid_(generate_|ns_|nil)/, 'uuid-ossp'],
  [/^(digest|hmac|crypt|gen_salt|gen_random_bytes|encrypt|decrypt|pgp_\w+|armor|dearmor)$/, 'pgcrypto'],
  [/^(similarity|word_similarity|strict_word_similarity|show_trgm|show_limit)$/, 'pg_trgm'],
  [/^unaccent$/, 'unaccent'],
  [/^(levenshtein\w*|soundex|metaphone|dmetaphone\w*)$/, 'fuzzystrmatch'],
  [/^(crosstab\w*|connectby|normal_rand)$/, 'tablefunc'],
  [/^dblink\w*$/, 'dblink'],
  [/^(st_|postgis_)\w+$/, 'postgis'],
  [/^(hstore|hstore_to_\w+|akeys|avals|skeys|svals)$/, 'hstore'],
  [/^earth_distance$|^ll_to_earth$/, 'earthdistance'],
  [/^(l2_distance|cosine_distance|inner_product|vector_dims)$/, 'vector'],
];

const types: Readonly<Record<string, string>> = {
  citext: 'citext',
  hstore: 'hstore',
  ltree: 'ltree',
  lquery: 'ltree',
  cube: 'cube',
  earth: 'earthdistance',
  isbn: 'isn',
  vector: 'vector',
  halfvec: 'vector',
  sparsevec: 'vector',
  geometry: 'postgis',
  geography: 'postgis',
  gin_trgm_ops: 'pg_trgm',
  gist_trgm_ops: 'pg_trgm',
};

/** The extension that is known to bring a function of this name; null when none is. */
export function extensionOfFunction(name: string): string | null {
  return functions.find(([pattern]) => pattern.test(name.toLowerCase()))?.[1] ?? null;
}

/** The extension that is known to bring a type or operator class of this name; null when none is. */
export function extensionOfType(name: string): string | null {
  return types[name.toLowerCase()] ?? null;
}
