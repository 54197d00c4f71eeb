import jstat from 'jstat';

/**
 * The 95 % bounds of a bootstrap by BCa (bias-corrected and accelerated, Efron 1987), with the tails widened for few clusters as Student's t
 * would (expanded percentiles, Hesterberg 2015). `resampled`: the statistic on each resample, sorted. `without`: the statistic with each cluster
 * left out in turn. null where resamples do not differ: they know nothing of what was not seen.
 */
export function bcaBounds(
  value: number,
  resampled: ArrayLike<number>,
  without: readonly number[],
): readonly [low: number, high: number] | null {
  const [b, clusters] = [resampled.length, without.length];
  if (b === 0 || clusters < 2 || resampled[b - 1]! - resampled[0]! < 1e-12) return null;
  let [below, level] = [0, 0];
  for (let i = 0; i < b; i++) {
    if (resampled[i]! < value - 1e-12) below += 1;
    else if (resampled[i]! <= value + 1e-12) level += 1;
  }
  const share = (below + level / 2) / b;
  const shift = jstat.normal.inv(Math.min(1 - 0.5 / b, Math.max(0.5 / b, share)), 0, 1);
  const acceleration = accelerationOf(without);
  const wide = Math.sqrt(clusters / (clusters - 1)) * jstat.studentt.inv(0.975, clusters - 1);
  const at = (z: number) => {
    const moved = shift + z;
    // Past the pole of the correction there is nothing but the outermost resample.
    const room = 1 - acceleration * moved;
    const q = room <= 0 ? (z > 0 ? 1 : 0) : jstat.normal.cdf(shift + moved / room, 0, 1);
    return resampled[Math.round(q * (b - 1))]!;
  };
  return [Math.min(value, at(-wide)), Math.max(value, at(wide))];
}

/** A sixth of the jackknife's skewness. */
function accelerationOf(without: readonly number[]): number {
  const mean = without.reduce((a, b) => a + b, 0) / without.length;
  let [squares, cubes] = [0, 0];
  for (const each of without) {
    squares += (mean - each) ** 2;
    cubes += (mean - each) ** 3;
  }
  return squares > 0 ? cubes / (6 * squares ** 1.5) : 0;
}
