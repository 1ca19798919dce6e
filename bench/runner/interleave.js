/**
 * Measures contenders in turn, one after the other and again from the start, so that whatever else the machine does
 * hits all of them alike. The first round is thrown away.
 *
 * @param contenders name to a function that does the work once and returns milliseconds
 * @returns name to its samples, in order, so that the samples of one round can be set in relation
 */
export async function interleave(contenders, rounds, onRound = () => {}) {
  const names = Object.keys(contenders);
  const samples = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    onRound(round);
    // Another start each round: nobody always runs after the same neighbour.
    const order = names.map((_, index) => names[(index + round) % names.length]);
    for (const name of order) {
      const ms = await contenders[name]();
      if (round > 0) samples[name].push(ms);
    }
  }
  return samples;
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The median of the ratios of each round: what a round had to bear, both had to. */
export function pairedRatio(samples, base) {
  return median(samples.map((value, index) => value / base[index]));
}
