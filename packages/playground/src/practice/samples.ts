import { createHash } from 'node:crypto';

/** How many prompts are remembered. Beyond it the oldest are forgotten, and counted from 0 again. */
const MOST = 5000;

/** Counts how often the same prompt came: a model that samples says something else each time. */
export function openSamples(): { next(prompt: string): number } {
  const counts = new Map<string, number>();
  return {
    next(prompt) {
      const key = createHash('sha256').update(prompt).digest('base64');
      const count = counts.get(key) ?? 0;
      counts.delete(key);
      counts.set(key, count + 1);
      if (counts.size > MOST) counts.delete(counts.keys().next().value as string);
      return count;
    },
  };
}
