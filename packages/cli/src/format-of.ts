type Environment = Readonly<Record<string, string | undefined>>;

/** The commands that know --format. */
const FORMATTED: readonly (string | undefined)[] = ['lint', 'verify', 'diff', 'watch'];

/**
 * What standard output is kept for, known before the command line is read: its errors are printed so too. `text` is the
 * account for people; GitHub reads its annotations out of that.
 */
export function formatOf(args: readonly string[], env: Environment): 'text' | 'json' | 'sarif' {
  const isOn = ['1', 'true', 'yes', 'on'].includes(env.PLUMBLINE_JSON?.toLowerCase() ?? '');
  if (args.includes('--json')) return 'json';
  const at = args.findIndex((argument) => argument === '--format' || argument.startsWith('--format='));
  const isFormatted = FORMATTED.includes(args.find((argument) => !argument.startsWith('-')));
  const given = !isFormatted ? undefined : at === -1 ? env.PLUMBLINE_FORMAT : (args[at]?.split('=')[1] ?? args[at + 1]);
  if (given === 'sarif' || given === 'json') return given;
  return isOn ? 'json' : 'text';
}
