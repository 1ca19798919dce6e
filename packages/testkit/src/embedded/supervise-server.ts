import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { asUser } from './run-program.ts';
import type { ServerUser } from './server-user.ts';

/*
 * A server must not outlive the process that started it, even when that is killed with SIGKILL and runs no exit handler.
 * So a shell stands between them, in a session of its own that Ctrl-C does not reach. It holds the reading end of a pipe
 * whose writing end only our process has: when we end, however we end, the kernel closes it, the shell reads the end of
 * file, shuts the server down and removes its directory. `stop` is the same event: it closes the pipe.
 *
 * A shell rather than a Node process: 1 MB instead of 45, and no start-up time. (If the shell itself is killed, the next
 * start finds the orphan: stale-servers.ts.)
 */
const script = `
directory=$1; log=$2; shift 2
exec 3<&0 </dev/null
"$@" 3<&- >>"$log" 2>&1 &
server=$!
echo "$server"
exec >/dev/null 2>&1
{
  read -r nothing <&3
  : >"$directory/closing"
  kill -INT "$server" || exit 0
  tenths=0
  while [ "$tenths" -lt 100 ] && kill -0 "$server"; do sleep 0.1; tenths=$((tenths + 1)); done
  kill -QUIT "$server" && sleep 5 && kill -KILL "$server"
} &
watch=$!
wait "$server"
code=$?
if [ -e "$directory/closing" ]; then rm -rf "$directory"; else kill "$watch"; fi
exit "$code"
`;

/** A postmaster and the shell that watches over it. */
export interface SupervisedServer {
  readonly pid: number;
  hasEnded(): boolean;
  /** Sends the server a signal; one that has ended needs none. */
  kill(signal: NodeJS.Signals): void;
  /** Resolves when the server has ended and, after `close`, its directory is gone. */
  waitForEnd(): Promise<void>;
  /** Fast shutdown, then removal of the directory. */
  close(): void;
}

/** Starts a postmaster that ends with this process. `directory` is removed when it does. */
export async function superviseServer(
  command: readonly string[],
  directory: string,
  logFile: string,
  user: ServerUser | null,
): Promise<SupervisedServer> {
  const shell = spawn('/bin/sh', ['-c', script, 'plumbline-supervisor', directory, logFile, ...command], {
    ...asUser(user),
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  let over = false;
  const ended = new Promise<void>((resolve, reject) => {
    shell.once('error', reject);
    shell.once('exit', () => {
      over = true;
      resolve();
    });
  });
  // Writing end of the pipe: an error there only says that the shell is gone, which `ended` tells.
  shell.stdin.on('error', () => undefined);
  const pid = await Promise.race([firstLine(shell), ended.then(() => Number.NaN)]);
  if (!Number.isInteger(pid))
    throw new Error('The shell that starts the server ended before it reported a process id.');
  letProcessEnd(shell);
  return {
    pid,
    hasEnded: () => over,
    kill: (signal) => {
      if (!over) sendSignal(pid, signal);
    },
    waitForEnd: () => {
      shell.ref();
      return ended;
    },
    close: () => {
      shell.stdin.end();
    },
  };
}

/** A server that is only running must not keep its starter alive: when nothing else is left to do, both end. */
function letProcessEnd(shell: ChildProcess): void {
  shell.unref();
  for (const stream of [shell.stdin, shell.stdout]) (stream as unknown as { unref?(): void } | null)?.unref?.();
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // It ended a moment ago and we have not heard yet.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function firstLine(shell: ChildProcess): Promise<number> {
  if (shell.stdout === null) return Number.NaN;
  const lines = createInterface({ input: shell.stdout });
  const [line] = (await once(lines, 'line')) as [string];
  lines.close();
  return Number.parseInt(line, 10);
}
