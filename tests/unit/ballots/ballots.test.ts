import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BallotKey, choiceLetter, readChoice } from '../../../src/ballots/choice.ts';
import { drawLineup } from '../../../src/ballots/opponent.ts';
import { orderFor } from '../../../src/ballots/order.ts';
import { decisive, readReason } from '../../../src/ballots/reason.ts';
import { ONE_SIDED_AFTER, ruleOnVote } from '../../../src/ballots/rules.ts';
import { countVotes } from '../../../src/ballots/tally.ts';

const standings = fc.uniqueArray(fc.nat(15), { minLength: 2, maxLength: 16 });

describe('a duel', () => {
  it('shows the pick and one other candidate', () => {
    fc.assert(
      fc.property(fc.string(), standings, (seed, slots) => {
        const pick = slots[0] as number;
        const duel = drawLineup('duel', seed, pick, slots);
        const opponents = duel?.shown.filter((slot) => slot !== pick) ?? [];
        expect(duel?.shown).toHaveLength(2);
        expect(opponents).toHaveLength(1);
        expect(slots).toContain(opponents[0]);
        expect(drawLineup('duel', seed, pick, slots)).toEqual(duel);
      }),
    );
  });

  it('stores the probability with which the opponent is really drawn', () => {
    const slots = [3, 1, 0, 2];
    const counts = new Map<number, number>();
    const stored = new Map<number, number>();
    const rounds = 20_000;
    for (let i = 0; i < rounds; i++) {
      const duel = drawLineup('duel', `seed ${i}`, 3, slots);
      const opponent = duel?.shown.find((slot) => slot !== 3);
      if (!duel || opponent === undefined) throw new Error('no duel');
      counts.set(opponent, (counts.get(opponent) ?? 0) + 1);
      stored.set(opponent, duel.probability);
    }
    expect([...stored.values()].reduce((a, b) => a + b)).toBeCloseTo(1);
    for (const [slot, probability] of stored) {
      expect(Math.abs((counts.get(slot) ?? 0) / rounds - probability)).toBeLessThan(0.02);
    }
  });

  it('shows the pick as A as often as as B, whoever the opponent is', () => {
    const first = Array.from({ length: 4000 }, (_, i) => drawLineup('duel', `s${i}`, 0, [0, 1, 2])?.shown[0] === 0);
    expect(Math.abs(first.filter(Boolean).length / first.length - 0.5)).toBeLessThan(0.04);
  });

  it('needs two', () => {
    expect(drawLineup('duel', 'seed', 4, [4])).toBeNull();
    expect(drawLineup('ballot', 'seed', 4, [4])).toBeNull();
  });
});

describe('a ballot of all answers', () => {
  it('shows every candidate once, to each voter in an order of their own', () => {
    fc.assert(
      fc.property(fc.string(), standings, fc.string(), (seed, slots, voter) => {
        const lineup = drawLineup('ballot', seed, slots[0] as number, slots);
        const order = orderFor({ kind: 'ballot', shown: lineup?.shown ?? [] }, seed, voter);
        expect([...order].sort()).toEqual([...slots].sort());
        expect(orderFor({ kind: 'ballot', shown: lineup?.shown ?? [] }, seed, voter)).toEqual(order);
      }),
    );
  });

  it('gives every candidate the first place as often, over many voters', () => {
    const first = new Map<number, number>();
    for (let voter = 0; voter < 6000; voter++) {
      const [top] = orderFor({ kind: 'ballot', shown: [0, 1, 2] }, 'seed', `voter ${voter}`);
      first.set(top as number, (first.get(top as number) ?? 0) + 1);
    }
    for (const slot of [0, 1, 2]) expect(Math.abs((first.get(slot) ?? 0) / 6000 - 1 / 3)).toBeLessThan(0.03);
  });

  it('keeps the order of a duel, which stands in public', () => {
    expect(orderFor({ kind: 'duel', shown: [4, 2] }, 'seed', 'anybody')).toEqual([4, 2]);
  });
});

