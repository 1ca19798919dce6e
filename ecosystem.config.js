/**
 * pm2: `pm2 start ecosystem.config.js`. A named export, because the workspace is made of ES modules.
 *
 * plumbline-migrate runs once and stays stopped: success, a refused file and a wrong configuration are all states that
 * another start would not change. Only "try again later" (75: no connection, or the lock is held) is started again; the
 * command itself waits before it says so. (With a restart delay pm2 would list a stopped entry as "waiting restart".)
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
];
