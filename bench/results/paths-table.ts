import { grid } from './grid.ts';
import type { Line } from './runs.ts';
import type { Drawn } from './table.ts';

/**
 * How many streams miss at some look, and the mean width at the last one, for the sequence and for the
 * interval for one look, from the lines of `paths.bench.ts`.
 */
export function paths(lines: readonly Line[]): Drawn {
  const cells = [...Map.groupBy(lines, ({ stream, questions }) => JSON.stringify([stream, questions])).values()].map(
    (pair) => ({
      ...pair[0],
      questions: `${pair[0]?.questions} questions`,
      said: ['sequence', 'fixed n'].map((wanted) => words(pair.find(({ method }) => method === wanted)!)).join(' · '),
    }),
  );
  return { table: grid(cells, ['stream'], 'questions', ({ said }) => String(said)) };
}

const words = ({ missed, width }: Line) =>
  `${(100 * Number(missed)).toFixed(1)} % @ ${(100 * Number(width)).toFixed(0)}`;

/** How often a threshold is promised, of how many questions, and how often wrongly: `trust.bench.ts`. */
export const promises = (lines: readonly Line[]): Drawn => ({
  table: grid(
    lines.map((line) => ({ ...line, questions: `${line.questions} questions` })),
    ['judge', 'starts'],
    'questions',
    ({ promises: some, share, wrong }) =>
      `${[some, share].map((value) => (100 * Number(value)).toFixed(0)).join(' · ')} · ${(100 * Number(wrong)).toFixed(1)}`,
  ),
});
