import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { juryRules, type Verdict } from '../../../src/terms.ts';
import { believe, type Call as Heard } from '../../../src/tournament/belief.ts';
import { type Call, openDriver } from '../../../src/tournament/drive.ts';
import { type Jury, jurorFor } from '../../../src/tournament/jury.ts';
import { openTournament } from '../../../src/tournament/open-tournament.ts';
import { PRIOR } from '../../../src/tournament/prior.ts';
import type { Comparison, TournamentState } from '../../../src/tournament/tournament.ts';
import { runs } from '../../support/fuzz.ts';

const jury = (change: Partial<Jury> = {}): Jury => ({ rule: 'round-robin', size: 3, out: [], ...change });
const said = (id: number, first: number, second: number, verdict: Verdict | null, juror = 0): Comparison => ({
  ...{ id, first, second, tier: 0, verdict, juror },
});

describe('a jury', () => {
  it('takes turns by the number of the comparison, and leaves out who cannot be asked', () => {
    const at = (id: number, out: number[] = []) => jurorFor(jury({ out }), [], { id, first: 0, second: 1 });
    expect([1, 2, 3, 4, 5].map((id) => at(id))).toEqual([0, 1, 2, 0, 1]);
    expect([1, 2, 3, 4].map((id) => at(id, [1]))).toEqual([0, 2, 0, 2]);
    // Somebody must be asked to find out that somebody is there again.
    expect([1, 2, 3].map((id) => at(id, [0, 1, 2]))).toEqual([0, 1, 2]);
    expect(jurorFor(undefined, [], { id: 2, first: 0, second: 1 })).toBe(0);
  });

  it('that escalates asks the next judge where one contradicts itself on a pair, and the last one for good', () => {
    const escalate = jury({ rule: 'escalate' });
    const next = (comparisons: Comparison[], of: Jury = escalate) =>
      jurorFor(of, comparisons, { id: 9, first: 1, second: 0 });
    const torn = (juror: number) => [said(1, 0, 1, 'first', juror), said(2, 1, 0, 'first', juror)];
    expect(next([])).toBe(0);
    expect(next([said(1, 0, 1, 'first'), said(2, 1, 0, 'second')])).toBe(0);
    expect(next(torn(0))).toBe(1);
    expect(next([...torn(0), ...torn(1)])).toBe(2);
    expect(next([...torn(0), ...torn(1), ...torn(2)])).toBe(2);
    expect(next(torn(0), { ...escalate, out: [1] })).toBe(2);
    // Who differs from another judge does not contradict itself.
    expect(next([said(1, 0, 1, 'first', 0), said(2, 0, 1, 'second', 1)])).toBe(0);
    // Neither does a reply without a verdict, one that is still to come, or one about another pair.
    expect(next([said(1, 0, 1, 'first'), said(2, 1, 0, 'invalid'), said(3, 1, 0, null)])).toBe(0);
    expect(next([said(1, 0, 1, 'first'), said(2, 2, 0, 'first'), said(3, 1, 2, 'first')])).toBe(0);
  });

  it('decides alike after a crash at any point: who judges hangs on the rows alone', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('adaptive', 'knockout:both', 'elo'),
        fc.constantFrom(...juryRules),
        fc.integer({ min: 2, max: 3 }),
        fc.integer({ min: 2, max: 5 }),
        fc.infiniteStream(fc.constantFrom<Verdict>('first', 'second', 'invalid')),
        (name, rule, size, n, verdicts) => {
          const tournament = openTournament(name);
          const rows: Comparison[] = [];
          const state = (): TournamentState => ({
            ...{ n, seed: '1', effort: 'standard', parallel: 1, gone: [], comparisons: [...rows] },
            ...{ arrived: Array.from({ length: n }, (_, i) => i), jury: { rule, size, out: [] } },
          });
          const nextOf = (driver: ReturnType<typeof openDriver>) => {
            const started: Omit<Call, 'signal'>[] = [];
            const pick = driver.round(state(), ({ signal: _, ...call }) => started.push(call));
            return { pick, started };
          };
          const worker = openDriver(tournament);
          for (;;) {
            // The one that takes over knows the rows, and nothing of what the dead one had in flight.
            const taken = nextOf(openDriver(tournament));
            const step = nextOf(worker);
            expect(taken).toEqual(step);
            if (step.pick) break;
            for (const { id, first, second, tier, juror } of step.started) {
              rows.push({ id, first, second, tier, juror, verdict: verdicts.next().value });
              worker.ended(id);
            }
          }
        },
      ),
      { numRuns: runs(60) },
    );
  });

  it('is no other tournament where all comparisons go to its first judge', () => {
    const of = (more: Partial<TournamentState>) =>
      openTournament('adaptive').next({
        ...{ n: 4, seed: '7', effort: 'deep', parallel: 4, arrived: [0, 1, 2, 3], gone: [] },
        comparisons: [said(1, 0, 1, 'first'), said(2, 2, 3, 'second'), said(3, 1, 0, 'second')],
        ...more,
      });
    const { compare } = of({});
    expect(of({ jury: jury({ rule: 'escalate' }) }).compare).toEqual(compare);
  });
});

