import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { readPm2Line } from './read-pm2-line.js';

/** pm2 gives the slower of the two 20 s to end. */
const stopWithinMs = 40_000;

/**
 * Runs applications of ecosystem.config.js under pm2-runtime until they are stopped.
 *
 * @param options.home the PM2_HOME
 * @param options.env for pm2 and the applications
 * @param options.signal stops them
 * @param options.onLine (app, text): what an application printed; of pm2 itself when app is null
 * @param options.onEnd (app, exitCode): an application ended by itself
 * @returns when nothing of it runs any more, { code, signal } of pm2-runtime
 */
export async function runApps({ root, home, names, env, signal, onLine, onEnd }) {
  const guard = fileURLToPath(new URL('end-with-parent.cjs', import.meta.url));
  const runtime = join(root, 'node_modules/pm2/bin/pm2-runtime');
  const args = ['--require', guard, runtime, 'start', 'ecosystem.config.js', '--only', names.join(','), '--format'];
  // A session of its own: the terminal's Ctrl-C reaches the start, which stops in order.
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...withoutPm2(env), PM2_HOME: home },
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const closed = once(child, 'close');
  const heard = (line) => {
    const read = readPm2Line(line);
    if (read.type === 'line') onLine(read.app, read.text);
    else if (read.type === 'pm2') onLine(null, read.text);
    else if (!signal.aborted) onEnd(read.app, read.exitCode);
  };
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', heard);
  const stop = () => {
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), stopWithinMs).unref();
  };
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  const [code, killedBy] = await closed;
  return { code, signal: killedBy };
}

/** What a person's shell says about another pm2 must not lead to it. */
function withoutPm2(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(PM2_|pm_)/.test(name)));
}
