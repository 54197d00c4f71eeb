import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headToHead } from '../../../src/agreement/head-to-head.ts';
import { drawLineup } from '../../../src/ballots/opponent.ts';
import { standingInWords } from '../../../src/cli/promote/standing-words.ts';
import { agreementOf } from '../../../src/learning/agreement-of-both.ts';
import { type ComparedAsk, duelOf } from '../../../src/learning/compared-asks.ts';
import { perJudge } from '../../../src/learning/per-judge.ts';
import { pickedTwice, type Standing } from '../../../src/learning/standing.ts';

/** A finished tournament's standings, and the pick, which a reply shown early may have become. */
const stood = fc
  .shuffledSubarray([...Array(16).keys()], { minLength: 1 })
  .chain((standings) => fc.record({ standings: fc.constant(standings), pick: fc.constantFrom(...standings) }));

describe('the duel from what is kept of it', () => {
  it('has the opponents and the probability that the draw had', () => {
    fc.assert(
      fc.property(stood, fc.string(), ({ standings, pick }, seed) => {
        const drawn = drawLineup('duel', seed, pick, standings);
        if (drawn === null) return void expect(standings).toHaveLength(1);
        const duel = duelOf({ pick, standings, shown: drawn.shown });
        expect(duel?.pick).toBe(pick);
        expect(drawn.shown).toContain(duel?.opponent);
        // Its two ways of being chosen: as the runner-up, and as one of the others.
        const isRunnerUp = duel?.opponent === standings.find((slot) => slot !== pick);
        expect(drawn.probability).toBeCloseTo(0.5 / (duel?.others ?? 0) + (isRunnerUp ? 0.5 : 0), 12);
      }),
    );
  });

  it('makes every reply the opponent as often as the probability says', () => {
    const standings = [3, 0, 2, 1];
    const met = new Map<number, number>();
    for (let i = 0; i < 4000; i++) {
      const drawn = drawLineup('duel', `seed ${i}`, 3, standings)!;
      const { opponent } = duelOf({ pick: 3, standings, shown: drawn.shown })!;
      // Inverse probability: each of the three comes out at one, whoever was the runner-up.
      met.set(opponent, (met.get(opponent) ?? 0) + 1 / drawn.probability / 4000);
    }
    for (const slot of [0, 1, 2]) expect(met.get(slot)).toBeCloseTo(1, 0);
  });

  it('is none without an opponent, and none without the pick', () => {
    expect(duelOf({ pick: 1, standings: [1], shown: [1] })).toBeNull();
    expect(duelOf({ pick: 1, standings: [1, 2, 0], shown: [2, 0] })).toBeNull();
    expect(duelOf({ pick: null, standings: null, shown: [2, 0] })).toBeNull();
  });
});

const asked = fc
  .record({ others: fc.integer({ min: 1, max: 15 }), isRunnerUp: fc.boolean() })
  .chain(({ others, isRunnerUp }) =>
    fc.record({
      id: fc.uuid(),
      pick: fc.constant(0),
      opponent: fc.constant(1),
      others: fc.constant(others),
      challengersPick: fc.integer({ min: 0, max: others }),
      opponentProbability: fc.constant(others === 1 ? 1 : 0.5 / others + (isRunnerUp ? 0.5 : 0)),
      cast: fc.record({ pick: fc.nat(20), opponent: fc.nat(20) }),
      simulated: fc.boolean(),
      higher: fc.record({ champion: fc.constantFrom(0, 1), challenger: fc.constantFrom(0, 1) }),
      calls: fc.constant({ champion: [], challenger: [] }),
    }),
  ) satisfies fc.Arbitrary<ComparedAsk>;

describe('the data of a head-to-head comparison', () => {
  it('count votes only where the two picks met, and every ask once', () => {
    fc.assert(
      fc.property(fc.array(asked, { maxLength: 40 }), (asks) => {
        const rows = asks.map(pickedTwice);
        const met = asks.filter(({ challengersPick, opponent }) => challengersPick === opponent);
        const { duels, votes, watched, preferred } = headToHead(rows);
        const voted = met.filter(({ cast }) => cast.pick + cast.opponent > 0);
        expect(duels).toBe(voted.length);
        expect(votes).toBe(voted.reduce((sum, { cast }) => sum + cast.pick + cast.opponent, 0));
        expect(watched.n).toBe(asks.length);
        expect(preferred === null).toBe(voted.length === 0);
      }),
    );
  });

  it('say nothing for either where both would have picked the same', () => {
    fc.assert(
      fc.property(fc.array(asked, { minLength: 1 }), (asks) => {
        const same = asks.map((ask) => pickedTwice({ ...ask, challengersPick: ask.pick }));
        expect(headToHead(same)).toMatchObject({ decision: 'not-yet', duels: 0, watched: { value: 0.5 } });
      }),
    );
  });
});

