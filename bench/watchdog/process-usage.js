import { readFileSync } from 'node:fs';

/** What the kernel says of a process, on Linux: memory in bytes, CPU in milliseconds (to a hundredth of a second). Null when it is gone. */
export function processUsage(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    const kilobytes = (name) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0);
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /, '')
      .split(' ');
    const residentBytes = kilobytes('VmRSS') * 1024;
    if (residentBytes === 0) return null;
    const cpuMs = (Number(fields[11]) + Number(fields[12])) * 10;
    return { residentBytes, peakBytes: kilobytes('VmHWM') * 1024, cpuMs };
  } catch {
    return null;
  }
}

/** The processes that a process of ours has started and that are still there. */
export function childrenOf(pid) {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').split(' ').filter(Boolean).map(Number);
}