describe('a choice', () => {
  it('is read back as the letter that was pressed', () => {
    const pressed = (keys: readonly BallotKey[], kind: 'duel' | 'ballot', order: readonly number[]) =>
      keys.map((key) => {
        const choice = readChoice(key, kind, order, 2);
        return choice && choiceLetter(choice, order);
      });
    expect(pressed(['a', 'b', 'c', 'tie', 'bad', 'good'], 'duel', [5, 2])).toEqual([
      'A',
      'B',
      null,
      'tie',
      'both bad',
      null,
    ]);
    expect(pressed(['a', 'c', 'd', 'bad', 'good'], 'ballot', [5, 2, 0])).toEqual(['A', 'C', null, 'none', null]);
  });

  it('"good pick" means the pick, on an open ballot only', () => {
    expect(readChoice('good', 'open', [5, 2], 2)).toEqual({ choice: 'candidate', slot: 2, position: null });
  });
});

describe('a vote', () => {
  const at = {
    kind: 'duel' as const,
    openedAt: 0,
    closesAt: 3_600_000,
    closed: false,
    now: 60_000,
    asker: false,
    seen: false,
    seedIsPublic: false,
    votedBefore: false,
    pickHidden: false,
    readingLength: 1000,
    position: 0,
    recentPositions: [1, 0, 0],
    votesToday: 3,
    dailyCap: 200,
  };

  it('is blind and clean when a stranger reads and presses a button', () => {
    expect(ruleOnVote(at)).toEqual({ counts: true, blind: true, flags: [] });
  });

  it.each([
    [{ asker: true }, { blind: true, counts: true, flags: ['asker'] }],
    [{ now: 1000 }, { blind: true, counts: true, flags: ['fast'] }],
    [{ seen: true }, { blind: false, counts: true, flags: [] }],
    [
      { votedBefore: true, seen: true },
      { blind: false, counts: true, flags: ['changed'] },
    ],
    [{ kind: 'open' as const }, { blind: false, counts: true, flags: [] }],
    [{ now: 3_600_000 }, { blind: false, counts: false, flags: ['late'] }],
    [{ votesToday: 200 }, { blind: true, counts: true, flags: ['over-cap'] }],
    [{ recentPositions: Array(ONE_SIDED_AFTER - 1).fill(0) }, { blind: true, counts: true, flags: ['one-sided'] }],
    [{ recentPositions: Array(ONE_SIDED_AFTER).fill(1) }, { blind: true, counts: true, flags: [] }],
    [
      { kind: 'ballot' as const, recentPositions: Array(ONE_SIDED_AFTER).fill(0) },
      { blind: true, counts: true, flags: [] },
    ],
    [{ closed: true }, { blind: false, counts: false, flags: ['late'] }],
  ])('%j makes it %j', (change, ruling) => {
    expect(ruleOnVote({ ...at, ...change })).toEqual(ruling);
  });

  it('counts exactly while the ballot is open, and is never blind for who knows the pick', () => {
    fc.assert(
      fc.property(fc.nat(7_200_000), fc.boolean(), fc.boolean(), fc.boolean(), (now, closed, seen, votedBefore) => {
        const ruling = ruleOnVote({ ...at, now, closed, seen, votedBefore });
        expect(ruling.counts).toBe(!closed && now < at.closesAt);
        if (seen || votedBefore) expect(ruling.blind).toBe(false);
        const hidden = ruleOnVote({ ...at, now, closed, seen, votedBefore, pickHidden: true });
        if (seen) expect(hidden.blind).toBe(false);
        else expect(hidden.blind).toBe(hidden.counts);
      }),
    );
  });
});

describe('a reason', () => {
  it('is what the form offers, whatever a client sends', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...decisive), fc.string())),
        fc.string({ maxLength: 3000 }),
        (chosen, words) => {
          const reason = readReason(chosen, words);
          expect(decisive).toEqual(expect.arrayContaining([...reason.reasons]));
          expect(new Set(reason.reasons).size).toBe(reason.reasons.length);
          expect(reason.text.length).toBeLessThanOrEqual(1000);
          expect(reason.text.isWellFormed()).toBe(true);
        },
      ),
    );
  });
});

describe('a tally', () => {
  it('counts every vote once', () => {
    const row = fc.oneof(
      fc.record({ choice: fc.constant('candidate' as const), slot: fc.constantFrom(4, 7), votes: fc.nat(50) }),
      fc.record({
        choice: fc.constantFrom('tie' as const, 'both_bad' as const),
        slot: fc.constant(null),
        votes: fc.nat(50),
      }),
    );
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const tally = countVotes(rows, [7, 4]);
        expect(tally.a + tally.b + tally.tie + tally.bothBad).toBe(tally.total);
        expect(tally.a).toBe(rows.filter(({ slot }) => slot === 7).reduce((sum, { votes }) => sum + votes, 0));
      }),
    );
  });
});
