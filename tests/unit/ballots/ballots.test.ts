import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ballotKeys, choiceLetter, readChoice } from '../../../src/ballots/choice.ts';
import { drawDuel } from '../../../src/ballots/opponent.ts';
import { ruleOnVote } from '../../../src/ballots/rules.ts';
import { countVotes } from '../../../src/ballots/tally.ts';

const standings = fc.uniqueArray(fc.nat(15), { minLength: 2, maxLength: 16 });

describe('a duel', () => {
  it('shows the pick and one other candidate', () => {
    fc.assert(
      fc.property(fc.string(), standings, (seed, slots) => {
        const pick = slots[0] as number;
        const duel = drawDuel(seed, pick, slots);
        expect(new Set(duel?.shown)).toEqual(new Set([pick, duel?.opponent]));
        expect(duel?.opponent).not.toBe(pick);
        expect(slots).toContain(duel?.opponent);
        expect(drawDuel(seed, pick, slots)).toEqual(duel);
      }),
    );
  });

  it('stores the probability with which the opponent is really drawn', () => {
    const slots = [3, 1, 0, 2];
    const counts = new Map<number, number>();
    const stored = new Map<number, number>();
    const rounds = 20_000;
    for (let i = 0; i < rounds; i++) {
      const duel = drawDuel(`seed ${i}`, 3, slots);
      if (!duel) throw new Error('no duel');
      counts.set(duel.opponent, (counts.get(duel.opponent) ?? 0) + 1);
      stored.set(duel.opponent, duel.probability);
    }
    expect([...stored.values()].reduce((a, b) => a + b)).toBeCloseTo(1);
    for (const [slot, probability] of stored) {
      expect(Math.abs((counts.get(slot) ?? 0) / rounds - probability)).toBeLessThan(0.02);
    }
  });

  it('shows the pick as A as often as as B, whoever the opponent is', () => {
    const first = Array.from({ length: 4000 }, (_, i) => drawDuel(`s${i}`, 0, [0, 1, 2])?.shown[0] === 0);
    expect(Math.abs(first.filter(Boolean).length / first.length - 0.5)).toBeLessThan(0.04);
  });

  it('needs two', () => {
    expect(drawDuel('seed', 4, [4])).toBeNull();
  });
});

describe('a choice', () => {
  it('is read back as the letter that was pressed', () => {
    const ballot = { kind: 'duel' as const, shown: [5, 2] };
    const letters = ballotKeys.map((key) => {
      const choice = readChoice(key, ballot, 2);
      return choice && choiceLetter(choice, ballot.shown);
    });
    expect(letters).toEqual(['A', 'B', 'tie', 'both bad', null]);
  });

  it('"good pick" means the pick, on an open ballot only', () => {
    expect(readChoice('good', { kind: 'open', shown: [5, 2] }, 2)).toEqual({ choice: 'candidate', slot: 2 });
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
    votedBefore: false,
    readingLength: 1000,
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
      }),
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
