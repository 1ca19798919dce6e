const ofApp = /^(?:timestamp=\S+ )?app=(\S+) id=\d+ type=(?:out|error) message=(.*)$/;
const ended = /PM2 log: App \[([^\]:]+):\d+\] exited with code \[(\d+)\]/;
/** `time: true` in ecosystem.config.js puts this before each line; a log line has a time of its own. */
const date = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d: ?/;

/**
 * Reads a line that `pm2-runtime --format` printed.
 *
 * @returns { type: 'line', app, text } of an application, { type: 'ended', app, exitCode }, or { type: 'pm2', text }: what pm2
 * says about its own work
 */
export function readPm2Line(line) {
  const [, app, message] = ofApp.exec(line) ?? [];
  if (app !== undefined) return { type: 'line', app, text: message.replace(date, '') };
  const [, name, exitCode] = ended.exec(line) ?? [];
  if (name !== undefined) return { type: 'ended', app: name, exitCode: Number(exitCode) };
  return { type: 'pm2', text: line.replace(date, '') };
}
