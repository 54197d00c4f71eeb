import type { APIMessageTopLevelComponent } from 'discord-api-types/v10';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { letters } from '../../../src/ballots/choice.ts';
import { orderFor } from '../../../src/ballots/order.ts';
import { reportId } from '../../../src/discord/custom-id.ts';
import { limits } from '../../../src/discord/sizes.ts';
import { askView } from '../../../src/discord/view/ask-view.ts';
import { reportView } from '../../../src/discord/view/report.ts';
import { reportForm } from '../../../src/discord/view/report-form.ts';
import { reportsView } from '../../../src/discord/view/report-list.ts';
import { wordsFor } from '../../../src/discord/words/words.ts';
import { amongOf, answersMeant, meantChoices, slotMeant } from '../../../src/moderation/meant.ts';
import { votings } from '../../../src/terms.ts';
import { runs } from '../../support/fuzz.ts';
import { askRow, ballotRow, candidateRow } from '../../support/snapshots.ts';

const en = wordsFor('en');
const hostile = fc.string({ minLength: 1, maxLength: 1000, unit: fc.constantFrom(...'ab *_`|<>[]()#\\\n@:/.') });
const report = {
  ...{ id: askRow().id, askId: askRow().id, guildId: '3', reporterHash: 'r', reason: 'personal' as const, words: '' },
  ...{ slot: null, channelId: null, messageId: null, state: 'open' as const },
  ...{ createdAt: new Date(0), settledAt: null },
};
const state = { hidden: false, blocked: false, mayBeQuoted: true };
const candidates = ['one', 'two', 'three'].map((words, slot) => candidateRow(slot, words));
const ballotOf = (kind: (typeof votings)[number], closedAt: Date | null = null) =>
  ballotRow({ kind, closedAt, shown: kind === 'ballot' ? [2, 0, 1] : [2, 1] });

interface Counted {
  texts: number;
  parts: number;
}
const count = (parts: readonly APIMessageTopLevelComponent[]): Counted =>
  (parts as readonly { content?: string; components?: APIMessageTopLevelComponent[] }[]).reduce<Counted>(
    (sum, { content = '', components = [] }) => {
      const inside = count(components);
      return { texts: sum.texts + content.length + inside.texts, parts: sum.parts + 1 + inside.parts };
    },
    { texts: 0, parts: 0 },
  );

describe('while a vote is open, a report', () => {
  it('is the same to the byte whichever answer the judge picked, and whoever wrote them', () => {
    const secrets = fc.record({
      pick: fc.constantFrom(1, 2),
      models: fc.tuple(fc.constantFrom('hf:a', 'hf:b'), fc.constantFrom('hf:a', 'hf:b'), fc.constant('hf:c')),
      choice: fc.constantFrom(...letters, 'pick', 'other', 'all', 'x'),
    });
    const shownWith = (
      kind: 'duel' | 'ballot',
      { pick, models }: { pick: number; models: string[] },
      choice: string,
    ) => {
      const ask = askRow({ pick, pBest: [0.2, pick === 1 ? 0.5 : 0.3, pick === 2 ? 0.5 : 0.3] });
      const ballot = ballotOf(kind);
      const written = candidates.map((one, at) => ({ ...one, model: models[at] ?? '' }));
      const slot = slotMeant(choice, ask, ballot, 'reporter');
      const answers = answersMeant(slot, ask, ballot, written);
      return JSON.stringify([
        reportView(en, { report: { ...report, slot }, ask, answers, ...state }),
        reportForm(en, { askId: ask.id, among: amongOf(ask, ballot) }),
      ]);
    };
    fc.assert(
      fc.property(fc.constantFrom('duel' as const, 'ballot' as const), secrets, secrets, (kind, one, other) => {
        expect(shownWith(kind, one, one.choice)).toBe(shownWith(kind, other, one.choice));
        expect(shownWith(kind, one, one.choice)).not.toMatch(/judge’s pick/);
      }),
    );
  });

  it('takes a letter for the answer that the reporter saw under it, in an order of their own too', () => {
    const ask = askRow({ seed: '7' });
    for (const kind of votings) {
      const ballot = ballotOf(kind);
      const order = orderFor(ballot, ask.seed, 'reporter');
      expect(order.map((_, at) => slotMeant(letters[at] ?? '', ask, ballot, 'reporter'))).toEqual(order);
      expect(['d', 'all', '', 'constructor'].map((choice) => slotMeant(choice, ask, ballot, 'reporter'))).toEqual([
        ...[null, null, null, null],
      ]);
    }
  });

  it('names the pick and the other one only where the message shows which is which', () => {
    const ask = askRow({ pick: 1 });
    const said = (kind: (typeof votings)[number], closedAt: Date | null) =>
      ['pick', 'other'].map((choice) => slotMeant(choice, ask, ballotOf(kind, closedAt), 'reporter'));
    expect(votings.map((kind) => [kind, said(kind, null)])).toEqual([
      ['duel', [null, null]],
      ['open', [1, 2]],
      ['ballot', [null, null]],
    ]);
    expect(said('duel', new Date(0))).toEqual([1, 2]);
    expect(said('ballot', new Date(0))).toEqual([1, null]);
  });
});

