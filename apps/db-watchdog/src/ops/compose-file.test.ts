import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { opsDirectory, readOps } from '../../test/monitoring/rule-files.ts';
import { variables } from '../config/variables.ts';

// No container is started here: these hold the file to what it names. Whether the images can be had is not tried.
interface Service {
  readonly command?: readonly string[];
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, object>>;
}

const compose = readOps<{
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, null>>;
}>('compose.yml');
const services = Object.entries(compose.services).map(([name, service]) => ({ name, ...service }));
/** Where a folder of `ops/` is inside of a service. */
const placeOf = (service: string, folder: string): string | undefined =>
  compose.services[service]?.volumes?.find((volume) => volume.startsWith(`${folder}:`))?.split(':')[1];
/** `host:port` of a service that its port is published for. */
const listeners = services.flatMap(({ name, ports = [] }) => ports.map((port) => `${name}:${port.split(':').at(-1)}`));

describe('the compose file', () => {
  it('brings up the server, the apps, Prometheus, Alertmanager and Grafana', () => {
    expect(services.map(({ name }) => name)).toEqual([
      'postgres',
      'backend',
      'db-watchdog',
      'prometheus',
      'alertmanager',
      'grafana',
    ]);
  });

  it.each(services)('$name is reached on loopback only, and mounts and waits for what there is', (service) => {
    for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
    for (const volume of service.volumes ?? []) {
      const source = volume.split(':')[0] ?? '';
      if (source.startsWith('.')) expect(existsSync(opsDirectory + source), source).toBe(true);
      else expect(Object.keys(compose.volumes)).toContain(source);
    }
    expect(Object.keys(compose.services)).toEqual(expect.arrayContaining(Object.keys(service.depends_on ?? {})));
  });

  it.each(['backend', 'db-watchdog'])('%s is started by a file that the build makes', (name) => {
    const script = compose.services[name]?.command?.[1] ?? '';
    expect(script).toBe(`apps/${name}/dist/main.js`);
    expect(existsSync(`${opsDirectory}../${script.replace('/dist/', '/src/').replace('.js', '.ts')}`)).toBe(true);
  });

  it('sets only variables that the watchdog knows', () => {
    const { NODE_ENV: _mode, ...given } = compose.services['db-watchdog']?.environment ?? {};
    expect(Object.keys(given).filter((name) => !(name in variables))).toEqual([]);
  });
});

describe('what the services are configured by', () => {
  it('is where their images look for it', () => {
    expect(placeOf('prometheus', './prometheus')).toBe('/etc/prometheus');
    expect(placeOf('alertmanager', './alertmanager')).toBe('/etc/alertmanager');
    expect(placeOf('grafana', './grafana/provisioning')).toBe('/etc/grafana/provisioning');
    for (const file of ['prometheus/prometheus.yml', 'alertmanager/alertmanager.yml']) {
      expect(existsSync(opsDirectory + file), file).toBe(true);
    }
  });

  it('gives Prometheus rules that are there, and targets that are services', () => {
    const config = readOps<{ readonly rule_files: readonly string[] }>('prometheus/prometheus.yml');
    expect(config.rule_files.length).toBeGreaterThan(0);
    for (const file of config.rule_files) expect(existsSync(`${opsDirectory}prometheus/${file}`), file).toBe(true);
    const targets = JSON.stringify(config).match(/(?<=")[\w-]+:\d+(?=")/g) ?? [];
    expect(targets).toHaveLength(3);
    expect(targets.filter((target) => !listeners.includes(target))).toEqual([]);
  });

  it('gives Grafana the dashboards where they are mounted, and Prometheus where it listens', () => {
    const { providers } = readOps<{ providers: { type: string; options: { path: string } }[] }>(
      'grafana/provisioning/dashboards/plumbline.yml',
    );
    expect(providers.map(({ type, options }) => [type, options.path])).toEqual([
      ['file', placeOf('grafana', './grafana/dashboards')],
    ]);
    const { datasources } = readOps<{ datasources: { type: string; url: string }[] }>(
      'grafana/provisioning/datasources/prometheus.yml',
    );
    expect(datasources.map(({ type }) => type)).toEqual(['prometheus']);
    for (const { url } of datasources) expect(listeners).toContain(new URL(url).host);
  });
});
