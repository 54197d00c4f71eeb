import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planCandidates } from '../../../src/candidates/plan.ts';

const asks = fc.record({
  seed: fc.string(),
  models: fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 5 }),
  n: fc.integer({ min: 2, max: 16 }),
});

describe('the plan', () => {
  it('gives every slot a model, all models about the same share, and no two slots the same recipe', () => {
    fc.assert(
      fc.property(asks, ({ seed, models, n }) => {
        const plan = planCandidates({ seed, models, n });
        expect(plan.map(({ slot }) => slot)).toEqual(Array.from({ length: n }, (_, i) => i));
        const counts = models.map((model) => plan.filter((p) => p.model === model).length);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
        const recipes = plan.map(({ model, temperature, style }) => `${model} ${temperature} ${style.name}`);
        expect(new Set(recipes).size).toBe(n);
        for (const { temperature } of plan) expect(temperature).toSatisfy((t: number) => t >= 0 && t <= 1);
      }),
    );
  });

  it('lets each model answer plainly first, and in another style after that', () => {
    fc.assert(
      fc.property(asks, (ask) => {
        const plan = planCandidates(ask);
        for (const model of ask.models) {
          const [first, ...others] = plan.filter((p) => p.model === model);
          if (first) expect(first.style).toEqual({ name: 'plain', hint: '' });
          for (const { style } of others.slice(0, 6)) expect(style.hint).not.toBe('');
          const few = [first, ...others].slice(0, 7).map((p) => p?.style.name);
          expect(new Set(few).size).toBe(few.length);
        }
      }),
    );
  });

  it('is the same for the same seed, and does not always begin with the same model', () => {
    const first = (seed: string) => planCandidates({ seed, models: ['a', 'b'], n: 4 });
    expect(first('x')).toEqual(first('x'));
    const begins = new Set(Array.from({ length: 40 }, (_, i) => first(`${i}`)[0]?.model));
    expect(begins).toEqual(new Set(['a', 'b']));
  });

  it.each([
    [[], 4],
    [['a'], 0],
    [['a'], 17],
    [['a'], 2.5],
  ])('is refused for the models %j and n = %d', (models, n) => {
    expect(() => planCandidates({ seed: 's', models, n })).toThrow(RangeError);
  });
});
