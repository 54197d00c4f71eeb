const DISCORD_EPOCH = 1_420_070_400_000n;

/** Generates snowflakes: milliseconds since 2015, then a counter. They strictly increase, from `after` on. */
export function snowflakes(now: () => number, after = 0n): () => string {
  let last = after;
  return () => {
    const fromClock = (BigInt(Math.floor(now())) - DISCORD_EPOCH) << 22n;
    last = fromClock > last ? fromClock : last + 1n;
    return last.toString();
  };
}
