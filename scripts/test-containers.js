// Runs the database tests on a PostgreSQL in a Docker container, when a Docker engine answers.
//
//   pnpm test:containers [files...]     PLUMBLINE_TEST_MAJOR and PLUMBLINE_TEST_IMAGE choose the image
import { request } from 'node:http';
import { request as secureRequest } from 'node:https';
import { homedir } from 'node:os';
import { env } from 'node:process';
import { compile, runDatabaseTests } from './run-database-tests.js';

const patience = 3000;

/** Asks an engine for its version; resolves with null, or why there is no answer. */
function ask(host) {
  return new Promise((resolve) => {
    const call = host.startsWith('https:') ? secureRequest : request;
    const target = host.startsWith('unix:')
      ? [{ socketPath: host.replace(/^unix:(\/\/)?/, ''), path: '/_ping', timeout: patience }]
      : [new URL('/_ping', host.replace(/^tcp:/, 'http:')), { timeout: patience }];
    const asked = call(...target, (response) => {
      response.resume();
      resolve(response.statusCode === 200 ? null : `answers ${response.statusCode}`);
    });
    asked.on('timeout', () => asked.destroy(new Error(`no answer within ${patience / 1000} s`)));
    asked.on('error', (error) => resolve(error.code ?? error.message));
    asked.end();
  });
}

const hosts = env.DOCKER_HOST
  ? [env.DOCKER_HOST]
  : ['unix:///var/run/docker.sock', `unix://${homedir()}/.docker/run/docker.sock`];
const answers = await Promise.all(hosts.map(ask));

if (answers.includes(null)) {
  compile();
  const { PLUMBLINE_TEST_MAJOR: major = '18' } = env;
  const variables = { PLUMBLINE_TEST_SOURCE: 'container', PLUMBLINE_TEST_MAJOR: major };
  const { ok, line } = runDatabaseTests(variables, process.argv.slice(2));
  console.log(`Container ${env.PLUMBLINE_TEST_IMAGE ?? `postgres:${major}`}  ${line}`);
  process.exitCode = ok ? 0 : 1;
} else {
  const why = hosts.map((host, index) => `${host} ${answers[index]}`).join('; ');
  console.log(`skipped: no Docker engine answers (${why}): start Docker, or use pnpm test`);
}
