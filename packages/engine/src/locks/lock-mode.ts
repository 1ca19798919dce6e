/** PostgreSQL's lock modes of relations, the weakest first. */
export const lockModes = [
  'ACCESS SHARE',
  'ROW SHARE',
  'ROW EXCLUSIVE',
  'SHARE UPDATE EXCLUSIVE',
  'SHARE',
  'SHARE ROW EXCLUSIVE',
  'EXCLUSIVE',
  'ACCESS EXCLUSIVE',
] as const;

export type LockMode = (typeof lockModes)[number];

/** The mode that holds up more. */
export function stronger(a: LockMode, b: LockMode): LockMode {
  return lockModes.indexOf(a) >= lockModes.indexOf(b) ? a : b;
}

/** Who of an application's sessions waits while a mode is held: those that read, those that write, or neither. */
export function whoWaits(mode: LockMode): 'readers and writers' | 'writers' | 'nobody' {
  if (mode === 'ACCESS EXCLUSIVE') return 'readers and writers';
  return lockModes.indexOf(mode) >= lockModes.indexOf('SHARE') ? 'writers' : 'nobody';
}
