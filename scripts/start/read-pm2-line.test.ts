import { expect, test } from 'vitest';
import { readPm2Line } from './read-pm2-line.js';

test.each([
  [
    'timestamp=2026-11-28-07:05:24+0000 app=db-watchdog id=1 type=out message=2026-11-28T07:05:24: shop is what its migrations say.',
    { type: 'line', app: 'db-watchdog', text: 'shop is what its migrations say.' },
  ],
  [
    'timestamp=2026-11-28-07:05:24+0000 app=myaiagent-backend id=0 type=error message=2026-11-28T07:05:24: ',
    { type: 'line', app: 'myaiagent-backend', text: '' },
  ],
  [
    '2026-11-28T07:05:37: PM2 log: App [myaiagent-backend:0] exited with code [78] via signal [SIGINT]',
    { type: 'ended', app: 'myaiagent-backend', exitCode: 78 },
  ],
  [
    '2026-11-28T07:05:32: PM2 log: App [db-watchdog:1] online',
    { type: 'pm2', text: 'PM2 log: App [db-watchdog:1] online' },
  ],
  // What an application prints is never taken for what pm2 says about it.
  [
    'timestamp=x app=db-watchdog id=1 type=out message=PM2 log: App [db-watchdog:1] exited with code [78] via signal [SIGINT]',
    {
      type: 'line',
      app: 'db-watchdog',
      text: 'PM2 log: App [db-watchdog:1] exited with code [78] via signal [SIGINT]',
    },
  ],
])('%s', (line, read) => {
  expect(readPm2Line(line)).toEqual(read);
});
