/**
 * pm2: `pm2 start ecosystem.config.js`. A named export, because the workspace is made of ES modules.
 *
 * plumbline-migrate runs once and stays stopped: success, a refused file and a wrong configuration are all states that
 * another start would not change. Only "try again later" (75: no connection, or the lock is held) is started again; the
 * command itself waits before it says so. (With a restart delay pm2 would list a stopped entry as "waiting restart".)
 *
 * myaiagent-backend migrates and verifies by itself before it serves, and says when it is ready: `pm2 start` waits until
 * then. (In fork mode `pm2 reload` is a restart.) After 78 (configuration or schema wrong) pm2 leaves it alone, since another start would end the same
 * way, though it is listed as "waiting restart"; after anything else it is started again, after waits that grow to 15 s.
 * db-watchdog is ready after its first look, also when the databases are down; it gets longer to end than a statement may run.
 * A process gets longer to end than it gives its requests. Secrets come from the environment pm2 is started in.
 */
export const apps = [
  {
    name: 'plumbline-migrate',
    script: 'packages/cli/bin/plumbline.js',
    args: 'migrate',
    cwd: import.meta.dirname,
    exec_mode: 'fork',
    instances: 1,
    autorestart: true,
    stop_exit_codes: [0, 1, 2, 6, 143],
    max_restarts: 20,
    time: true,
  },
  {
    name: 'myaiagent-backend',
    script: 'apps/backend/dist/main.js',
    cwd: import.meta.dirname,
    exec_mode: 'fork',
    instances: 1,
    env: { NODE_ENV: process.env.NODE_ENV ?? 'production' },
    wait_ready: true,
    listen_timeout: 120_000,
    kill_timeout: 15_000,
    stop_exit_codes: [78],
    exp_backoff_restart_delay: 200,
    max_memory_restart: '512M',
    time: true,
  },
  {
    name: 'db-watchdog',
    script: 'apps/db-watchdog/dist/main.js',
    cwd: import.meta.dirname,
    exec_mode: 'fork',
    instances: 1,
    wait_ready: true,
    listen_timeout: 90_000,
    kill_timeout: 20_000,
    stop_exit_codes: [78],
    exp_backoff_restart_delay: 200,
    max_memory_restart: '512M',
    time: true,
  },
];
