import { defaultThresholds } from '../../../src/research/validate/modes.ts';
import type { Call, Label, LabelledPair, Said } from '../../../src/research/validate/pairs.ts';
import type { ValidationInput } from '../../../src/research/validate/validation.ts';

/** A pair of a question of its own. */
export const pair = (
  set: string,
  id: number,
  people: Label | null,
  more: Partial<LabelledPair> = {},
): LabelledPair => ({
  set,
  id: `${id}`,
  cluster: `${set} ${id}`,
  people,
  models: null,
  style: null,
  fingerprint: null,
  ...more,
});

/** What a judge says of a pair about its slots, in both orders, run by run. */
export const calls = (set: string, id: number, ...runs: (readonly [given: Said, swapped: Said])[]): Call[] =>
  runs.flatMap(([given, swapped], i) =>
    (['given', 'swapped'] as const).map((order) => ({
      set,
      id: `${id}`,
      order,
      run: i + 1,
      verdict: order === 'given' ? given : swapped,
      answeredBy: null,
    })),
  );

export const input = (pairs: LabelledPair[], all: Call[], more: Partial<ValidationInput> = {}): ValidationInput => ({
  judge: 'owl',
  family: null,
  madeAt: new Date('2026-11-27T12:00:00Z'),
  pairs,
  calls: all,
  modes: { ties: 'with', abstentions: 'leave-out' },
  thresholds: defaultThresholds,
  anchor: null,
  earlier: null,
  level: 0.01,
  ...more,
});

const RIGHT = { first: ['first', 'second'], second: ['second', 'first'], tie: ['tie', 'tie'] } as const;

/**
 * A set of `n` pairs, of which people prefer every other first, and a judge that is wrong in every
 * `wrong`th.
 */
export function agreeing(set: string, n: number, wrong: number, runs = 3): { pairs: LabelledPair[]; calls: Call[] } {
  const sides = Array.from({ length: n }, (_, i): Label => (i % 2 === 0 ? 'first' : 'second'));
  return {
    pairs: sides.map((side, i) => pair(set, i, side)),
    calls: sides.flatMap((side, i) => {
      const says = i % wrong === wrong - 1 ? (side === 'first' ? 'second' : 'first') : side;
      return calls(set, i, ...Array.from({ length: runs }, () => RIGHT[says]));
    }),
  };
}
