import { loadavg } from 'node:os';

/** One figure, one line, with the machine's load average over the last minute beside it: others may be at work on it. */
export const print = (figure: Record<string, string | number>): void =>
  console.log(JSON.stringify({ ...figure, loadAverage: Number((loadavg()[0] ?? 0).toFixed(1)) }));

/** The value below which `share` of the figures lie. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** p50 and p99 of milliseconds, to a tenth. */
export const spread = (values: readonly number[]) => ({
  n: values.length,
  p50Ms: Number(quantile(values, 0.5).toFixed(1)),
  p99Ms: Number(quantile(values, 0.99).toFixed(1)),
});

export const toMb = (bytes: number): number => Number((bytes / 1024 / 1024).toFixed(1));
