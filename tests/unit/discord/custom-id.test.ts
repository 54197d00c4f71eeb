import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ballotKeys } from '../../../src/ballots/choice.ts';
import { type ButtonId, readButtonId, writeButtonId } from '../../../src/discord/custom-id.ts';
import { limits } from '../../../src/discord/limits.ts';

const anyId: fc.Arbitrary<ButtonId> = fc.oneof(
  fc.record({ family: fc.constant('vote' as const), ballotId: fc.uuid(), key: fc.constantFrom(...ballotKeys) }),
  fc.record({ family: fc.constantFrom('peek' as const, 'compare' as const), ballotId: fc.uuid() }),
  fc.record({ family: fc.constant('reasoning' as const), askId: fc.uuid(), page: fc.nat(999) }),
);

describe('a custom_id', () => {
  it('reads back as what was written, within the limit', () => {
    fc.assert(
      fc.property(anyId, (id) => {
        const written = writeButtonId(id);
        expect(written.length).toBeLessThanOrEqual(limits.customId);
        expect(readButtonId(written)).toEqual(id);
      }),
    );
  });

  it('is nothing to us where we did not write it', () => {
    const uuid = '0190a5b0-0000-7000-8000-000000000000';
    for (const forged of [
      '',
      'vote',
      'vote:1:a',
      `vote:${uuid}:c`,
      `vote:${uuid}:a:b`,
      `peek:${uuid}\n`,
      `peek:${uuid}'--`,
      `reasoning:${uuid}:-1`,
    ]) {
      expect(readButtonId(forged)).toBeNull();
    }
    fc.assert(fc.property(fc.string(), (text) => void expect(readButtonId(text)).toBeNull()));
  });
});
