import type { DiagnoseInput, Target } from './diagnosis.ts';

/**
 * The names a server put between quotes in its message, in order. Quotes differ by the server's language (lc_messages):
 * "x", „x“, «x», »x«.
 */
export function quotedNames(message: string): string[] {
  return [...message.matchAll(/["„“”«»]\s?([^"„“”«»]+?)\s?["“”«»]/g)].map((match) => match[1] ?? '');
}

/** The first quoted name of the message, with its quotes; `otherwise` when there is none. */
export function firstName(input: DiagnoseInput, otherwise: string): string {
  const name = quotedNames(input.failure.message)[0];
  return name === undefined ? otherwise : `"${name}"`;
}

/** `database "app" on db.example.com:5432`, or words that do for an unknown target. */
export function databaseOf(target: Target | undefined): string {
  return target === undefined ? 'the database' : `database "${target.database}" on ${addressOf(target)}`;
}

/** `db.example.com:5432`, or the socket directory. */
export function addressOf(target: Target | undefined): string {
  if (target === undefined) return 'the server';
  return target.host.startsWith('/') ? `the socket in ${target.host}` : `${target.host}:${target.port}`;
}

/** `role "app"`, or words that do for an unknown one. */
export function roleOf(input: DiagnoseInput): string {
  const name = input.facts?.currentUser ?? input.target?.user;
  return name === undefined ? 'the role' : `role "${name}"`;
}

/** `a`, `a or b`, `a, b or c`. */
export function oneOf(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} or ${words[words.length - 1]}`;
}

/** Starts a sentence. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