describe('the adaptive tournament with a jury', () => {
  const torn = [said(1, 0, 1, 'first'), said(2, 1, 0, 'first')];
  const next = (comparisons: Comparison[], more: Partial<TournamentState> = {}) =>
    openTournament('adaptive').next({
      ...{ n: 2, seed: '1', effort: 'standard', parallel: 1, arrived: [0, 1], gone: [], comparisons, ...more },
    });

  it('asks the next judge what the first one contradicted itself about, without a longer thought', () => {
    expect(next(torn).compare).toMatchObject([{ tier: 1 }]);
    expect(next(torn, { jury: jury({ rule: 'escalate', size: 2 }) }).compare).toMatchObject([{ tier: 0 }]);
  });

  it('asks no judge the same twice, and the strong judge once, whoever is on the jury', () => {
    const play = (size: number) => {
      const rows: Comparison[] = [];
      const driver = openDriver(openTournament('adaptive'));
      for (;;) {
        const more = { jury: jury({ rule: 'round-robin', size }) };
        const state = { n: 3, seed: '1', effort: 'deep' as const, parallel: 1, arrived: [0, 1, 2], gone: [] };
        const pick = driver.round({ ...state, ...more, comparisons: [...rows] }, ({ id, first, second, tier, juror }) =>
          // Its rows name a model that is not on the jury, which stands behind its members.
          rows.push({ id, first, second, tier, juror: tier === 2 ? size : juror, verdict: 'first' }),
        );
        if (pick) return rows;
        driver.ended(rows.at(-1)!.id);
      }
    };
    for (const size of [2, 3]) {
      const asked = play(size).map(({ first, second, tier, juror }) => `${first}${second} ${tier} ${juror}`);
      expect(new Set(asked).size).toBe(asked.length);
    }
  });

  it('learns more from two judges that agree than from one that says the same in both orders', () => {
    const strengths = (calls: Heard[], jurors: number) => {
      const { mean, covariance } = believe(calls, 2, PRIOR, jurors);
      const apart = covariance[0]! + covariance[mean.length + 1]! - 2 * covariance[1]!;
      return { apart: mean[0]! - mean[1]!, deviation: Math.sqrt(apart) };
    };
    const one = (juror: number): Heard[] => [
      { first: 0, second: 1, tier: 0, juror, firstWon: true },
      { first: 1, second: 0, tier: 0, juror, firstWon: false },
    ];
    const [alone, both] = [strengths(one(0), 1), strengths([...one(0), ...one(1)], 2)];
    expect(both.apart / both.deviation).toBeGreaterThan(alone.apart / alone.deviation);
    const repeated = strengths([...one(0), ...one(0)], 1);
    expect(both.apart / both.deviation).toBeGreaterThan(repeated.apart / repeated.deviation);
  });

  it('takes who likes the first slot for one that does, and not its colleague', () => {
    const calls = [0, 1, 2].flatMap((a) =>
      [0, 1, 2].flatMap((b) => (a === b ? [] : [{ first: a, second: b, tier: 0 as const, firstWon: true, juror: 1 }])),
    );
    const { mean } = believe(calls, 3, PRIOR, 2);
    expect(mean[4]).toBeGreaterThan(PRIOR.firstSlot / 2);
    expect(mean[3]).toBeCloseTo(0, 9);
  });
});
