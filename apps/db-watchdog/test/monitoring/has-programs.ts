import { spawnSync } from 'node:child_process';

/** The programs of Prometheus that tests drive, and the Debian package of each. */
const packages = {
  prometheus: 'prometheus',
  promtool: 'prometheus',
  'prometheus-alertmanager': 'prometheus-alertmanager',
  amtool: 'prometheus-alertmanager',
} as const;
export type MonitoringProgram = keyof typeof packages;

/** Whether these programs are here. In CI they must be: one that is missing there is an error, not a reason to skip. */
export function hasPrograms(...programs: readonly MonitoringProgram[]): boolean {
  const missing = programs.filter((program) => spawnSync(program, ['--version']).error !== undefined);
  if (missing.length === 0) return true;
  const install = `apt-get install -y --no-install-recommends ${[...new Set(missing.map((program) => packages[program]))].join(' ')}`;
  if (process.env.CI === 'true') throw new Error(`These tests need ${missing.join(' and ')}: ${install}.`);
  process.stderr.write(`skipped: no ${missing.join(', no ')} on this machine (${install})\n`);
  return false;
}
