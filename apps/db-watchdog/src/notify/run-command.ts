import { spawn } from 'node:child_process';
import type { Message } from './message.ts';
import type { Delivery } from './send-webhook.ts';

/** What a command needs to find programs, and nothing that is secret. */
const PASSED_ON = ['PATH', 'HOME', 'LANG', 'TZ', 'TMPDIR', 'USER'];

/**
 * Runs a command line of the configuration with the message as JSON on its standard input. Nothing of the message stands
 * in the command line. Never rejects; an exit code other than 0 is tried again.
 */
export function runCommand(command: string, message: Message, timeoutMs: number): Promise<Delivery> {
  return new Promise((resolve) => {
    const child = spawn(command, {
      shell: true,
      // A group of its own, so that what the command started ends with it.
      detached: process.platform !== 'win32',
      stdio: ['pipe', 'ignore', 'ignore'],
      env: {
        ...Object.fromEntries(PASSED_ON.map((name) => [name, process.env[name]])),
        PLUMBLINE_EVENT: message.event,
        PLUMBLINE_DATABASE: message.database,
      },
    });
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      end(child.pid);
    }, timeoutMs);
    const settle = (delivery: Delivery): void => {
      clearTimeout(timer);
      resolve(delivery);
    };
    child.on('error', (error) => settle({ outcome: 'failed', note: error.message }));
    child.on('close', (code, signal) => {
      if (code === 0) settle({ outcome: 'sent', note: null });
      else settle({ outcome: 'failed', note: isLate ? 'it did not end in time' : `it ended with ${code ?? signal}` });
    });
    child.stdin.on('error', () => {}); // It may not want to read.
    child.stdin.end(JSON.stringify(message));
  });
}

function end(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It ended by itself in this moment.
  }
}
