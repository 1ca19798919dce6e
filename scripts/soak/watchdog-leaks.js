/**
 * Megabytes a minute, over the second half. Ten minutes of a check a second are a night of one a minute, and the collector of
 * Node lets a few megabytes lie that long; a leak of 20 kB a check would be more than this.
 */
const MOST_GROWTH = 1;
/** One that looks, and for a moment the one of a full read, which the server has not seen off yet. */
const MOST_SESSIONS = 2;

/** What is wrong with what was measured, a sentence each. @param samples {minute, megabytes, descriptors, sessions}, in order */
export function leaksOf(samples) {
  const growth = growthOf(samples);
  const descriptors = idle(samples, 'descriptors');
  const sessions = idle(samples, 'sessions');
  const most = Math.max(...samples.map((sample) => sample.sessions));
  return [
    ...(growth > MOST_GROWTH ? [`memory grows by ${growth.toFixed(2)} MB a minute, more than ${MOST_GROWTH}`] : []),
    ...(descriptors.last > descriptors.first
      ? [`${descriptors.last} descriptors at the end, ${descriptors.first} at the beginning`]
      : []),
    ...(sessions.last > 1 ? [`${sessions.last} sessions at the end`] : []),
    ...(most > MOST_SESSIONS ? [`${most} sessions at once`] : []),
  ];
}

/** The slope of the line that fits the second half best, in megabytes a minute. */
export function growthOf(samples) {
  const half = samples.slice(Math.floor(samples.length / 2));
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const minute = mean(half.map((sample) => sample.minute));
  const megabytes = mean(half.map((sample) => sample.megabytes));
  const spread = mean(half.map((sample) => (sample.minute - minute) ** 2));
  return spread === 0
    ? 0
    : mean(half.map((sample) => (sample.minute - minute) * (sample.megabytes - megabytes))) / spread;
}

/** The median of the first and of the last tenth: what is there when nothing is under way. */
function idle(samples, name) {
  const tenth = Math.max(1, Math.floor(samples.length / 10));
  const median = (part) => part.map((sample) => sample[name]).sort((a, b) => a - b)[Math.floor(part.length / 2)];
  return { first: median(samples.slice(0, tenth)), last: median(samples.slice(-tenth)) };
}

/** The figures, a line each. */
export function measurementText(samples, counts = null) {
  const megabytes = samples.map((sample) => sample.megabytes);
  const of = (name) => {
    const { first, last } = idle(samples, name);
    return `${name.padEnd(12)} first ${first}, last ${last}, most ${Math.max(...samples.map((sample) => sample[name]))}`;
  };
  return [
    `memory       first ${megabytes[0].toFixed(1)} MB, last ${megabytes.at(-1).toFixed(1)} MB, most ${Math.max(...megabytes).toFixed(1)} MB, second half ${growthOf(samples).toFixed(2)} MB a minute`,
    of('sessions'),
    of('descriptors'),
    ...(counts === null
      ? []
      : [
          `checks       ${counts.quiet + counts.full + counts.failed}: ${counts.full} read everything, ${counts.quiet} found nothing changed, ${counts.failed} failed`,
          `changes      ${counts.changes}; messages sent ${counts.sent}`,
        ]),
  ];
}
