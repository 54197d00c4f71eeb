import { createInterface } from 'node:readline';

/**
 * Turns the lines of the coverage study into a Markdown table:
 * the lowest and highest coverage over all communities, in per cent.
 * Leaves out figures that had an interval in fewer than 100 runs.
 *
 * `npm run -s bench -- coverage | node bench/agreement/coverage-table.ts`
 */
interface Line {
  figure: string;
  asks: number;
  runs: number;
  coverage: number | null;
}

const figures = new Map<string, Map<number, number[]>>();
for await (const line of createInterface({ input: process.stdin })) {
  const { figure, asks, runs, coverage } = JSON.parse(line) as Line;
  const sizes = figures.get(figure) ?? new Map<number, number[]>();
  figures.set(figure, sizes);
  if (coverage !== null && runs >= 100) sizes.set(asks, [...(sizes.get(asks) ?? []), coverage * 100]);
}
const sizes = [...new Set([...figures.values()].flatMap((bySize) => [...bySize.keys()]))].sort((a, b) => a - b);
const range = (values: number[] | undefined) => {
  if (!values) return '–';
  const [low, high] = [Math.min(...values).toFixed(1), Math.max(...values).toFixed(1)];
  return low === high ? low : `${low} – ${high}`;
};
console.log(`| figure | ${sizes.map((n) => `${n} asks`).join(' | ')} |\n|---|${sizes.map(() => '---|').join('')}`);
for (const [figure, bySize] of figures)
  console.log(`| ${figure} | ${sizes.map((n) => range(bySize.get(n))).join(' | ')} |`);
