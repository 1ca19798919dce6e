import type { Paint } from '@plumbline/engine';
import { hasColours, paintWith } from './colours.ts';
import { redactSecrets } from './redact-secrets.ts';

type Environment = Readonly<Record<string, string | undefined>>;
type Stream = Pick<NodeJS.WriteStream, 'write' | 'on' | 'isTTY' | 'columns'>;

/** Where a command prints. Every text goes through here, so no password gets out. */
export interface Terminal {
  /** Colours for `line` and `live`. */
  readonly paint: Paint;
  /** Colours for `error`. */
  readonly errorPaint: Paint;
  /** Whether a line that keeps changing can be shown. */
  readonly isLive: boolean;
  /** Prints the account of the work: on standard output, or on standard error when that is kept for a document. */
  line(text: string): void;
  /** Prints on standard error. */
  error(text: string): void;
  /** Prints the one JSON document on standard output. */
  document(value: unknown): void;
  /** Shows a line, without colours of its own, that the next output takes away again; null takes it away. Nothing happens when `isLive` is false. */
  live(text: string | null): void;
}

/** @param json whether standard output is kept for the JSON document */
export function createTerminal(json: boolean, env: Environment, stdout: Stream, stderr: Stream): Terminal {
  const account = json ? stderr : stdout;
  const ended = new Set<Stream>();
  for (const stream of [stdout, stderr]) {
    // The reader went away (`| head`): the work goes on, only nobody listens any more.
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      ended.add(stream);
    });
  }
  const isLive = account.isTTY === true && (env.CI ?? '') === '' && env.TERM !== 'dumb';
  let isShown = false;
  const write = (stream: Stream, text: string): void => {
    if (!ended.has(stream)) stream.write(text);
  };
  const clear = (): void => {
    if (isShown) write(account, '\r\u001b[2K');
    isShown = false;
  };
  const paint = paintWith(hasColours(env, account.isTTY === true));
  return {
    paint,
    errorPaint: paintWith(hasColours(env, stderr.isTTY === true)),
    isLive,
    line(text) {
      clear();
      write(account, `${redactSecrets(text)}\n`);
    },
    error(text) {
      clear();
      write(stderr, `${redactSecrets(text)}\n`);
    },
    document(value) {
      clear();
      const text = JSON.stringify(value, (_key, part) => (typeof part === 'string' ? redactSecrets(part) : part), 2);
      write(stdout, `${text}\n`);
    },
    live(text) {
      if (!isLive) return;
      clear();
      if (text === null) return;
      // A line that wraps could not be taken away again.
      const characters = [...redactSecrets(text)];
      // A terminal that does not know its width says 0.
      const room = (account.columns || 80) - 1;
      const line = characters.length > room ? `${characters.slice(0, room - 1).join('')}…` : characters.join('');
      write(account, paint.dim(line));
      isShown = true;
    },
  };
}
