import { errorText, type PlumblineError } from '@plumbline/engine';
import { EXIT_STAY_STOPPED, EXIT_STOPPED, EXIT_TRY_AGAIN, StartupFailure } from './startup-failure.ts';

/** A failure of the engine as the end of a start. @param report default: the error with its diagnosis */
export function failedByEngine(error: PlumblineError, report: string = errorText(error)): StartupFailure {
  return new StartupFailure(exitCodeOf(error), error.message, report, error);
}

function exitCodeOf({ code, exitCode }: PlumblineError): number {
  if (code === 'aborted') return EXIT_STOPPED;
  return exitCode === EXIT_TRY_AGAIN ? EXIT_TRY_AGAIN : EXIT_STAY_STOPPED;
}
