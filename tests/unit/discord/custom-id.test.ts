import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parts } from '../../../commands/index.ts';
import { ballotKeys } from '../../../src/ballots/choice.ts';
import {
  askFormId,
  caseId,
  casesId,
  casesOfId,
  compareId,
  type Family,
  openCaseId,
  peekId,
  reasoningId,
  voteId,
} from '../../../src/discord/custom-id.ts';
import { limits } from '../../../src/discord/sizes.ts';
import { stances } from '../../../src/terms.ts';

function holds<Id>(family: Family<Id>, ids: fc.Arbitrary<Id>): void {
  fc.assert(
    fc.property(ids, (id) => {
      const written = family.write(id);
      expect(written.length).toBeLessThanOrEqual(limits.customId);
      expect(family.read(written)).toEqual(id);
    }),
  );
}

describe('a custom_id', () => {
  it('reads back as what was written, within the limit', () => {
    holds(voteId, fc.record({ ballotId: fc.uuid(), key: fc.constantFrom(...ballotKeys) }));
    holds(peekId, fc.record({ ballotId: fc.uuid() }));
    holds(compareId, fc.record({ ballotId: fc.uuid() }));
    const snowflake = fc.bigInt({ min: 10n ** 14n, max: 2n ** 64n - 1n }).map(String);
    const from = fc.option(fc.record({ messageId: snowflake, authorId: snowflake }));
    holds(askFormId, fc.record({ from }));
    const scope = { days: fc.nat(999), judge: fc.stringMatching(/^(all|[0-9a-f]{8})$/) };
    const stance = fc.constantFrom(...stances);
    holds(casesId, fc.record({ stance, ...scope, page: fc.nat(999) }));
    holds(casesOfId, fc.record(scope));
    holds(openCaseId, fc.record({ stance, ...scope }));
    holds(caseId, fc.record({ stance, ...scope, askId: fc.uuid() }));
    holds(reasoningId, fc.record({ askId: fc.uuid(), page: fc.nat(999) }));
  });

  it('is nothing to us where we did not write it', () => {
    const id = '0190a5b0-0000-7000-8000-000000000000';
    const forgeries = [
      '',
      'vote',
      'vote:1:a',
      `vote:${id}:q`,
      `vote:${id}:a:b`,
      `vote:${id}:a|b`,
      `peek:${id}\n`,
      `peek:${id}'--`,
      `reasoning:${id}:-1`,
      `case:differ:30:hf:judge:${id}`,
      `case:all:30:all:${id}`,
      'cases:differ:30:all:1000',
    ];
    for (const part of parts) {
      for (const forged of forgeries) expect(part.bind(forged)).toBeNull();
      fc.assert(fc.property(fc.string(), (text) => void expect(part.bind(text)).toBeNull()));
    }
  });

  it('belongs to one family only', () => {
    const names = parts.map(({ kind, family }) => `${kind} ${family}`);
    expect(new Set(names).size).toBe(names.length);
  });
});
