import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judges, study } from '../../../bench/agreement/trust.ts';
import { binomialTail } from '../../../src/agreement/binomial-tail.ts';
import { onePerCluster } from '../../../src/agreement/one-per-cluster.ts';
import { DEFAULTS, type Trial, trust } from '../../../src/agreement/trust.ts';
import { trustWords } from '../../../src/research/trust-words.ts';

interface Golden {
  judge: string;
  threshold: number;
  delta: number;
  n: number;
  hits: number;
  /** The upper bound on the share of disagreements. */
  riskAtMost: number;
}
const golden: Golden[] = JSON.parse(readFileSync(new URL('../../statistics/trust.json', import.meta.url), 'utf8'));

const trials = (n: number, hits: number, confidence: number): Trial[] =>
  Array.from({ length: n }, (_, i) => ({ confidence, agrees: i < hits }));
const alone = (start: number, risk = 0.1, target = 0.8) => ({ target, risk, starts: [start] });

describe('a trust threshold', () => {
  it('is promised where the code of Trust or Escalate has a bound below the target', () => {
    for (const { threshold, delta, n, hits, riskAtMost } of golden)
      for (const target of [0.75, 0.8, 0.85, 0.9]) {
        const { promised } = trust(trials(n, hits, threshold), alone(threshold, delta, target));
        expect(promised !== null, `${hits} of ${n} at ${delta}`).toBe(riskAtMost <= 1 - target);
      }
    // The bound itself: where exactly so much risk remains.
    for (const { n, hits, delta, riskAtMost } of golden)
      expect(binomialTail(hits, n, 1 - riskAtMost)).toBeCloseTo(delta, 6);
  });

  it.each(Object.keys(judges))('is wrong in no more studies than the risk allows: %s', (name) => {
    // With a risk of 10 %, more than 41 of 300 are wrong once in a hundred times; these seeds are fixed.
    for (const questions of [30, 200])
      expect(study(judges[name]!, { questions, runs: 300 }).wrong).toBeLessThan(41 / 300);
  });

  it('takes all of the risk where all questions lie just below the target, from one start', () => {
    const { wrong } = study(judges['everything just below the target']!, {
      questions: 400,
      runs: 400,
      options: alone(0.5),
    });
    expect(wrong).toBeGreaterThan(0.04);
    expect(wrong).toBeLessThan(0.13);
  });

  it('is found where judge and people agree more the surer it is', () => {
    const { promises, questions } = study(judges.calibrated!, { questions: 500, runs: 100 });
    expect(promises).toBeGreaterThan(0.9);
    expect(questions).toBeGreaterThan(0.5);
  });

  it('is found even where the judge is wrong when it is surest, which one start from above would miss', () => {
    const wrongAtTheTop = judges['wrong where it is surest']!;
    const once = { questions: 500, runs: 100 };
    expect(study(wrongAtTheTop, once).promises).toBeGreaterThan(0.95);
    expect(study(wrongAtTheTop, { ...once, options: alone(0.9) }).promises).toBeLessThan(0.05);
  });

  it('passes the risk of a start that held on to the next', () => {
    const rows = [...trials(60, 60, 0.95), ...trials(100, 86, 0.75)];
    const { tested, promised } = trust(rows);
    const level = (threshold: number) => tested.find((one) => one.threshold === threshold)?.level;
    expect(level(0.95)).toBe(0);
    expect(level(0.9)).toBeCloseTo(0.1 / 3);
    expect(level(0.7)).toBeCloseTo(0.2 / 3);
    expect(level(0.5)).toBeCloseTo(0.1);
    expect(promised).toMatchObject({ threshold: 0.5, n: 160, hits: 146 });
  });

  it('promises nothing of few questions, and says what it would take', () => {
    expect(trust([])).toMatchObject({ promised: null, questions: 0, more: null, least: 16 });
    expect(trust(trials(15, 15, 0.95)).promised).toBeNull();
    expect(trust(trials(16, 16, 0.95)).promised?.n).toBe(16);
    expect(trust(trials(10, 10, 0.95)).more).toBeGreaterThan(5);
    expect(trust(trials(300, 180, 0.95))).toMatchObject({ promised: null, more: null });
  });

  it('is where a promise is still given with the questions that it asked for', () => {
    const few = trials(30, 27, 0.95);
    const { more } = trust(few);
    expect(more).toBeGreaterThan(0);
    const n = 30 + more!;
    expect(trust(trials(n, Math.ceil(0.9 * n), 0.95)).promised).not.toBeNull();
  });

  it('never falls for more agreement, and depends on no order', () => {
    const some = fc.array(fc.record({ confidence: fc.double({ min: 0, max: 1, noNaN: true }), agrees: fc.boolean() }), {
      maxLength: 80,
    });
    fc.assert(
      fc.property(some, fc.nat(), (rows, at) => {
        const before = trust(rows);
        expect(trust(rows.toReversed())).toEqual(before);
        if (rows.length === 0) return;
        const better = rows.with(at % rows.length, { ...rows[at % rows.length]!, agrees: true });
        const [low, high] = [before.promised?.threshold ?? 1, trust(better).promised?.threshold ?? 1];
        expect(high).toBeLessThanOrEqual(low);
      }),
    );
  });

  it('refuses options that mean nothing', () => {
    expect(() => trust([], { ...DEFAULTS, target: 1 })).toThrow(RangeError);
    expect(() => trust([], { ...DEFAULTS, risk: 0 })).toThrow(RangeError);
    expect(() => trust([], { ...DEFAULTS, starts: [0.333] })).toThrow(/two decimals/);
    expect(() => trust([], { ...DEFAULTS, starts: [] })).toThrow(RangeError);
  });
});

describe('a trust threshold in words', () => {
  const said = (rows: Trial[]) => trustWords(trust(rows), DEFAULTS).join('\n');

  it('begins with the figure, and ends with what is guaranteed', () => {
    const words = said([...trials(100, 95, 0.8), ...trials(100, 60, 0.6)]);
    expect(words).toMatch(
      /^From \.\d\d on, people agree with the judge at least 80 of 100 times; that is 50 % of the questions\./,
    );
    expect(words).toMatch(/wrong in at most 10 of 100 times.*holds for one look/);
  });

  it('says what is missing', () => {
    expect(said(trials(4, 4, 0.6))).toMatch(/^No threshold can be promised yet\. About \d+ more questions/);
    expect(said([])).toMatch(/not enough data. There are 0 questions .* at least 16 above a threshold/);
    expect(said(trials(100, 60, 0.9))).toMatch(/more questions like these would not change that/);
  });
});

describe('one row of each cluster', () => {
  it('is drawn evenly, the same for the same seed, and a row without a cluster stays', () => {
    const rows = [{ cluster: 'a', n: 0 }, { cluster: 'a', n: 1 }, { n: 2 }, { cluster: null, n: 3 }];
    expect(onePerCluster(rows, '1')).toEqual(onePerCluster(rows, '1'));
    expect(onePerCluster(rows, '1').map(({ n }) => n)).toEqual([expect.any(Number), 2, 3]);
    const drawn = Array.from({ length: 200 }, (_, seed) => onePerCluster(rows, `${seed}`)[0]!.n);
    expect(drawn.filter((n) => n === 0).length).toBeGreaterThan(70);
    expect(drawn.filter((n) => n === 1).length).toBeGreaterThan(70);
  });
});
