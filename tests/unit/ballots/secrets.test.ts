import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { newSeed } from '../../../src/asks/seed.ts';
import { drawLineup } from '../../../src/ballots/opponent.ts';
import { planCandidates } from '../../../src/candidates/plan.ts';
import { type Predictor, type PublicFacts, predictorsFor } from '../../support/public-facts.ts';

const DUELS = 10_000;
const STANDINGS = [2, 0, 3, 1];

interface Duel {
  facts: PublicFacts;
  pickIsFirst: boolean;
}

/** Draws a duel as the bot does. `facts` are what Discord shows of it. */
function duel(i: number, seedOf: (interactionId: string) => string): Duel {
  const interactionId = String(1_574_452_309_931_327_488n + BigInt(i) * 7_340_033n + BigInt(i % 13));
  const facts = { interactionId, askId: v7(), ballotId: v7(), messageId: String(BigInt(interactionId) + 4_194_305n) };
  const lineup = drawLineup('duel', seedOf(interactionId), 2, STANDINGS);
  return { facts, pickIsFirst: lineup?.shown[0] === 2 };
}

const duels = (seedOf: (interactionId: string) => string) => Array.from({ length: DUELS }, (_, i) => duel(i, seedOf));

const rightness = ({ picksFirst }: Predictor, of: readonly Duel[]) =>
  of.filter(({ facts, pickIsFirst }) => picksFirst(facts) === pickIsFirst).length / of.length;

/** The attacker's best predictor: chosen on the first half of the duels, scored on the second. */
function bestAttack(all: readonly Duel[]): { name: string; right: number } {
  const [known, unknown] = [all.slice(0, DUELS / 2), all.slice(DUELS / 2)];
  const predictors = predictorsFor(Object.keys(all[0]?.facts ?? {}), STANDINGS.length - 1);
  const scored = predictors.map((predictor) => ({ predictor, off: rightness(predictor, known) - 0.5 }));
  const { predictor, off } = scored.reduce((a, b) => (Math.abs(b.off) > Math.abs(a.off) ? b : a));
  const right = rightness(predictor, unknown);
  return { name: predictor.name, right: off < 0 ? 1 - right : right };
}

describe('what a member can see of a duel', () => {
  it('tells the pick no better than a coin, whatever is computed from it', () => {
    const { right } = bestAttack(duels(() => newSeed()));
    // Within four standard errors of 5,000 coin flips.
    expect(Math.abs(right - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / (DUELS / 2)));
  });

  it('would tell it every time if the seed were public: so this attack can win', () => {
    expect(bestAttack(duels((interactionId) => interactionId))).toEqual({
      name: 'our draw from interactionId',
      right: 1,
    });
  });

  it('says nothing about who wrote what: each model has each slot as often', () => {
    const models = ['a', 'b', 'c', 'd'];
    const first = Array.from({ length: 4000 }, () => planCandidates({ seed: newSeed(), models, n: 4 })[0]?.model);
    for (const model of models)
      expect(Math.abs(first.filter((one) => one === model).length / 4000 - 0.25)).toBeLessThan(0.03);
  });
});

describe('a seed', () => {
  it('has 128 bits, and none comes twice', () => {
    const seeds = Array.from({ length: 1000 }, newSeed);
    expect(new Set(seeds).size).toBe(1000);
    for (const seed of seeds) expect(seed).toMatch(/^[0-9a-f]{32}$/);
  });
});
