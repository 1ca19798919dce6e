/** Milliseconds as a person says them: `41 ms`, `2.3 s`, `4 min 10 s`, `3 h 5 min`, `2 d 4 h`. */
export function plainDuration(milliseconds: number): string {
  if (milliseconds < 999.5) return `${Math.max(0, Math.round(milliseconds))} ms`;
  if (milliseconds < 59_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (hours === 0) return joined(minutes, 'min', seconds % 60, 's');
  if (days === 0) return joined(hours, 'h', minutes % 60, 'min');
  return joined(days, 'd', hours % 24, 'h');
}

function joined(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}
