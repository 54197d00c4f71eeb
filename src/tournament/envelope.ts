import { expectedExcess } from './normal.ts';

/**
 * E[max (height + slope·Z)] − max height for a standard normal Z, exactly: by how much the best of several
 * straight lines is expected to lie above the one that is highest at 0.
 * @param heights of the m lines at 0
 * @param slopes of the m lines
 * Source: Frazier, Powell and Dayanik, "The Knowledge-Gradient Policy for Correlated Normal Beliefs", INFORMS
 * Journal on Computing 21 (2009), algorithm 1.
 */
export function expectedRise(heights: Float64Array, slopes: Float64Array, m: number): number {
  const order = bySlope(heights, slopes, m);
  // The upper envelope: lines that are highest somewhere, by slope; each from its entry in `starts` on.
  const hull: number[] = [];
  const starts: number[] = [];
  for (const line of order) {
    let start = Number.NEGATIVE_INFINITY;
    while (hull.length > 0) {
      const last = hull[hull.length - 1]!;
      const steeper = slopes[line]! - slopes[last]!;
      const lower = heights[last]! - heights[line]!;
      // Of two parallel lines the higher one comes later.
      start = steeper > 0 ? lower / steeper : Number.NEGATIVE_INFINITY;
      if (start > starts[starts.length - 1]!) break;
      hull.pop();
      starts.pop();
      start = Number.NEGATIVE_INFINITY;
    }
    hull.push(line);
    starts.push(start);
  }
  let rise = 0;
  for (let i = 1; i < hull.length; i++) {
    const steeper = slopes[hull[i]!]! - slopes[hull[i - 1]!]!;
    rise += expectedExcess(Math.abs(starts[i]!) * steeper, steeper);
  }
  return rise;
}

/** Sorts lines by slope, then by height. An insertion sort, for there are 16 lines at most. */
function bySlope(heights: Float64Array, slopes: Float64Array, m: number): number[] {
  const order: number[] = [];
  for (let line = 0; line < m; line++) {
    let at = line;
    for (; at > 0; at--) {
      const before = order[at - 1]!;
      const apart = slopes[before]! - slopes[line]! || heights[before]! - heights[line]!;
      if (apart <= 0) break;
      order[at] = before;
    }
    order[at] = line;
  }
  return order;
}
