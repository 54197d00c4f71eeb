import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Owners, ownersOf, peopleOf, writerOf } from '../../src/asks/owners.ts';

const name = fc.constantFrom('ann', 'ben', 'cid', 'dee');
interface Made extends Owners {
  askerHash: string;
}
/** A step: somebody asks a new question, repeats an earlier ask, or follows up on one. */
const step = fc.record({ who: name, how: fc.constantFrom('new', 'copy', 'on'), of: fc.nat() });

describe('whose words an ask is made of', () => {
  it('are those of its first writer and of everybody in what it follows up on, however often it is repeated', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 30 }), (steps) => {
        /** Each ask with its true writer, and everybody whose words the models saw. */
        const made: { ask: Made; writer: string; truth: Set<string>; parent: number | null }[] = [];
        for (const { who, how, of } of steps) {
          const at = made.length === 0 ? null : of % made.length;
          const source = at === null ? undefined : made[at];
          const parent = how === 'copy' ? (source?.parent ?? null) : how === 'on' ? at : null;
          const before = parent === null ? undefined : made[parent];
          const writer = how === 'copy' && source ? source.writer : who;
          const given = how === 'copy' && source ? writerOf(source.ask) : who;
          const owners = ownersOf(who, given, before ? peopleOf(before.ask) : []);
          made.push({
            ask: { askerHash: who, ...owners },
            writer,
            truth: new Set([writer, ...(before?.truth ?? [])]),
            parent,
          });
        }
        for (const { ask, writer, truth } of made) {
          expect(writerOf(ask)).toBe(writer);
          for (const person of truth) expect(peopleOf(ask)).toContain(person);
          expect(ask.wordsOf).not.toContain(ask.askerHash);
          expect(new Set(ask.wordsOf).size).toBe(ask.wordsOf.length);
          if (ask.promptBy !== null) expect(ask.wordsOf).toContain(ask.promptBy);
        }
      }),
    );
  });
});
