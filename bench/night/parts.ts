import type { Line } from '../results/runs.ts';

/** What a part of the night came to. */
export interface Outcome {
  /** What was tried, in words: `200 kills`. */
  tried: string;
  /** What must hold. */
  aim: string;
  found: string;
  held: boolean;
}

export interface Part {
  name: string;
  /** The bench, a part of its name, and its arguments. @param share of the whole night's size, above 0 */
  command(share: number): string[];
  /** @param lines as the bench printed them */
  read(lines: readonly Line[]): Outcome;
}

const sized = (whole: number, share: number) => String(Math.max(1, Math.round(whole * share)));
const of = (lines: readonly Line[], bench: string) => lines.filter((line) => line.bench === bench);
const number = (line: Line | undefined, key: string) => Number(line?.[key] ?? Number.NaN);

/** A field's name as a reader says it: `paid twice`. */
const words = (key: string) => key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/**
 * Whether the sums of seeded runs have these fields at zero, and these pairs equal, and no run broke.
 * A field that a bench no longer prints counts as broken, not as zero.
 */
function seeded(
  lines: readonly Line[],
  bench: string,
  zero: readonly string[],
  equal: readonly (readonly [string, string])[],
): Omit<Outcome, 'tried'> {
  const sums = of(lines, bench).findLast((line) => 'runs' in line);
  const broken = (sums?.broken ?? []) as unknown[];
  const wrong = [
    ...zero.filter((key) => number(sums, key) !== 0).map((key) => `${words(key)} ${number(sums, key)}`),
    ...equal
      .filter(([a, b]) => number(sums, a) !== number(sums, b))
      .map(([a, b]) => `${words(a)} ${number(sums, a)}, ${words(b)} ${number(sums, b)}`),
    ...(broken.length > 0 ? [`broken seeds ${broken.join(' ')}`] : []),
  ];
  return {
    aim: [...zero.map((key) => `${words(key)} 0`), ...equal.map(([a, b]) => `${words(a)} = ${words(b)}`)].join(', '),
    found: wrong.join('; ') || equal.map(([a]) => `${words(a)} ${number(sums, a)}`).join(', '),
    held: sums !== undefined && wrong.length === 0,
  };
}

const runsOf = (lines: readonly Line[], bench: string) =>
  number(
    of(lines, bench).findLast((line) => 'runs' in line),
    'runs',
  );

/** How far below 93 % chance alone may take one of some hundred coverages: four standard errors. */
const lowest = (runs: number) => 0.93 - 4 * Math.sqrt((0.93 * 0.07) / runs);

export const parts: readonly Part[] = [
  {
    name: 'kill',
    command: (share) => ['faults/kill', sized(200, share), '1', '2'],
    read: (lines) => ({
      tried: `${runsOf(lines, 'kill')} runs with kill -9`,
      ...seeded(
        lines,
        'kill',
        ['asksFailed', 'paidTwice', 'unexplainedCalls', 'slotsTwice', 'messagesDoubled'],
        [
          ['asksEnded', 'asksAcknowledged'],
          ['votesKept', 'votesTold'],
        ],
      ),
    }),
  },
  {
    name: 'failover',
    command: (share) => ['faults/failover', sized(50, share), '1', '2', 'synchronous'],
    read: (lines) => ({
      tried: `${runsOf(lines, 'failover, synchronous')} primaries killed, with a synchronous standby`,
      ...seeded(
        lines,
        'failover, synchronous',
        ['votesLost', 'asksFailed', 'paidTwice', 'callsLost', 'unacknowledged', 'unanswered'],
        [
          ['asksEnded', 'asksTaken'],
          ['votesKept', 'votesTold'],
          ['ballotsClosed', 'ballotsDue'],
        ],
      ),
    }),
  },
  {
    name: 'storm',
    command: (share) => ['faults/storm', sized(60, share), '1', '2'],
    read: (lines) => ({
      tried: `${runsOf(lines, 'storm')} storms`,
      ...seeded(
        lines,
        'storm',
        ['messagesLeft', 'paidTwice', 'slotsTwice', 'deaths'],
        [
          ['asksEnded', 'asksTaken'],
          ['votesKept', 'votesTold'],
          ['worksAfter', 'runs'],
        ],
      ),
    }),
  },
  {
    name: 'soak',
    command: (share) => ['load/soak', sized(60, share), '1', '5'],
    read(lines) {
      const soak = of(lines, 'soak')[0];
      const memory = of(lines, 'soak memory');
      const grown = memory.map((line) => number(line, 'heapLeftKbPerMinute'));
      const [told, kept] = [number(soak, 'votesTold'), number(soak, 'votesKept')];
      return {
        tried: `${number(soak, 'minutes')} minutes of ${number(soak, 'faults')} faults in turns`,
        aim: 'votes kept = votes told, heap grows by less than 100 KB a minute',
        found: `votes told ${told}, votes kept ${kept}; ${grown.join(' and ')} KB a minute`,
        held: told === kept && memory.length > 0 && grown.every((kb) => kb < 100),
      };
    },
  },
  {
    name: 'coverage',
    command: (share) => ['agreement/coverage', '--runs', sized(1000, share), '--asks', '40,100'],
    read(lines) {
      const figures = of(lines, 'coverage');
      const missed = figures.filter((line) => number(line, 'coverage') < lowest(number(line, 'runs')));
      const named = missed.map((line) => `${line.figure} (${line.community}, ${line.asks}): ${line.coverage}`);
      return {
        tried: `${figures.length} intervals, up to ${Math.max(...figures.map((line) => number(line, 'runs')))} runs each`,
        aim: 'no 95 % interval covers less than 93 % by more than chance',
        found: named.join('; ') || `lowest ${Math.min(...figures.map((line) => number(line, 'coverage')))}`,
        held: figures.length > 0 && missed.length === 0,
      };
    },
  },
  {
    name: 'fuzz',
    command: (share) => ['fuzz', sized(20, share)],
    read(lines) {
      const fuzz = of(lines, 'fuzz')[0];
      return {
        tried: `${number(fuzz, 'tests')} tests with ${number(fuzz, 'times')} × the examples`,
        aim: 'failed 0',
        found: `failed ${number(fuzz, 'failed')}${fuzz?.names ? `: ${fuzz.names}` : ''}`,
        held: number(fuzz, 'failed') === 0 && number(fuzz, 'tests') > 0,
      };
    },
  },
];
