const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** `16 kB`, `1.2 GB`: as pg_size_pretty has it, in steps of 1024. */
export function sizeText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${UNITS[unit]}`;
}
