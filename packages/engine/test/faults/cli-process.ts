import { join } from 'node:path';
import { type StartedProcess, startProcess } from '@plumbline/testkit';
import { repository } from '@plumbline/testkit/vitest';

export { buildWorkspace as build } from '@plumbline/testkit/vitest';

const command: string = join(repository, 'packages/cli/bin/plumbline.js');

interface Where {
  readonly url: string;
  readonly directory: string;
}

/** A real `plumbline migrate`. */
export function startMigrate(where: Where, args: readonly string[] = []): StartedProcess {
  return startCommand('migrate', where, args);
}

export function startCommand(name: string, { url, directory }: Where, args: readonly string[] = []): StartedProcess {
  return startProcess(process.execPath, [command, name, '--url', url, '--dir', directory, ...args], {
    env: { NO_COLOR: '1' },
  });
}
