import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { duplicateOf } from '../../../src/candidates/near-duplicates.ts';
import { planCandidates } from '../../../src/candidates/plan.ts';
import { stripReasoning } from '../../../src/candidates/strip-reasoning.ts';

describe('the plan', () => {
  it('gives every slot a model, all models about the same share, and no two slots the same recipe', () => {
    const ask = fc.record({
      seed: fc.string(),
      models: fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 5 }),
      n: fc.integer({ min: 2, max: 16 }),
    });
    fc.assert(
      fc.property(ask, ({ seed, models, n }) => {
        const plan = planCandidates({ seed, models, n });
        expect(plan.map(({ slot }) => slot)).toEqual(Array.from({ length: n }, (_, i) => i));
        const counts = models.map((model) => plan.filter((p) => p.model === model).length);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
        const recipes = plan.map(({ model, temperature, style }) => `${model} ${temperature} ${style.name}`);
        expect(new Set(recipes).size).toBe(n);
        expect(planCandidates({ seed, models, n })).toEqual(plan);
      }),
    );
  });

  it('lets each model answer plainly first', () => {
    expect(planCandidates({ seed: 's', models: ['a', 'b'], n: 4 }).map(({ style }) => style.name === 'plain')).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('reasoning', () => {
  it.each([
    ['<think>hm</think>Answer', 'Answer'],
    ['hm\n</think>\n\nAnswer', 'Answer'],
    ['<think>a</think>b<think>c</think>Answer', 'Answer'],
    ['Answer <think>and on', 'Answer'],
    ['<think>never ends', ''],
    ['<thinking>x</thinking> Answer', 'Answer'],
    ['Answer', 'Answer'],
  ])('%j leaves %j', (reply, answer) => {
    expect(stripReasoning(reply)).toBe(answer);
  });
});

describe('near-duplicates', () => {
  it('are the same words, whatever their case, punctuation and spacing', () => {
    expect(
      duplicateOf('The sky is BLUE, because of scattering!', [
        'Cats purr when they are content.',
        'the sky is blue — because of  scattering',
      ]),
    ).toBe(1);
  });

  it('are not texts that say something else', () => {
    expect(
      duplicateOf('The sky is blue because of Rayleigh scattering.', ['The sky is blue because it reflects the sea.']),
    ).toBeNull();
    expect(duplicateOf('Yes.', ['No.'])).toBeNull();
  });

  it('include every text itself', () => {
    fc.assert(fc.property(fc.string({ minLength: 1 }), (text) => void expect(duplicateOf(text, [text])).toBe(0)));
  });
});
