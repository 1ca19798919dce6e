import { watchLaunchers } from './watch-launchers.js';

/** The exit code of a program that a signal ended. */
const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

/**
 * Listens for the wish to stop: a signal, or the end of what started this process. The first one counts; later ones change
 * nothing: a terminal sends Ctrl-C to everybody in it, and pnpm hands it on once more.
 *
 * @param onFirst called with what it was
 * @returns { signal, exitCode() }: `signal` aborts with the first one
 */
export function listenForStop(onFirst) {
  const controller = new AbortController();
  let code = null;
  const heard = (what, exitCode) => {
    if (code !== null) return;
    code = exitCode;
    onFirst(what);
    controller.abort();
  };
  for (const [name, exitCode] of Object.entries(exitCodes)) process.on(name, () => heard(name, exitCode));
  void watchLaunchers(() => heard('npx or pnpm is gone', exitCodes.SIGTERM));
  return { signal: controller.signal, exitCode: () => code };
}
