import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { voteFates, voteFlags } from '../../../db/schema/vote-flags.ts';
import { clusteredShare, sumClusters } from '../../../src/agreement/clustered-share.ts';
import { countsForAgreement, fateOf } from '../../../src/ballots/counting.ts';
import { ruleOnVote } from '../../../src/ballots/rules.ts';
import { seeded } from '../../../src/seeded.ts';

const vote = fc.record({
  blind: fc.boolean(),
  flags: fc.subarray([...voteFlags]),
  ballotClosed: fc.boolean(),
  seedIsPublic: fc.boolean(),
  kind: fc.constantFrom('duel' as const, 'open' as const, 'ballot' as const),
});

describe('what becomes of a vote', () => {
  it('is that it counts exactly where nothing speaks against it', () => {
    fc.assert(
      fc.property(vote, (one) => {
        expect(voteFates).toContain(fateOf(one));
        const excluded = one.flags.some((flag) => ['asker', 'fast', 'changed', 'late'].includes(flag));
        const counts = one.blind && one.ballotClosed && !one.seedIsPublic && !excluded;
        expect(countsForAgreement(one)).toBe(counts);
        expect(fateOf(one) === 'counted').toBe(counts && one.kind !== 'ballot');
      }),
    );
  });

  it('is nothing at all while its ballot is open', () => {
    fc.assert(
      fc.property(vote, (one) => {
        expect(fateOf({ ...one, ballotClosed: false })).toBe('open-ballot');
        expect(countsForAgreement({ ...one, ballotClosed: false })).toBe(false);
      }),
    );
  });
});

/** The stored votes on one duel. Some people change their mind after they have seen the pick. */
function voteOnDuel(lot: ReturnType<typeof seeded>, truth: number, voters: number) {
  const circumstances = {
    ...{ kind: 'duel' as const, openedAt: 0, closesAt: 3_600_000, closed: false, now: 600_000, asker: false },
    ...{ seedIsPublic: false, pickHidden: false, readingLength: 1000, position: 0, recentPositions: [] },
    ...{ votesToday: 0, dailyCap: 200 },
  };
  return Array.from({ length: voters }).flatMap(() => {
    const agrees = lot.below(1000) < 1000 * truth;
    const first = { agrees, ...ruleOnVote({ ...circumstances, seen: false, votedBefore: false }) };
    if (lot.below(100) >= (agrees ? 2 : 20)) return [first];
    return [first, { agrees: !agrees, ...ruleOnVote({ ...circumstances, seen: true, votedBefore: true }) }];
  });
}

describe('people who change their vote when they see the pick', () => {
  it('do not change the figure: a true .600 reads .600, and its interval holds', () => {
    const lot = seeded('who switches', 'simulation');
    const runs = 300;
    const found = Array.from({ length: runs }, () => {
      const asks = Array.from({ length: 60 }, () =>
        voteOnDuel(lot, 0.6, 8).filter((one) =>
          countsForAgreement({ ...one, ballotClosed: true, seedIsPublic: false }),
        ),
      );
      expect(asks.every((votes) => votes.length === 8)).toBe(true);
      return clusteredShare(
        sumClusters(asks.map((votes) => [votes.filter(({ agrees }) => agrees).length, votes.length])),
      );
    });
    const mean = found.reduce((sum, { value }) => sum + (value ?? 0), 0) / runs;
    // Within four standard errors of 300 × 60 × 8 votes.
    expect(Math.abs(mean - 0.6)).toBeLessThan(4 * Math.sqrt(0.24 / (runs * 480)));
    const held = found.filter(({ low, high }) => (low ?? 1) <= 0.6 && 0.6 <= (high ?? 0)).length;
    expect(held / runs).toBeGreaterThan(0.91);
  });
});
