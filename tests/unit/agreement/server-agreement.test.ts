import { describe, expect, it } from 'vitest';
import { agreementView } from '../../../src/discord/view/agreement.ts';
import { agreementAlt, agreementDrawing } from '../../../src/discord/view/agreement-picture.ts';
import { de } from '../../../src/discord/words/de/index.ts';
import { en } from '../../../src/discord/words/en/index.ts';
import type { Words } from '../../../src/discord/words/words.ts';
import { serverAgreement as agreementOf, type Looking } from '../../../src/research/server-agreement.ts';
import { type AgreementRow, addUpVotes } from '../../support/agreement-votes.ts';

const serverAgreement = (rows: readonly AgreementRow[], looking?: Looking) => agreementOf(addUpVotes(rows), looking);

const row = (ask: number, voter: number, change: Partial<AgreementRow> = {}): AgreementRow => ({
  askId: `ask ${ask}`,
  ballotId: `ballot ${ask}`,
  voterHash: `voter ${voter}`,
  choice: 'candidate',
  slot: 1,
  pick: 1,
  blind: true,
  flags: [],
  seedIsPublic: false,
  effort: 'standard',
  judgeModel: 'hf:judge',
  others: 1,
  probability: 1,
  simulated: false,
  ...change,
});
const said = (rows: AgreementRow[]) =>
  JSON.stringify(agreementView(en, serverAgreement(rows), { days: 30, judge: null }));

const many = (questions: number, change: (ask: number) => Partial<AgreementRow>) =>
  Array.from({ length: questions }, (_, ask) =>
    [0, 1, 2].map((voter) => row(ask, voter, { slot: (ask + voter) % 3 === 0 ? 0 : 1, ...change(ask) })),
  ).flat();

describe('the chart of an agreement', () => {
  it('is not drawn where there is not enough data', () => {
    expect(agreementDrawing(en, serverAgreement(many(9, () => ({}))))).toBeNull();
  });

  it('shows people and judge, people among themselves, and the parts that have enough questions', () => {
    const rows = many(32, (ask) => ({ effort: ask < 10 ? 'quick' : ask < 20 ? 'deep' : 'standard' }));
    const few = many(9, () => ({ judgeModel: 'hf:another', askId: 'one of few' }));
    const drawing = agreementDrawing(en, serverAgreement([...rows, ...few]));
    expect(drawing?.rows.map(({ label }) => label)).toEqual([
      'You and the judge',
      'You among yourselves',
      'Effort: quick',
      'Effort: standard',
      'Effort: deep',
    ]);
    expect(drawing && agreementAlt(en, drawing)).toMatch(/You and the judge 67 %, range \d+ % to \d+ %, 33 questions;/);
  });
});

describe('the agreement of a server with its judge', () => {
  it('counts blind votes that took a side, and leaves doubtful ones out', () => {
    const rows = [
      row(1, 1),
      row(1, 2, { slot: 0 }),
      row(2, 1),
      row(2, 2, { choice: 'tie', slot: null }),
      row(2, 3, { choice: 'both_bad', slot: null }),
      row(3, 1, { blind: false }),
      row(3, 2, { flags: ['fast'] }),
      row(3, 3, { flags: ['asker'] }),
      row(3, 4, { flags: ['changed'], blind: false }),
    ];
    expect(serverAgreement(rows)).toMatchObject({
      questions: 2,
      voters: 3,
      // 1 of 2 votes on the first question; a vote and half a tie of 2 on the second.
      pickWins: { value: 0.625, n: 2 },
      withJudge: { value: 2 / 3, n: 3 },
      // One pair of voters on the first question and three on the second. None agrees.
      amongPeople: { value: 0, n: 4 },
      ties: 1,
      bothBad: 1,
      leftOut: 4,
      parts: [],
    });
  });

  it('says so where there is too little to say anything', () => {
    expect(said([])).toMatch(/Not enough data yet.*0 blind votes on 0 questions/);
  });

  it('is put in words with its range, and with what would narrow it', () => {
    const rows = Array.from({ length: 20 }, (_, ask) =>
      [0, 1, 2].map((voter) => row(ask, voter, { slot: (ask + voter) % 3 === 0 ? 0 : 1 })),
    ).flat();
    expect(said(rows)).toMatch(
      /In \*\*67 % \(\d+ % to \d+ %\)\*\* of cases you prefer .* Each of 20 questions .* 67 % \(\d+ % to \d+ %\) of 60 blind votes that took a side went with the judge/,
    );
    expect(said(rows)).toMatch(/20 questions, 3 voters/);
  });

  it('holds however often one looks from the beginning on, and says so in both languages', () => {
    const rows = many(40, () => ({}));
    const found = serverAgreement(rows, 'again');
    const view = (words: Words) => JSON.stringify(agreementView(words, found, { days: null, judge: null }));
    expect(view(en)).toMatch(/since the beginning.*between \d+ % and \d+ %, however often you look/);
    expect(view(en)).not.toMatch(/In brackets/);
    expect(view(de)).toMatch(/von Anfang an.*zwischen \d+\s% und \d+\s%, sooft ihr auch nachseht/);
    const once = serverAgreement(rows, 'once');
    expect(said(rows)).toMatch(/made for one look.*Without `days`/);
    expect(found.withJudge).toEqual({ ...once.withJudge, low: null, high: null });
    expect(found.amongPeople.n).toBe(40);
    expect(agreementDrawing(en, found)?.rows[1]?.note).toBe('40 questions');
    expect(agreementDrawing(en, once)?.rows[1]?.note).toBe('120 pairs');
  });

  it('is the same in any order of votes and questions, and without a question what it would have been', () => {
    const rows = many(20, (ask) => (ask % 4 === 0 ? { slot: 0 } : {}));
    const found = serverAgreement(rows, 'again');
    expect(serverAgreement(rows.toReversed(), 'again').pickWins).toEqual(found.pickWins);
    const erased = rows.filter(({ askId }) => askId !== 'ask 3');
    const never = many(20, (ask) => (ask % 4 === 0 ? { slot: 0 } : {})).filter(({ askId }) => askId !== 'ask 3');
    expect(serverAgreement(erased, 'again')).toEqual(serverAgreement(never, 'again'));
  });
});
