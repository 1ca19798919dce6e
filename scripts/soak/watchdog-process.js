import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root, startProcess } from './soak-server.js';

const PATIENCE_MS = 180_000;

/** A watchdog that looks every second, sends its messages to a webhook and a command, and is measured from outside. Linux only. */
export async function startWatchdog(url, migrations) {
  const directory = mkdtempSync(join(tmpdir(), 'plumbline-soak-'));
  const webhook = createServer((request, response) => request.resume().on('end', () => response.writeHead(204).end()));
  webhook.listen(0, '127.0.0.1');
  await once(webhook, 'listening');
  const { child, ended, output } = startProcess(process.execPath, [join(root, 'apps/db-watchdog/dist/main.js')], {
    env: {
      DATABASE_URL: url,
      WATCHDOG_MIGRATIONS: migrations,
      WATCHDOG_SCHEDULE: '* * * * * *',
      WATCHDOG_JITTER: '0',
      WATCHDOG_STATE_FILE: join(directory, 'state.json'),
      WATCHDOG_PORT: '0',
      WATCHDOG_NOTIFY_SEVERITY: 'info',
      WATCHDOG_WEBHOOK_URL: `http://127.0.0.1:${webhook.address().port}/`,
      WATCHDOG_COMMAND: 'cat > /dev/null',
    },
    hasChannel: true,
  });
  const ready = await Promise.race([once(child, 'message').then(() => true), ended.then(() => false)]);
  if (!ready) throw new Error(`The watchdog ended:\n${output()}`);
  const [, address] = /listens on (\S+) /.exec(output());
  const text = async (path) => (await fetch(`${address}${path}`)).text();
  const status = async () => JSON.parse(await text('/api/status'));
  return {
    log: output,
    status,
    /** What a person and Prometheus do. */
    visit: () => Promise.all([text('/'), text('/metrics'), text('/api/status')]),
    checks: async () => checksIn(await text('/metrics')),
    usage: () => usageOf(child.pid),
    async until(condition) {
      for (const deadline = Date.now() + PATIENCE_MS; ; await sleep(500)) {
        const now = await status();
        if (condition(now)) return;
        if (Date.now() > deadline) throw new Error(`The watchdog says ${now.verdict} and stays with it:\n${output()}`);
      }
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
      return child.exitCode;
    },
    kill() {
      child.kill('SIGKILL');
      webhook.closeAllConnections();
      webhook.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function usageOf(pid) {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'));
  return { megabytes: Number(kilobytes) / 1024, descriptors: readdirSync(`/proc/${pid}/fd`).length };
}

/** How often it looked, by what the look of the schema came to. */
function checksIn(metrics) {
  const counts = { quiet: 0, full: 0, failed: 0, sent: 0 };
  for (const [, result, count] of metrics.matchAll(
    /^db_watchdog_checks_total\{.*check="schema",result="(\w+)"\} (\d+)$/gm,
  )) {
    const name = result === 'skipped' ? 'quiet' : result === 'ok' || result === 'drift' ? 'full' : 'failed';
    counts[name] += Number(count);
  }
  for (const [, count] of metrics.matchAll(/^db_watchdog_notifications_total\{.*result="sent"\} (\d+)$/gm)) {
    counts.sent += Number(count);
  }
  return counts;
}
