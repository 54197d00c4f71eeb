/** Elo's ratings as RRM's authors use them (evalica's defaults): from 1000, scale 400, K = 4. */
const START = 1000;
const SCALE = 400;
const K = 4;

export interface Game {
  a: number;
  b: number;
  /** 1 when `a` won, 0 when `b` did, ½ for a draw. */
  scoreA: number;
}

/**
 * Ratings of candidates 0 … n − 1 after the games, played one after the other in the given order. The order
 * matters.
 */
export function eloRatings(games: readonly Game[], n: number): number[] {
  const ratings = new Array<number>(n).fill(START);
  for (const { a, b, scoreA } of games) {
    const [ratingA, ratingB] = [ratings[a]!, ratings[b]!];
    const expectedA = 1 / (1 + 10 ** ((ratingB - ratingA) / SCALE));
    const change = K * (scoreA - expectedA);
    ratings[a] = ratingA + change;
    ratings[b] = ratingB - change;
  }
  return ratings;
}
