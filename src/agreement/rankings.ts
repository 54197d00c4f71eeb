/** One comparison as a ranking takes it; a tie is half a win for each. */
export interface Outcome {
  left: string;
  right: string;
  winner: 'left' | 'right' | 'tie';
}

export interface Ranked {
  item: string;
  score: number;
}

/** Sums of wins between items: `wins[i][j]` is how often i beat j, ties half. */
function winMatrix(outcomes: readonly Outcome[]): { items: string[]; wins: number[][] } {
  const items = [...new Set(outcomes.flatMap(({ left, right }) => [left, right]))];
  const index = new Map(items.map((item, i) => [item, i]));
  const wins = items.map(() => new Array<number>(items.length).fill(0));
  for (const { left, right, winner } of outcomes) {
    const [i, j] = [index.get(left)!, index.get(right)!];
    wins[i]![j]! += winner === 'left' ? 1 : winner === 'tie' ? 0.5 : 0;
    wins[j]![i]! += winner === 'right' ? 1 : winner === 'tie' ? 0.5 : 0;
  }
  return { items, wins };
}

/**
 * Bradley–Terry strengths (1952) by minorisation–maximisation (Hunter 2004); ties are half a win each. Scores sum to 1, best first. They are
 * finite only where no group of items won, or lost, every comparison against the rest; where one did, the iteration ends at its limit
 * with the order right and the distance meaningless.
 */
export function bradleyTerry(outcomes: readonly Outcome[], { tolerance = 1e-14, rounds = 100_000 } = {}): Ranked[] {
  const { items, wins } = winMatrix(outcomes);
  const n = items.length;
  const won = wins.map((row) => row.reduce((a, b) => a + b, 0));
  let scores = new Array<number>(n).fill(1 / n);
  for (let round = 0; round < rounds; round++) {
    const next = scores.map((own, i) => {
      let met = 0;
      for (let j = 0; j < n; j++) if (i !== j) met += (wins[i]![j]! + wins[j]![i]!) / (own + scores[j]!);
      return met > 0 ? won[i]! / met : own;
    });
    const total = next.reduce((a, b) => a + b, 0);
    const normalised = next.map((score) => score / total);
    const change = Math.max(...normalised.map((score, i) => Math.abs(score - scores[i]!)));
    scores = normalised;
    if (change < tolerance) break;
  }
  return items.map((item, i) => ({ item, score: scores[i]! })).sort((a, b) => b.score - a.score);
}

/** Elo ratings (1978) in the order of the comparisons: start 1000, scale 400, K = 4; a tie is half a point. The order of the rows matters. */
export function eloRatings(outcomes: readonly Outcome[], { start = 1000, scale = 400, k = 4 } = {}): Ranked[] {
  const ratings = new Map<string, number>();
  const of = (item: string) => ratings.get(item) ?? start;
  for (const { left, right, winner } of outcomes) {
    const expected = 1 / (1 + 10 ** ((of(right) - of(left)) / scale));
    const change = k * ((winner === 'left' ? 1 : winner === 'tie' ? 0.5 : 0) - expected);
    ratings.set(left, of(left) + change);
    ratings.set(right, of(right) - change);
  }
  return [...ratings].map(([item, score]) => ({ item, score })).sort((a, b) => b.score - a.score);
}
