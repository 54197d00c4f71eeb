import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawEarly } from '../../src/asks/shown-early.ts';
import { candidateRow } from '../support/snapshots.ts';

const seed = fc.stringMatching(/^[0-9a-f]{32}$/);
const written = (slots: readonly number[]) => slots.map((slot) => candidateRow(slot, `Reply ${slot}`));

describe('the reply that is shown while the judge is being started', () => {
  it('has arrived, and repeats no other', () => {
    const candidates = fc.array(fc.constantFrom('done', 'failed', 'repeat', 'missing'), {
      minLength: 1,
      maxLength: 16,
    });
    fc.assert(
      fc.property(seed, candidates, (secret, fates) => {
        const rows = fates.flatMap((fate, slot) => {
          if (fate === 'missing') return [];
          return [candidateRow(slot, fate === 'failed' ? null : 'x', fate === 'repeat' ? { duplicateOf: 0 } : {})];
        });
        const slot = drawEarly({ seed: secret, n: fates.length }, rows);
        if (slot === null) expect(fates).not.toContain('done');
        else expect(fates[slot]).toBe('done');
      }),
    );
  });

  it('depends on who has arrived, not on the order of the rows', () => {
    const slots = fc.uniqueArray(fc.nat(7), { minLength: 1 });
    fc.assert(
      fc.property(seed, slots, (secret, arrived) => {
        const ask = { seed: secret, n: 8 };
        expect(drawEarly(ask, written(arrived))).toBe(drawEarly(ask, written(arrived.toReversed())));
      }),
    );
  });

  it('is each of them about as often', () => {
    const drawn = Array.from({ length: 4000 }, (_, i) =>
      drawEarly({ seed: i.toString(16).padStart(32, '0'), n: 4 }, written([0, 1, 2, 3])),
    );
    for (const slot of [0, 1, 2, 3]) {
      const share = drawn.filter((one) => one === slot).length / drawn.length;
      // Five standard errors around 1/4.
      expect(Math.abs(share - 0.25)).toBeLessThan(0.035);
    }
  });
});
