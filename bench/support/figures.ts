import { loadavg } from 'node:os';

/** Prints figures as a JSON line, with the last minute's load average: the machine may have other work. */
export const print = (figure: Record<string, string | number>): void =>
  console.log(JSON.stringify({ ...figure, loadAverage: Number((loadavg()[0] ?? 0).toFixed(1)) }));

/** The quantile for `share`, 0–1. NaN without values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** p50 and p99 of milliseconds, rounded to a tenth. */
export const spread = (values: readonly number[]) => ({
  n: values.length,
  p50Ms: Number(quantile(values, 0.5).toFixed(1)),
  p99Ms: Number(quantile(values, 0.99).toFixed(1)),
});

export const toMb = (bytes: number): number => Number((bytes / 1024 / 1024).toFixed(1));
