import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { build, startDaemon } from './daemon.ts';
import { watchedProject } from './watched-project.ts';

beforeAll(build);

test('token and password guard everything but the sign of life', async () => {
  const daemon = await startDaemon(await watchedProject(), {
    WATCHDOG_TOKEN: 'a-long-enough-token',
    WATCHDOG_BASIC_AUTH: 'ann:pearl-1234',
  });
  expect((await daemon.get('/healthz')).status).toBe(200);
  for (const path of ['/', '/metrics', '/api/status', '/nowhere']) {
    const refused = await daemon.get(path);
    expect([path, refused.status]).toEqual([path, 401]);
    expect(refused.headers.get('www-authenticate')).toMatch(/Basic realm=.*Bearer/);
  }
  const basic = `Basic ${Buffer.from('ann:pearl-1234').toString('base64')}`;
  for (const authorization of ['Bearer a-long-enough-token', basic]) {
    expect((await daemon.get('/metrics', { authorization })).status).toBe(200);
  }
  expect((await fetch(`${daemon.address}/check`, { method: 'POST' })).status).toBe(401);
});

test('metrics come as Prometheus and as OpenMetrics, in any order, and name the same counters', async () => {
  const daemon = await startDaemon(await watchedProject());
  await daemon.until(({ verdict }) => verdict === 'true');
  const accept = 'application/openmetrics-text; version=1.0.0';
  const open = await daemon.get('/metrics', { accept });
  expect(open.headers.get('content-type')).toContain('openmetrics-text');
  const openText = await open.text();
  expect(openText).toMatch(/^# TYPE db_watchdog_checks counter$/m);
  expect(openText.endsWith('# EOF\n')).toBe(true);
  const plain = await daemon.metrics();
  expect(plain).toMatch(/^# TYPE db_watchdog_checks_total counter$/m);
  expect(plain).toMatch(/^db_watchdog_checks_total\{/m);
});

test('POST /check looks at once and reads everything; so does SIGUSR2', async () => {
  const project = await watchedProject();
  // A schedule that will not come by itself.
  const daemon = await startDaemon(project, { WATCHDOG_SCHEDULE: '0 0 1 1 *' });
  await daemon.until(({ verdict }) => verdict === 'true');
  await project.query('drop table agents');
  const answer = await fetch(`${daemon.address}/check`, { method: 'POST' });
  expect(await answer.json()).toMatchObject({ verdict: 'drift' });
  await project.query('create table agents (id integer primary key, user_id integer references users (id))');
  await project.query('create index agents_user on agents (user_id)');
  daemon.child.kill('SIGUSR2');
  await daemon.until(({ verdict }) => verdict === 'true');
});

test('other paths, other methods and odd requests are refused in words', async () => {
  const daemon = await startDaemon(await watchedProject());
  expect((await daemon.get('/nowhere')).status).toBe(404);
  const wrong = await fetch(`${daemon.address}/metrics`, { method: 'DELETE' });
  expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET']);
  expect((await fetch(`${daemon.address}/`, { method: 'HEAD' })).status).toBe(200);
  const page = await daemon.get('/');
  expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
  expect(page.headers.get('refresh')).toBeNull();
  expect((await daemon.get('/?refresh')).headers.get('refresh')).toBe('30');
});

test('with a certificate it speaks HTTPS', async () => {
  const project = await watchedProject();
  const [cert, key] = [join(project.directory, 'cert.pem'), join(project.directory, 'key.pem')];
  const how = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'];
  execFileSync(
    'openssl',
    [...how, '-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1', '-out', cert, '-keyout', key],
    {
      stdio: 'ignore',
    },
  );
  const daemon = await startDaemon(project, { WATCHDOG_TLS_CERT: cert, WATCHDOG_TLS_KEY: key });
  expect(daemon.address).toMatch(/^https:/);
  const status = await new Promise((resolve, reject) => {
    const asked = request(`${daemon.address}/healthz`, { ca: readFileSync(cert) }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.on('error', reject);
    asked.end();
  });
  expect(status).toBe(200);
});
