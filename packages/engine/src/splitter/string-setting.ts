import { TokenCursor } from './token-cursor.ts';

const NAME = 'standard_conforming_strings';
/** Nearly every SET is of something else, which need not be read token by token. */
const MAY_CHANGE = /standard_conforming_strings|^(?:reset|discard)/i;

/**
 * Follows `standard_conforming_strings` through a script. PostgreSQL reads it when a message is lexed, so a change holds
 * from the next statement on, for whoever sends statement by statement.
 */
export class StringSetting {
  value: boolean;
  readonly #initial: boolean;
  /** What SET LOCAL hides until the transaction ends; null when nothing is hidden. */
  #hidden: boolean | null = null;

  constructor(initial: boolean) {
    this.value = initial;
    this.#initial = initial;
  }

  /** Whether strings are read as by default, with nothing pending that may change it: the kernel knows no other way. */
  get isPlain(): boolean {
    return this.value && this.#hidden === null;
  }

  /** Whether statements that end a transaction matter at present. */
  get isLocal(): boolean {
    return this.#hidden !== null;
  }

  /** Takes note of a SET, RESET or DISCARD statement; of other ones the setting does not depend on. */
  observe(sql: string, start: number, end: number): void {
    if (!MAY_CHANGE.test(sql.slice(start, end))) return;
    const cursor = new TokenCursor(sql, start, end, this.value);
    if (!cursor.advance()) return;
    if (cursor.is('set')) this.#set(cursor);
    else if (cursor.is('reset')) {
      if (cursor.advance() && (cursor.is('all') || isSetting(cursor))) this.#change(this.#initial, false);
    } else if (cursor.is('discard') && cursor.advance() && cursor.is('all')) this.#change(this.#initial, false);
  }

  /** Takes note of any statement while {@link isLocal}: the end of a transaction brings the hidden value back. */
  observeEnd(sql: string, start: number, end: number): void {
    if (this.#hidden === null) return;
    const cursor = new TokenCursor(sql, start, end, this.value);
    if (!cursor.advance()) return;
    const ends = cursor.is('commit') || cursor.is('end') || cursor.is('abort');
    if (!ends && !cursor.is('rollback')) return;
    while (cursor.advance()) if (cursor.is('to')) return;
    this.value = this.#hidden;
    this.#hidden = null;
  }

  #set(cursor: TokenCursor): void {
    if (!cursor.advance()) return;
    const local = cursor.is('local');
    if ((local || cursor.is('session')) && !cursor.advance()) return;
    if (!isSetting(cursor) || !cursor.advance()) return;
    if (!(cursor.is('to') || cursor.text === '=') || !cursor.advance()) return;
    const value = cursor.is('default') ? this.#initial : truthOf(cursor.text);
    if (value !== null) this.#change(value, local);
  }

  #change(value: boolean, local: boolean): void {
    if (!local) this.#hidden = null;
    else this.#hidden ??= this.value;
    this.value = value;
  }
}

function isSetting(cursor: TokenCursor): boolean {
  return cursor.is(NAME) || (cursor.type === 'quoted-identifier' && cursor.text.toLowerCase() === `"${NAME}"`);
}

/** A boolean as PostgreSQL reads it: whole words or beginnings of them; null when it is none. */
function truthOf(written: string): boolean | null {
  const word = written.replace(/^[eE]?'(.*)'$/s, '$1').toLowerCase();
  if (word === '') return null;
  if (word === '1' || word === 'on' || 'true'.startsWith(word) || 'yes'.startsWith(word)) return true;
  const off = word.length >= 2 && 'off'.startsWith(word);
  return word === '0' || off || 'false'.startsWith(word) || 'no'.startsWith(word) ? false : null;
}
