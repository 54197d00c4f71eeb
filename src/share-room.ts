/**
 * Divides `total` among texts of these lengths, fairly (max–min). Lengths and total are in the same unit.
 * Short texts get all they need, and long ones share the rest equally.
 *
 * @returns the share of each text, in the order given.
 */
export function shareRoom(lengths: readonly number[], total: number): number[] {
  const shares = lengths.map(() => 0);
  let left = total;
  const waiting = lengths.map((length, index) => ({ length, index })).sort((a, b) => a.length - b.length);
  waiting.forEach(({ length, index }, position) => {
    shares[index] = Math.min(length, Math.floor(left / (waiting.length - position)));
    left -= shares[index] ?? 0;
  });
  return shares;
}
