import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AskSnapshot } from '../../../src/asks/snapshot.ts';
import { askView } from '../../../src/discord/view/ask-view.ts';
import { ballotReply } from '../../../src/discord/view/ballot.ts';
import { voteReply } from '../../../src/discord/view/reveal.ts';
import { wordsFor } from '../../../src/discord/words/words.ts';
import { askRow, ballotRow, candidateRow, comparisonRow } from '../../support/snapshots.ts';

const N = 4;
const slots = [0, 1, 2, 3];

/** The secrets before the vote: everything that the judge, the tournament and the draw decided. */
const secrets = fc.record({
  seed: fc.stringMatching(/^[0-9a-f]{32}$/),
  pick: fc.nat(N - 1),
  standings: fc.shuffledSubarray(slots, { minLength: N }),
  pBest: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: N, maxLength: N }),
  verdicts: fc.array(fc.constantFrom('first' as const, 'second' as const, 'invalid' as const), {
    minLength: 5,
    maxLength: 5,
  }),
  policy: fc.constantFrom('runner-up' as const, 'random' as const),
  probability: fc.double({ min: 0.01, max: 1, noNaN: true }),
  models: fc.shuffledSubarray(['hf:a', 'hf:b', 'anthropic:c', 'hf:d'], { minLength: N }),
  styles: fc.shuffledSubarray(['plain', 'brief', 'steps', 'thorough'], { minLength: N }),
  figures: fc.array(fc.nat(100_000), { minLength: N, maxLength: N }),
});
type Secrets = typeof secrets extends fc.Arbitrary<infer T> ? T : never;

/** What is public: the question, the answers and their order. */
const shownTo = fc.record({
  answers: fc.array(fc.string({ maxLength: 3000, unit: 'grapheme' }), { minLength: N, maxLength: N }),
  shown: fc.shuffledSubarray(slots, { minLength: 2, maxLength: 2 }),
  language: fc.constantFrom('en', 'de'),
  hidePick: fc.boolean(),
  /** The reply that stands there while the judge is being started. */
  shownEarly: fc.option(fc.nat(N - 1), { nil: undefined }),
});
type Shown = typeof shownTo extends fc.Arbitrary<infer T> ? T : never;

function snapshot(
  kind: 'duel' | 'ballot',
  state: 'judging' | 'voting',
  { answers, shown, ...more }: Shown,
  s: Secrets,
) {
  const all = kind === 'ballot';
  const { language, hidePick, shownEarly } = more;
  const settings = { ...askRow().settings, language, hidePick, ...(shownEarly === undefined ? {} : { shownEarly }) };
  const ask = askRow({
    ...{ n: N, voting: kind, state, settings, seed: s.seed },
    ...(state === 'voting' ? { pick: s.pick, standings: s.standings, pBest: s.pBest } : { pick: null }),
  });
  const candidates = answers.map((text, slot) =>
    candidateRow(slot, text, {
      ...{ model: s.models[slot] ?? '', style: s.styles[slot] ?? '', latencyMs: s.figures[slot] ?? 0 },
      ...{ outputTokens: s.figures[N - 1 - slot] ?? 0, temperature: (s.figures[slot] ?? 0) / 100_000 },
    }),
  );
  const comparisons = s.verdicts.map((verdict, i) => comparisonRow(i + 1, i % N, (i + 1) % N, { verdict }));
  const ballot = ballotRow({
    ...{ kind, shown: all ? slots : shown, opponentPolicy: all ? 'all' : s.policy },
    opponentProbability: all ? 1 : s.probability,
  });
  const whole: AskSnapshot = { ask, candidates, comparisons, ballot: state === 'voting' ? ballot : null, tally: [] };
  return { whole, ballot, words: wordsFor(more.language) };
}

/** Both payloads are equal, including their files. */
const same = (one: unknown, other: unknown) => expect(JSON.stringify(one)).toBe(JSON.stringify(other));

describe('before the vote, no secret changes a single byte of', () => {
  it.each([
    ['duel', 'voting'],
    ['ballot', 'voting'],
    ['duel', 'judging'],
  ] as const)('the message about a %s that is %s', (kind, state) => {
    fc.assert(
      fc.property(shownTo, secrets, secrets, (shown, one, other) => {
        const [a, b] = [snapshot(kind, state, shown, one), snapshot(kind, state, shown, other)];
        same(askView(a.words, a.whole), askView(b.words, b.whole));
      }),
    );
  });

  it('the answers that one voter chooses from', () => {
    fc.assert(
      fc.property(shownTo, secrets, secrets, (shown, one, other) => {
        const [a, b] = [snapshot('ballot', 'voting', shown, one), snapshot('ballot', 'voting', shown, other)];
        same(
          ballotReply(a.words, a.ballot, [2, 0, 3, 1], a.whole.candidates),
          ballotReply(b.words, b.ballot, [2, 0, 3, 1], b.whole.candidates),
        );
      }),
    );
  });

  it('what a voter is told where the pick is kept to the end', () => {
    fc.assert(
      fc.property(shownTo, secrets, secrets, fc.nat(1), (shown, one, other, position) => {
        const told = (s: Secrets) => {
          const { whole, ballot, words } = snapshot('duel', 'voting', { ...shown, hidePick: true }, s);
          const choice = { choice: 'candidate' as const, slot: ballot.shown[position] ?? 0 };
          const { ask } = whole;
          return voteReply(words, {
            kind: 'counted',
            ballot,
            ask,
            order: ballot.shown,
            choice,
            blind: true,
            before: null,
            whyAllowed: false,
            isAsker: false,
          });
        };
        same(told(one), told(other));
      }),
    );
  });
});
