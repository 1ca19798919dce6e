import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { hasPrograms } from '../../test/monitoring/has-programs.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const run = (command: string, ...args: readonly string[]) => {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: root, encoding: 'utf8', timeout: 20_000 });
  return { status, said: `${stdout}${stderr}${error?.message ?? ''}` };
};

describe.skipIf(!hasPrograms('promtool'))('promtool', () => {
  it('reads the rules', () => {
    expect(run('promtool', 'check', 'rules', 'ops/prometheus/db-watchdog.rules.yml')).toMatchObject({ status: 0 });
  });

  it('reads the configuration', () => {
    expect(run('promtool', 'check', 'config', 'ops/prometheus/prometheus.yml')).toMatchObject({ status: 0 });
  });

  it('sees the alerts fire and end as their tests say', () => {
    expect(run('promtool', 'test', 'rules', 'ops/prometheus/db-watchdog.rules.test.yml')).toMatchObject({ status: 0 });
  });
});

describe.skipIf(!hasPrograms('amtool'))('amtool', () => {
  it('reads the routing', () => {
    expect(run('amtool', 'check-config', 'ops/alertmanager/alertmanager.yml')).toMatchObject({ status: 0 });
  });
});