describe('how often people agree with each', () => {
  it('counts every vote once for the side that stands higher with it', () => {
    fc.assert(
      fc.property(fc.array(asked, { maxLength: 40 }), (asks) => {
        const both = agreementOf(asks);
        for (const who of ['champion', 'challenger'] as const) {
          const all = asks.reduce((sum, { cast }) => sum + cast.pick + cast.opponent, 0);
          const theirs = asks.reduce(
            (sum, ask) => sum + (ask.higher[who] === 0 ? ask.cast.pick : ask.cast.opponent),
            0,
          );
          expect(both[who].n).toBe(all);
          if (all > 0) expect(both[who].value).toBeCloseTo(theirs / all, 12);
        }
      }),
    );
  });
});

describe('what a judge did', () => {
  const call = (first: number, second: number, verdict: 'first' | 'second' | 'invalid') => ({
    ...{ first, second, verdict, tokens: 100, usd: null },
  });

  it('is summed over questions, and a pair is contradicted within a question alone', () => {
    const asks = [
      [call(0, 1, 'first'), call(1, 0, 'first'), call(0, 1, 'second')],
      [call(0, 1, 'first'), call(1, 0, 'second'), call(2, 0, 'invalid')],
    ];
    expect(perJudge(asks)).toEqual({
      ...{ callsPerAsk: 3, tokensPerAsk: 300, usdPerAsk: null, invalidShare: 1 / 6 },
      ...{ contradictedShare: 0.5, firstSlotShare: 3 / 5 },
    });
  });

  it('is unknown where there is nothing', () => {
    expect(new Set(Object.values(perJudge([])))).toEqual(new Set([null]));
  });
});

describe('a standing in words', () => {
  const figure = { value: 0.541, low: 0.502, high: 0.58, n: 120 };
  const each = {
    ...{ callsPerAsk: 9.5, tokensPerAsk: 12_345.6, usdPerAsk: 0.0123, invalidShare: 0.01 },
    ...{ contradictedShare: 0.2, firstSlotShare: 0.49 },
  };
  const standing: Standing = {
    challenger: {
      ...{
        id: 'x',
        guildId: '1',
        judge: 'hf:Qwen3-8B#rules-3@http://10.0.0.1/v1',
        champion: 'anthropic:claude-haiku-4-5',
      },
      ...{ share: 0.5, dayTokens: 50_000, dayUsd: 2, actorHash: null, createdAt: new Date('2026-03-01T12:34:00Z') },
      ...{ endedAt: null, outcome: null },
    },
    ...{ asks: 120, votes: 340, voters: 21, unjudged: 2, simulated: 120, votesStillNeeded: 137 },
    headToHead: { preferred: 0.61, duels: 38, votes: 112, watched: figure, decision: 'not-yet' },
    agreement: { champion: figure, challenger: figure },
    each: { champion: each, challenger: { ...each, usdPerAsk: null } },
  };
  const spent = { spent: { judgements: 3, tokens: 1234, usd: 0.5, unpriced: 0 }, dearest: { tokens: 1, usd: 1 } };

  it('has the figures before what they mean', () => {
    expect(`\n${standingInWords(standing, { spent, hasMoved: false, server: '9' })}\n`).toBe(`
Not yet: Qwen3-8B · rules 3 against claude-haiku-4-5, in the shadow since 2026-03-01 12:34 UTC on 50 % of this server’s questions.

  its pick is preferred   61 %  of 112 votes on 38 duels between the two picks, weighted
  watched                 0.541  [0.502, 0.580]  120 questions
  still needed            about 140 more votes, if it goes on like this
  spent today             1,234 of 50,000 tokens, $0.50 of $2.00

                        champion  challenger
  people agree with it     0.541       0.541
  calls a question           9.5         9.5
  tokens a question        12346       12346
  dollars a question      0.0123     unknown
  no readable verdict      0.010       0.010
  orders contradict        0.200       0.200
  names the first          0.490       0.490

Both judged 120 questions whose voting has closed, with 340 counted votes of 21 people for one of the two answers. Where their picks differ and the duel showed both, people decide. You may look as often as you like: at equal quality the challenger is promoted in at most 1 of 20 comparisons.
The champion chose every duel, so “people agree with it” (120 votes) describes, and decides nothing.
2 questions of its share it has not judged wholly, for want of budget or because it could not be asked. They count nowhere.
Simulated: 120 questions of these come from a playground, and say nothing about people.
Wait for more votes, and look again.
`);
  });

  it.each([
    ['promote', false, /^Promote: .*--yes$/s],
    ['keep', false, /^Keep the champion: .*still needed +nothing: it is decided.*--withdraw$/s],
    ['promote', true, /^Not comparable any more: .*--withdraw$/s],
  ] as const)('says what to do next: %s (another judge in charge: %s)', (decision, hasMoved, words) => {
    const headToHead = { ...standing.headToHead, decision };
    expect(standingInWords({ ...standing, headToHead }, { spent, hasMoved, server: '9' })).toMatch(words);
  });
});
