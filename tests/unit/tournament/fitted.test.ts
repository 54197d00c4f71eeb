import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { priorOf, readFitted, writeFitted } from '../../../src/tournament/fitted.ts';
import { findTournament, plainTournaments } from '../../../src/tournament/open-tournament.ts';
import { PRIOR } from '../../../src/tournament/prior.ts';

const deviation = fc.double({ min: 0.05, max: 100, noNaN: true });
const priors = fc.record({
  ...{ strength: deviation, pairError: deviation, orderError: deviation, firstSlot: deviation },
  again: fc.double({ min: 0, max: 1, noNaN: true }),
});
const judges = fc.constantFrom('hf:RRM-7B', 'hf:Qwen3-8B#rules-3@http://h:8000/v1', 'openai:a for b@http://h/v1');

describe('a prior that was fitted to one judge', () => {
  it('is read as it was written, to two digits, and is a tournament that there is', () => {
    fc.assert(
      fc.property(priors, judges, (prior, judge) => {
        const fitted = readFitted(writeFitted(prior, judge));
        expect(fitted?.judge).toBe(judge);
        expect(findTournament(fitted?.tournament ?? '')).not.toBeNull();
        const read = priorOf(fitted?.tournament ?? '');
        for (const key of Object.keys(prior) as (keyof typeof prior)[]) expect(read?.[key]).toBeCloseTo(prior[key], 1);
      }),
    );
  });

  it('is no tournament that a person could name', () => {
    expect(findTournament(writeFitted(PRIOR, 'hf:RRM-7B'))).toBeNull();
    for (const name of [...plainTournaments, 'elo:4', 'adaptive:5:1:1:1:1', '']) expect(readFitted(name)).toBeNull();
  });
});

describe('the prior of a tournament', () => {
  it('is the default one, or the one that is written there, of the newest rule', () => {
    expect([priorOf('adaptive'), priorOf(' adaptive@2 ')]).toEqual([PRIOR, PRIOR]);
    expect(priorOf('adaptive:8.98:0.47:2.84:5.21:0.5')).toMatchObject({ strength: 8.98, again: 0.5 });
    for (const name of ['knockout', 'elo:4', 'scores', 'adaptive@1', 'adaptive:1:2', 'adaptive@3', ''])
      expect(priorOf(name), name).toBeNull();
  });
});
