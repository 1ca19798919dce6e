import { fileURLToPath } from 'node:url';

export { layPlain as lay } from '../runner/small-files.js';

const SCRIPT = fileURLToPath(new URL('../../packages/cli/bin/plumbline.js', import.meta.url));

/** The command as its package installs it. */
export function command(directory, url) {
  return [process.execPath, SCRIPT, 'migrate', '--dir', directory, '--url', url];
}
