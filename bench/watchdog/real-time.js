import { spawnSync } from 'node:child_process';

/**
 * With BENCH_REALTIME=1, as root on Linux: these processes come first while something is timed, so that what else the machine
 * does does not count. What they start does not: it has to make do with what others leave.
 */
export async function inRealTime(pids, action) {
  const isAsked = process.env.BENCH_REALTIME === '1';
  if (isAsked) schedule(['--reset-on-fork', '--rr'], '1', pids);
  try {
    return await action();
  } finally {
    if (isAsked) schedule(['--other'], '0', pids);
  }
}

function schedule(policy, priority, pids) {
  for (const pid of pids) {
    const { status, stderr } = spawnSync('chrt', ['--all-tasks', ...policy, '--pid', priority, String(pid)]);
    if (status !== 0) throw new Error(`chrt ended with ${status}: ${stderr}`);
  }
}
