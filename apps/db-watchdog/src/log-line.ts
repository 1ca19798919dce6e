export type LogLevel = 'info' | 'warning' | 'error';

/** Writes one line of the watchdog's own log. */
export type Log = (level: LogLevel, message: string) => void;

/** One line an entry: time, level, what happened. Line breaks in a message cannot make a second entry. */
export function createLog(stream: NodeJS.WritableStream): Log {
  return (level, message) => {
    stream.write(`${new Date().toISOString()} ${level} ${message.replaceAll(/[\r\n]+\s*/g, ' | ')}\n`);
  };
}
