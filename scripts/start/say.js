const { env, stdout } = process;
const hasColours = Boolean((stdout.isTTY || env.FORCE_COLOR) && !env.NO_COLOR);

// The reader or the terminal went away: stopping goes on, only nobody listens any more.
for (const stream of [stdout, process.stderr]) stream.on('error', () => {});

const paint = (code) => (text) => (hasColours ? `\u001b[${code}m${text}\u001b[22;39m` : text);
export const bold = paint(1);
export const dim = paint(2);

/** Prints a line. */
export function say(text = '') {
  stdout.write(`${text}\n`);
}

/** Prints a line of one of the parts that run. */
export function sayFrom(part, text) {
  say(`${dim(`${part.padEnd(8)} |`)} ${text}`);
}