describe('the form of a report', () => {
  it('offers what stands above its button, in any state of the vote', () => {
    const offered = (ballot: ReturnType<typeof ballotRow> | null, source: 'command' | 'chat' = 'command') =>
      meantChoices(amongOf({ source }, ballot));
    expect(offered(null)).toEqual([]);
    expect(offered(ballotOf('duel'), 'chat')).toEqual([]);
    expect(offered(ballotOf('duel'))).toEqual(['a', 'b', 'all']);
    expect(offered(ballotOf('open'))).toEqual(['pick', 'other', 'all']);
    expect(offered(ballotOf('ballot'))).toEqual(['a', 'b', 'c', 'all']);
    expect(offered(ballotOf('open', new Date(0)))).toEqual(['a', 'b', 'all']);
    expect(offered(ballotOf('ballot', new Date(0)))).toEqual(['pick', 'all']);
  });

  it('is opened by a button that says so, and by those of messages from before', () => {
    const { id } = askRow();
    for (const among of ['one', 'duel', 'open', 'picked', 2, 9, 10, 16] as const)
      expect(reportId.read(reportId.write({ askId: id, among }))).toEqual({ askId: id, among });
    expect(reportId.read(`report:${id}`)).toEqual({ askId: id, among: 'one' });
    for (const bad of ['n1', 'n0', 'n17', 'n', 'both', 'duel:x'])
      expect(reportId.read(`report:${id}:${bad}`), bad).toBeNull();
    const view = askView(en, { ask: askRow(), candidates, comparisons: [], ballot: ballotOf('duel'), tally: [] });
    expect(JSON.stringify(view)).toContain(`report:${id}:duel`);
  });
});

describe('the reported answers', () => {
  const names = (slot: number | null, kind: (typeof votings)[number] | null, closedAt: Date | null = null) =>
    answersMeant(slot, askRow({ pick: 1 }), kind && ballotOf(kind, closedAt), candidates).map(
      ({ name, isPick, text }) => [typeof name === 'string' ? name : name.letter, isPick, text],
    );

  it('are the one that was meant, or all that everybody sees', () => {
    expect(names(null, null)).toEqual([['answer', false, 'two']]);
    expect(names(1, 'duel')).toEqual([['B', false, 'two']]);
    expect(names(null, 'duel')).toEqual([
      ['A', false, 'three'],
      ['B', false, 'two'],
    ]);
    expect(names(2, 'open')).toEqual([['other', false, 'three']]);
    expect(names(null, 'open').map(([name]) => name)).toEqual(['shown', 'other']);
    expect(names(0, 'ballot')).toEqual([['one', false, 'one']]);
    expect(names(null, 'ballot')).toEqual([]);
    expect(names(1, 'duel', new Date(0))).toEqual([['B', true, 'two']]);
    expect(names(1, 'ballot', new Date(0))).toEqual([['one', true, 'two']]);
  });

  it('fit into a message and its list, whatever stands in them and in every language', () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom('en', 'de'), fc.constantFrom(...votings), (words, language, kind) => {
        const ask = askRow({ prompt: words, promptBy: 'x', parentId: 'y', fileName: words, messageId: '1'.repeat(19) });
        const written = candidates.map((one) => ({ ...one, text: words }));
        const answers = answersMeant(null, ask, ballotOf(kind), written);
        const snapshot = { report: { ...report, words }, ask, answers, ...state };
        for (const view of [
          reportView(wordsFor(language), snapshot),
          reportsView(wordsFor(language), 'open', [snapshot]),
          reportsView(wordsFor(language), 'open', [snapshot, snapshot, snapshot]),
        ]) {
          const { texts, parts } = count(view.components);
          expect(texts).toBeLessThanOrEqual(limits.textTotal);
          expect(parts).toBeLessThanOrEqual(limits.components);
        }
      }),
      { numRuns: runs(200) },
    );
  });

  it('cannot speak for the bot: their marks are shown as they are', () => {
    const text = '## Approved\n> [click](https://evil.example) **bold** @everyone';
    const answers = answersMeant(1, askRow(), ballotOf('duel'), [candidateRow(1, text)]);
    const shown = JSON.stringify(reportView(en, { report, ask: askRow(), answers, ...state }));
    expect(shown).toContain('Answer B');
    expect(shown).not.toMatch(/\[click\]\(|[^\\]\*\*bold/);
  });

  it('are not quoted where the question is not', () => {
    const answers = answersMeant(1, askRow(), ballotOf('duel'), candidates);
    const view = reportView(en, { report, ask: askRow(), answers, ...state, mayBeQuoted: false });
    expect(JSON.stringify(view)).not.toMatch(/two|Answer B/);
  });
});
