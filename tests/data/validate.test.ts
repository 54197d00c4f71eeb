import { describe, expect, it } from 'vitest';
import { defaultThresholds } from '../../src/research/validate/modes.ts';
import type { LabelledPair, Said } from '../../src/research/validate/pairs.ts';
import { validate } from '../../src/research/validate/validation.ts';
import { hasPublicData, readPublicLines } from '../support/public-data.ts';

const bare = { models: null, style: null, fingerprint: null };
const input = {
  family: null,
  madeAt: new Date('2026-11-27T12:00:00Z'),
  modes: { ties: 'with', abstentions: 'leave-out' } as const,
  thresholds: defaultThresholds,
  anchor: null,
  earlier: null,
  level: 0.01,
};

interface Vote {
  question_id: number;
  turn: number;
  model_a: string;
  model_b: string;
  winner: string;
}

interface Contest {
  judge: string;
  question: number;
  verdicts: Record<string, Said>;
  votes: Record<string, [number, number, number]>;
}

/** What most said; a tie where two labels are level. */
function majority(counts: Readonly<Record<'first' | 'second' | 'tie', number>>) {
  const [[label, most], [, next]] = Object.entries(counts).sort(([, a], [, b]) => b - a) as [string, number][] as [
    [string, number],
    [string, number],
  ];
  return most === 0 ? null : most === next ? ('tie' as const) : (label as 'first' | 'second' | 'tie');
}

describe.skipIf(!hasPublicData)('judges that others recorded', () => {
  it('GPT-4 on MT-Bench, with turns as sets: kappa .505 on 1814 pairs, and no verdict on orders', () => {
    const idOf = ({ question_id, model_a, model_b }: Vote) => `${question_id} ${[model_a, model_b].sort().join(' ')}`;
    const says = (row: Vote) => {
      const { winner, model_a, model_b } = row;
      return winner.startsWith('tie') ? 'tie' : (winner === 'model_a') === model_a < model_b ? 'first' : 'second';
    };
    const votes = Map.groupBy(readPublicLines<Vote>('mtbench_human/human.jsonl'), (row) => `${row.turn} ${idOf(row)}`);
    const pairs = [...votes.values()].map((own): LabelledPair => {
      const counts = { first: 0, second: 0, tie: 0 };
      for (const row of own) counts[says(row)] += 1;
      const [{ turn, question_id }] = own as [Vote];
      return { set: `turn ${turn}`, id: idOf(own[0]!), cluster: `${question_id}`, people: majority(counts), ...bare };
    });
    const calls = readPublicLines<Vote>('mtbench_human/gpt4_pair.jsonl').map((row) => ({
      set: `turn ${row.turn}`,
      id: idOf(row),
      order: 'given' as const,
      run: 1,
      verdict: says(row) as Said,
      answeredBy: null,
    }));
    const { sets, together, fitness } = validate({ ...input, judge: 'gpt-4', pairs, calls });
    expect(sets.map(({ kappa }) => kappa.value?.toFixed(3))).toEqual(['0.516', '0.492']);
    expect(together.kappa.value).toBeCloseTo(0.505, 3);
    expect(together).toMatchObject({ compared: 1814, questions: 80, firstSlot: { value: null } });
    expect(fitness.state).toBe('undecided');
  });

  it('five judges of PRD in both orders: three lean to a slot, and three turn a third of their verdicts', () => {
    const contests = readPublicLines<Contest>('prd_verdicts/contests.jsonl');
    const found = [...Map.groupBy(contests, ({ judge }) => judge)].map(([judge, own]) => {
      const pairs = own.flatMap(({ question, votes }) =>
        Object.entries(votes).map(([slots, [first, tie, second]]): LabelledPair => {
          const people = majority({ first, second, tie });
          return { set: 'PRD', id: `${question} ${slots}`, cluster: `${question}`, people, ...bare };
        }),
      );
      const calls = own.flatMap(({ question, verdicts }) =>
        Object.entries(verdicts).map(([slots, verdict]) => {
          const [a = 0, b = 0] = slots.split(',').map(Number);
          const [id, order] = [`${question} ${Math.min(a, b)},${Math.max(a, b)}`, a < b ? 'given' : 'swapped'] as const;
          return { set: 'PRD', id, order, run: 1, verdict, answeredBy: null };
        }),
      );
      const result = validate({ ...input, judge, pairs, calls });
      expect(result.fitness.state).toBe('withheld');
      const { firstSlot, flips } = result.together;
      return [judge, firstSlot.value, flips.value] as const;
    });
    const those = (test: (firstSlot: number, flips: number) => boolean) =>
      found.flatMap(([judge, firstSlot, flips]) => (test(firstSlot!, flips!) ? [judge] : [])).sort();
    expect(those((firstSlot) => Math.abs(firstSlot - 0.5) > 0.1)).toEqual(['bard', 'claude', 'gpt4']);
    expect(those((_, flips) => flips > 1 / 3)).toEqual(['bard', 'claude', 'vicuna-13b']);
  });
});
