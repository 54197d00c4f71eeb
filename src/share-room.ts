/** Shares `total` among texts of these lengths: short ones get all they need, long ones the rest in equal parts. */
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
