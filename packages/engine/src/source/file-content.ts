import { decode } from '../splitter/index.ts';
import { release } from './releasable-bytes.ts';

/**
 * What a migration file holds. Once its text was asked for, the bytes are let go: a large file is in memory once, not
 * twice.
 */
export class FileContent {
  /** Its length in bytes. */
  readonly byteLength: number;
  #held: Uint8Array | string;

  constructor(bytes: Uint8Array) {
    this.byteLength = bytes.byteLength;
    this.#held = bytes;
  }

  /**
   * The text, with a byte order mark if there is one.
   *
   * @throws SplitError `utf16-file`, `invalid-utf8` or `nul-byte`
   */
  text(): string {
    const held = this.#held;
    if (typeof held === 'string') return held;
    const text = decode(held);
    this.#held = text;
    release(held);
    return text;
  }

  /** The bytes, made again where they were let go: what is UTF-8 comes back as it was. */
  bytes(): Uint8Array {
    return typeof this.#held === 'string' ? Buffer.from(this.#held) : this.#held;
  }

  /** The text of any file: what is no UTF-8 as U+FFFD. For people to read, never to run. */
  readableText(): string {
    return typeof this.#held === 'string' ? this.#held : Buffer.from(this.#held).toString('utf8');
  }
}
